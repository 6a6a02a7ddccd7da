package dev.synod.cli;

import dev.synod.explore.Mutants;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.tlc.UnusableInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an algorithm in the simulator and records its trace. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Run an algorithm in the simulator and record a trace.",
        footer = {"", "The same algorithm, options and seed give the same trace, byte for byte."})
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", description = "The algorithm's name; see synod list.")
    private String algorithm;

    @Option(names = "--out", paramLabel = "FILE",
            description = "The file for the trace; it is replaced if it is there. - for the standard output.")
    private String out;

    @Option(names = "--split", paramLabel = "DIR",
            description = "A folder for one trace for each node, as programs that run apart would write them, instead of "
                    + "--out; see synod replay --merge.")
    private Path split;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3",
            description = "The number of nodes. Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of everything random. Default: a new one, told.")
    private Long seed;

    @Option(names = "--steps", paramLabel = "K", defaultValue = "1000",
            description = "The most steps. Default: ${DEFAULT-VALUE}")
    private long steps;

    @Option(names = "--faults", paramLabel = "LIST", defaultValue = "all",
            description = "What goes wrong: none, all that can happen to the algorithm, or a list such as "
                    + "loss=0.1,duplication=0.1,delay=1..20,crash=0.001,downtime=10..100,partition=0.001,healing=20..200,"
                    + "traitors=1. Default: ${DEFAULT-VALUE}")
    private String faults;

    @Option(names = "--policy", paramLabel = "NAME", description = "Who chooses among the enabled actions. "
            + "Default: the algorithm's first.")
    private String policy;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "An option of the algorithm. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--mutant", paramLabel = "NAME", description = "Run with this bug planted; see synod list --json.")
    private String mutant;

    @Option(names = "--until-done", description = "Stop as soon as the run has reached what the algorithm is for.")
    private boolean untilDone;

    @Override
    public Integer call() throws IOException {
        if ((out == null) == (split == null)) {
            throw new UnusableInputException("synod run " + algorithm, out == null ? "neither --out nor --split"
                    : "both --out and --split", "one of them", "say where the trace is to go");
        }
        AlgorithmProvider<?, ?> provider;
        Simulation<?, ?> simulation;
        long used = seed == null ? System.nanoTime() : seed;
        try {
            provider = mutant == null ? Algorithms.named(algorithm) : Mutants.named(algorithm, mutant).algorithm();
            if (policy != null && !provider.policies().contains(policy)) {
                throw new UnusableInputException("--policy", policy,
                        "one of " + String.join(", ", provider.policies()), "name one of these");
            }
            simulation = simulation(provider, used);
            simulation.header();
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("synod run " + algorithm, e.getMessage(),
                    "an algorithm, nodes, faults and options that it can run with", "see synod run --help and synod list");
        }
        long start = System.nanoTime();
        SimulationResult<?> result = record(simulation);
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean toFile = !"-".equals(out);
        PrintWriter told = !toFile ? spec.commandLine().getErr() : spec.commandLine().getOut();
        told.printf("%s: seed %d, %,d events in %.1f s (%,.0f a second), %,d crashes, %,d messages lost, ended: %s%n",
                algorithm, used, result.events(), seconds, result.events() / Math.max(seconds, 1e-9), result.crashes(),
                result.lost(), result.ending().name().toLowerCase(java.util.Locale.ROOT));
        if (split != null) {
            told.printf("traces: %s; replay them with: synod replay --merge %s%n", split, split);
        } else if (toFile) {
            told.printf("trace: %s; replay it with: synod replay %s%n", out, out);
        }
        told.flush();
        return ExitCode.AS_EXPECTED.status();
    }

    private <S extends Record, M> Simulation<S, M> simulation(AlgorithmProvider<S, M> provider, long used) {
        Simulation<S, M> simulation =
                Simulation.of(provider).nodes(nodes).seed(used).steps(steps);
        if (policy != null) {
            simulation.policy(policy);
        }
        if (mutant != null) {
            simulation.note("mutant", mutant);
        }
        options.forEach(simulation::option);
        simulation.faults(FaultPlan.parse(faults, simulation.ensemble()));
        return untilDone ? simulation.untilDone() : simulation;
    }

    private SimulationResult<?> record(Simulation<?, ?> simulation) throws IOException {
        if (split != null) {
            return Splitting.record(simulation, split);
        }
        if (out.equals("-")) {
            return simulation.record(System.out);
        }
        Path file = Path.of(out);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                return simulation.record(stream);
            }
        } catch (IOException e) {
            throw new UnusableInputException("--out", file + " cannot be written (" + e.getClass().getSimpleName() + ")",
                    "a file in a folder where you may write", "name another file");
        }
    }
}
