package dev.synod.cli;

import dev.synod.report.Report;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import java.io.IOException;
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

/** Writes one HTML page with all that is known. */
@Command(name = "report", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Write one HTML page that needs no server and no network: algorithms, models and their counterexamples, "
                + "traces as space-time diagrams, coverage. Traces are replayed for it; all else is shown as the last check, "
                + "audit or exploration left it.",
        footer = {"", "The exit status tells of what the page shows: 1 if something is wrong, 2 if a trace cannot be used, 3 if "
                + "something is undecided."})
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TRACE", arity = "0..*", description = "Traces, or folders of traces (*.ndjson), to show besides the "
            + "recorded ones. With a single one, the page opens with it.")
    private List<Path> given = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "report",
            description = "The folder for the page, index.html. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(names = "--algorithm", paramLabel = "NAME", description = "Only this algorithm. Repeatable. Default: all")
    private List<String> algorithms = new ArrayList<>();

    @Option(names = "--first", paramLabel = "N", defaultValue = "1",
            description = "The first event of each trace to be shown. Default: ${DEFAULT-VALUE}")
    private long first;

    @Option(names = "--events", paramLabel = "N", defaultValue = "200000",
            description = "The most events of each trace to be shown; the verdict is on all. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(names = "--mapping", paramLabel = "FILE", description = "How logs that other programs wrote are read as traces.")
    private Path mapping;

    @Option(names = "--cfg", paramLabel = "FILE",
            description = "A TLC configuration with the values of the constants, where the logs do not hold them.")
    private Path config;

    @Option(names = "--library", paramLabel = "DIR",
            description = "A folder with modules that a specification extends or instantiates. Repeatable.")
    private List<Path> library = new ArrayList<>();

    @Mixin
    private SpecsOption specs;

    @Mixin
    private TracesOption traces;

    @Option(names = "--work", paramLabel = "DIR", description = "The folder with the results of checks, audits and explorations. "
            + "Default: where synod check and Maven leave them")
    private Path work;

    @Override
    public Integer call() throws IOException {
        atLeastOne("--first", first);
        atLeastOne("--events", events);
        Report report = Report.of(specs.folder()).recorded(traces.folder()).traces(given)
                .formats(Formats.of(mapping, config)).library(library)
                .algorithms(algorithms).events(first, events).work(work).gather(line -> {
                    spec.commandLine().getErr().println(line);
                    spec.commandLine().getErr().flush();
                });
        Path page = report.write(out);
        spec.commandLine().getOut().println("report: " + Words.path(page) + ", " + Words.of(report.traceCount(), "trace"));
        spec.commandLine().getOut().flush();
        return report.status();
    }

    private static void atLeastOne(String option, long number) {
        if (number < 1) {
            throw new UnusableInputException(option, Long.toString(number), "a number, 1 or more", "ask for more");
        }
    }
}
