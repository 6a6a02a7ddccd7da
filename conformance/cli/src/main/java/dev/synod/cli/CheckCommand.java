package dev.synod.cli;

import dev.synod.tlc.Distribution;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.Search;
import dev.synod.tlc.TimeLimits;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.RunOptions;
import dev.synod.tlc.check.StopOnShutdown;
import dev.synod.tlc.check.WorkFiles;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.report.CoverageReport;
import dev.synod.tlc.report.JUnitReport;
import dev.synod.tlc.report.JsonReport;
import dev.synod.tlc.report.ProgressLines;
import dev.synod.tlc.report.SarifReport;
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
            description = "A manifest; a folder with manifests below it, or without any, in which every configuration "
                    + "(.cfg) is a model; or a module (.tla) with a configuration of the same name beside it. "
                    + "Default: specs")
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

    @Option(names = "--simulate", paramLabel = "N",
            description = "Look at N random behaviours of every model instead of what its manifest asks for.")
    private Long simulate;

    @Option(names = "--depth", paramLabel = "N", description = "The most states of a random behaviour. Default: 100")
    private int depth = Search.DEFAULT_DEPTH;

    @Option(names = "--seed", paramLabel = "N",
            description = "The seed of random behaviours. Default: 1")
    private long seed = 1;

    @Option(names = "--coverage", description = "Count how often each action is taken, and name those that never are.")
    private boolean coverage;

    @Option(names = "--graphs", paramLabel = "DIR",
            description = "Write the state graph of every model to this folder, as DOT and, if it is small, as SVG.")
    private Path graphs;

    @Option(names = "--cores", paramLabel = "N", description = "How many cores to use. Default: all")
    private Integer cores;

    @Option(names = "--memory", paramLabel = "MIB",
            description = "The memory for all models that run at a time. Default: half of the machine's")
    private Integer memory;

    @Option(names = "--checkpoint", paramLabel = "MINUTES",
            description = "Save the search of every longer model so often.")
    private Integer checkpoint;

    @Option(names = "--resume", description = "Go on from the last checkpoint of a run that was stopped.")
    private boolean resume;

    @Option(names = "--disk-reserve", paramLabel = "MIB",
            description = "Stop a model before the disk has less left. Default: 256")
    private long diskReserve = ModelRun.DEFAULT_DISK_RESERVE >> 20;

    @Option(names = "--distributed",
            description = "Search every model with worker processes of their own (--workers; default: 2).")
    private boolean distributed;

    @Option(names = "--host", paramLabel = "NAME",
            description = "With --distributed, this machine's name for workers on others, which are started by hand "
                    + "(--workers 0 starts none here). Default: localhost, which keeps everything on this machine")
    private String host = Distribution.LOOPBACK;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "DIR", description = "Write JUnit XML to this folder.")
    private Path junit;

    @Option(names = "--sarif", paramLabel = "FILE",
            description = "Write what is not as expected as SARIF, which code review tools show at the lines.")
    private Path sarif;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> from = from();
        List<Model> found = ModelFinder.filter(
                from.stream().flatMap(path -> ModelFinder.models(path).stream()).distinct().toList(), models);
        CheckListener listener = listener();
        Checker checker = new Checker(settings(from.get(0)), listener);
        StopOnShutdown watch = StopOnShutdown.of(checker);
        try {
            CheckReport report = checker.check(found);
            if (listener instanceof ProgressBarListener bar) {
                bar.close();
            }
            return report(report).status();
        } finally {
            watch.close();
        }
    }

    private ExitCode report(CheckReport report) throws IOException {
        if (junit != null) {
            new JUnitReport(this::again).write(report, junit);
        }
        if (sarif != null) {
            SarifReport.write(report, this::again, sarif);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonReport.text(report));
        } else {
            TextReport.lines(report).forEach(out::println);
            CoverageReport.lines(report).forEach(out::println);
            for (ModelReport failure : report.failures()) {
                out.println();
                Story.lines(failure, again(failure)).forEach(out::println);
            }
        }
        out.flush();
        return ExitCode.of(report.verdict());
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

    private CheckSettings settings(Path from) {
        atLeast("--workers", workers, distributed ? 0 : 1);
        atLeast("--cores", cores, 1);
        CheckSettings settings = new CheckSettings(tools == null ? TlaTools.bundled() : TlaTools.of(tools), library,
                deep, rerun, Optional.ofNullable(timeout).map(text -> TimeLimits.parse("--timeout", text)),
                workers == null || distributed ? OptionalInt.empty() : OptionalInt.of(workers), OptionalInt.empty(),
                cores == null ? Runtime.getRuntime().availableProcessors() : cores, WorkFiles.defaultFolder(from));
        return settings.with(options());
    }

    private RunOptions options() {
        RunOptions options = RunOptions.DEFAULTS.withDiskReserve(diskReserve << 20);
        if (memory != null) {
            options = options.withMemory(memory);
        }
        if (simulate != null) {
            options = options.withSearch(new Search.Simulation(simulate, depth, seed));
        }
        if (coverage) {
            options = options.withCoverage();
        }
        if (graphs != null) {
            options = options.withGraphs(graphs);
        }
        if (checkpoint != null) {
            options = options.withCheckpoints(checkpoint, resume);
        } else if (resume) {
            throw new UnusableInputException("--resume", "no --checkpoint", "how often to save the search from now on",
                    "add --checkpoint 10, say");
        }
        return distributed ? options.withDistribution(new Distribution(workers == null ? 2 : workers, host)) : options;
    }

    private static void atLeast(String option, Integer number, int least) {
        if (number != null && number < least) {
            throw new UnusableInputException(option, number.toString(), "a number, " + least + " or more",
                    "ask for more");
        }
    }

    private CheckListener listener() {
        if (json) {
            return CheckListener.NONE;
        }
        return Terminal.isInteractive() ? new ProgressBarListener()
                : new ProgressLines(spec.commandLine().getErr()::println);
    }

    private String again(ModelReport report) {
        StringBuilder command = new StringBuilder("synod check ");
        boolean byModule = report.model().manifest().isEmpty()
                && report.model().shortName().equals(report.model().moduleName());
        command.append(shell(byModule ? report.model().module()
                : report.model().manifest().orElse(report.model().config().getParent())));
        if (!byModule) {
            command.append(" --model ").append(report.model().name());
        }
        command.append(report.model().deep() ? " --deep --rerun" : " --rerun");
        if (workers != null) {
            command.append(" --workers ").append(workers);
        }
        if (timeout != null) {
            command.append(" --timeout ").append(timeout);
        }
        if (simulate != null) {
            command.append(" --simulate ").append(simulate).append(" --depth ").append(depth).append(" --seed ")
                    .append(seed);
        }
        if (checkpoint != null) {
            command.append(" --checkpoint ").append(checkpoint).append(" --resume");
        }
        if (distributed) {
            command.append(" --distributed");
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
