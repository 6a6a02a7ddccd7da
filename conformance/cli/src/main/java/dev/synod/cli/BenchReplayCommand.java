package dev.synod.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.synod.explore.bench.ReplayBench;
import dev.synod.explore.bench.ReplayFigures;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures replays. */
@Command(name = "replay", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Measure replays of simulated runs: what a trace tells more or less, how the cost grows with the "
                + "trace's length, and what stock TLC needs for the same traces.",
        footer = {"", "Takes about two minutes an algorithm. Let nothing else run meanwhile."})
final class BenchReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", arity = "0..*", description = "Algorithms; default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--events", paramLabel = "N", split = ",",
            description = "The lengths of the traces that are replayed in a small heap, separated by commas. "
                    + "Default: 10000,100000,1000000")
    private List<Long> events;

    @Option(names = "--deep", description = "A trace of 10 million events as well: minutes, and some gigabytes of disk "
            + "in the folder for temporary files.")
    private boolean deep;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "42",
            description = "The first run's seed; each has the next one. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--no-tlc", description = "Do not let TLC judge the traces.")
    private boolean noTlc;

    @Mixin
    private SpecsOption specs;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Long> growth = new ArrayList<>(events == null ? ReplayBench.GROWTH : events);
        for (long length : growth) {
            if (length < 1) {
                throw new UnusableInputException("--events", Long.toString(length), "numbers of 1 or more",
                        "a trace without events costs nothing: ask for more");
            }
        }
        if (deep) {
            growth.add(ReplayBench.DEEP);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        boolean good = true;
        for (AlgorithmProvider<?, ?> algorithm : NamedAlgorithms.allOf("synod bench replay", names)) {
            ReplayFigures figures = bench(algorithm).seed(seed).growth(growth).tlc(!noTlc).run(line -> {
                err.println(algorithm.name() + ": " + line);
                err.flush();
            });
            good &= figures.good();
            if (json) {
                all.add(figures.json());
            } else {
                figures.table().forEach(out::println);
            }
            out.flush();
        }
        if (json) {
            out.println(all.toPrettyString());
            out.flush();
        }
        return (good ? ExitCode.AS_EXPECTED : ExitCode.WRONG).status();
    }

    private ReplayBench bench(AlgorithmProvider<?, ?> algorithm) {
        try {
            return ReplayBench.of(algorithm, new SpecFolders(List.of(specs.folder())));
        } catch (SpecException e) {
            throw new UnusableInputException("--specs " + specs.folder(), e.getMessage(),
                    "the specification of " + algorithm.name(), "name the folder that has it");
        }
    }
}
