package dev.synod.cli;

import dev.synod.explore.Audit;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.WorkFiles;
import dev.synod.tlc.report.ProgressLines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Examines algorithms from end to end. */
@Command(name = "audit", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Examine algorithms from end to end: model-check the specification, run the machine through many "
                + "schedules with faults and replay each, replay the recorded traces; print one table.")
final class AuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", arity = "0..*", description = "Algorithms, or specifications without a machine; "
            + "default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--schedules", paramLabel = "N", defaultValue = "1000",
            description = "How many simulated schedules. Default: ${DEFAULT-VALUE}")
    private int schedules;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "The first schedule's seed; each has the next one. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--steps", paramLabel = "K", defaultValue = "500",
            description = "The most steps of each schedule. Default: ${DEFAULT-VALUE}")
    private long steps;

    @Option(names = "--explore", description = "Visit every state of each algorithm's small model as well: what the code "
            + "reaches must be what the specification reaches, and as many states as the manifest pins. Takes longer than "
            + "the rest.")
    private boolean explore;

    @Mixin
    private SpecsOption specs;

    @Mixin
    private TracesOption traces;

    @Option(names = "--failures", paramLabel = "DIR", defaultValue = "failures",
            description = "Where the traces of schedules that leave the specification are written. "
                    + "Default: ${DEFAULT-VALUE}")
    private Path failures;

    @Override
    public Integer call() throws InterruptedException {
        if (schedules < 1) {
            throw new UnusableInputException("--schedules", Integer.toString(schedules), "a number, 1 or more",
                    "ask for more: an audit without a run shows nothing");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CheckSettings settings = CheckSettings.defaults(WorkFiles.defaultFolder(specs.folder()));
        Audit audit = new Audit(specs.folder(), traces.folder(), settings, failures)
                .explored(explore);
        List<Audit.Standing> standings = new ArrayList<>();
        List<String> specifications = new ArrayList<>(audit.withoutMachine());
        List<String> machines = new ArrayList<>(names);
        if (!names.isEmpty()) {
            specifications.retainAll(names);
            machines.removeAll(specifications);
        }
        if (names.isEmpty() || !machines.isEmpty()) {
            for (AlgorithmProvider<?, ?> algorithm : NamedAlgorithms.allOf("synod audit", machines)) {
                standings.add(tell(out, audit.run(algorithm, schedules, seed, steps, new ProgressLines(err::println),
                        line -> {
                            err.println(line);
                            err.flush();
                        })));
            }
        }
        for (String specification : specifications) {
            standings.add(tell(out, audit.run(specification, new ProgressLines(err::println))));
        }
        return (standings.contains(Audit.Standing.WRONG) ? ExitCode.WRONG
                : standings.contains(Audit.Standing.UNDECIDED) || standings.isEmpty() ? ExitCode.UNDECIDED
                : ExitCode.AS_EXPECTED).status();
    }

    private static Audit.Standing tell(PrintWriter out, Audit.Report report) {
        report.stories().forEach(out::println);
        Audit.table(report).forEach(out::println);
        out.flush();
        return report.standing();
    }
}
