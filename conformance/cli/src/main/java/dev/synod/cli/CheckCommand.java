package dev.synod.cli;

import dev.synod.tlc.TimeLimits;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.WorkFiles;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.report.JUnitReport;
import dev.synod.tlc.report.JsonReport;
import dev.synod.tlc.report.ProgressLines;
import dev.synod.tlc.report.Story;
import dev.synod.tlc.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Model-checks manifests, folders of manifests and single modules with TLC. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Model-check specifications with TLC and compare with what their manifests expect.",
        footer = {"", "A model whose inputs have not changed since it came out as expected is not run again."})
final class CheckCommand implements Callable<Integer> {

    private static final Path DEFAULT_PATH = Path.of("specs");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "0..*",
            description = "A manifest, a folder with manifests below it, or a module (.tla) with a configuration of "
                    + "the same name beside it. Default: specs")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--model", paramLabel = "NAME",
            description = "Only models of this name: MCSynod or synod/MCSynod; * stands for any text. Repeatable.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--deep", description = "Also the models that take more than 30 seconds.")
    private boolean deep;

    @Option(names = "--rerun", description = "Also run models that are up to date.")
    private boolean rerun;

    @Option(names = "--workers", paramLabel = "N",
            description = "TLC's workers for every model. Default: as the manifest says.")
    private Integer workers;

    @Option(names = "--tla2tools", paramLabel = "FILE", description = "A tla2tools jar to use instead of the "
            + "release that comes with synod.")
    private Path tools;

    @Option(names = "--library", paramLabel = "DIR",
            description = "A folder or jar with more modules. Repeatable; searched in order.")
    private List<Path> library = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "TIME", description = "The time for each model: 90s, 5m or 2h.")
    private String timeout;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "DIR", description = "Write JUnit XML to this folder.")
    private Path junit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> from = from();
        List<Model> found = ModelFinder.filter(
                from.stream().flatMap(path -> ModelFinder.models(path).stream()).distinct().toList(), models);
        CheckReport report = check(found, from.get(0));
        if (junit != null) {
            new JUnitReport(this::again).write(report, junit);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonReport.text(report));
        } else {
            TextReport.lines(report).forEach(out::println);
            for (ModelReport failure : report.failures()) {
                out.println();
                Story.lines(failure, again(failure)).forEach(out::println);
            }
        }
        return ExitCode.of(report.verdict()).status();
    }

    private List<Path> from() {
        if (!paths.isEmpty()) {
            return paths;
        }
        if (!Files.isDirectory(DEFAULT_PATH)) {
            throw new UnusableInputException("synod check", "no PATH, and no folder specs here",
                    "a manifest, a folder with manifests, or a module", "name one, or change to the project's folder");
        }
        return List.of(DEFAULT_PATH);
    }

    private CheckReport check(List<Model> found, Path from) throws InterruptedException {
        if (workers != null && workers < 1) {
            throw new UnusableInputException("--workers", workers.toString(), "a number, 1 or more", "ask for more");
        }
        CheckSettings settings = new CheckSettings(tools == null ? TlaTools.bundled() : TlaTools.of(tools), library,
                deep, rerun, Optional.ofNullable(timeout).map(text -> TimeLimits.parse("--timeout", text)),
                workers == null ? OptionalInt.empty() : OptionalInt.of(workers), OptionalInt.empty(),
                Runtime.getRuntime().availableProcessors(), WorkFiles.defaultFolder(from));
        if (json) {
            return new Checker(settings, CheckListener.NONE).check(found);
        }
        if (!Terminal.isInteractive()) {
            return new Checker(settings, new ProgressLines(spec.commandLine().getErr()::println)).check(found);
        }
        try (ProgressBarListener bar = new ProgressBarListener()) {
            return new Checker(settings, bar).check(found);
        }
    }

    private String again(ModelReport report) {
        StringBuilder command = new StringBuilder("synod check ");
        command.append(shell(report.model().manifest().orElse(report.model().module())));
        if (report.model().manifest().isPresent()) {
            command.append(" --model ").append(report.model().name());
        }
        command.append(report.model().deep() ? " --deep --rerun" : " --rerun");
        if (workers != null) {
            command.append(" --workers ").append(workers);
        }
        if (timeout != null) {
            command.append(" --timeout ").append(timeout);
        }
        if (tools != null) {
            command.append(" --tla2tools ").append(shell(tools));
        }
        library.forEach(entry -> command.append(" --library ").append(shell(entry)));
        return command.toString();
    }

    private static String shell(Path path) {
        String text = Words.path(path);
        return text.contains(" ") ? '"' + text + '"' : text;
    }
}
