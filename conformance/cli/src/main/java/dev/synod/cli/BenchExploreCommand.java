package dev.synod.cli;

import dev.synod.explore.bench.ExploreBench;
import dev.synod.explore.bench.ExploreFigures;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the explorer. */
@Command(name = "explore", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Measure how many distinct states a second the explorer visits, and TLC in the same session: the same "
                + "model, as many workers.",
        footer = {"", "Takes minutes. Let nothing else run meanwhile."})
final class BenchExploreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", description = "The algorithm's name; see synod list.")
    private String name;

    @Mixin
    private ModelOptions model;

    @Option(names = "--workers", paramLabel = "N", split = ",",
            description = "How many threads search, separated by commas. Default: 1, and as many as there are cores")
    private List<Integer> workers;

    @Option(names = "--no-tlc", description = "Do not measure TLC.")
    private boolean noTlc;

    @Mixin
    private SpecsOption specs;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        AlgorithmProvider<?, ?> algorithm = NamedAlgorithms.one("synod bench explore", name);
        List<Integer> counts = workers != null ? workers
                : Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ExploreFigures figures = ExploreBench.of(algorithm, new SpecFolders(List.of(specs.folder())), model.model(algorithm))
                .workers(counts).tlc(!noTlc).run(line -> {
                    err.println(name + ": " + line);
                    err.flush();
                });
        if (json) {
            out.println(figures.json().toPrettyString());
        } else {
            figures.table().forEach(out::println);
        }
        out.flush();
        return figures.outcome().exitCode();
    }
}
