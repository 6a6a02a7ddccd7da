package dev.synod.cli;

import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new project: a specification, its models, a machine, a test and a mutant. */
@Command(name = "new", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Make a new project: a specification, its models, a machine, a test and a mutant, ready to run.",
        footer = {"", "A small lock service, to be changed piece by piece into an algorithm of yours."})
final class NewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The algorithm's name, such as lock or two-phase-commit: lower-case "
            + "words joined by hyphens.")
    private String name;

    @Option(names = "--in", paramLabel = "DIR", defaultValue = "",
            description = "The folder in which to make the project's folder, NAME. Default: the working folder")
    private Path in;

    @Option(names = "--group", paramLabel = "ID", defaultValue = "org.example",
            description = "The project's Maven group, and the package above the algorithm's. "
                    + "Default: ${DEFAULT-VALUE}")
    private String group;

    @Override
    public Integer call() throws IOException {
        Starter starter = Starter.of(name, group);
        if (Files.exists(in) && !Files.isDirectory(in)) {
            throw new UnusableInputException("--in", in + ", which is no folder", "a folder", "name another one");
        }
        Path folder = in.resolve(name);
        if (Files.exists(folder)) {
            throw new UnusableInputException("synod new " + name, folder + ", which is there already",
                    "a folder that is not there yet: nothing is ever overwritten",
                    "choose another name, or another folder to make it in (--in DIR)");
        }
        starter.write(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made " + Words.path(folder) + ": a specification, its models, a machine, a test and a mutant.");
        out.println("Next: cd " + Words.path(folder) + ", read README.md, and run mvn verify.");
        out.flush();
        return ExitCode.AS_EXPECTED.status();
    }
}
