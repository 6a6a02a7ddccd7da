package dev.synod.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.synod.explore.LastResults;
import dev.synod.explore.Mutants;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.Exploration.Departure;
import dev.synod.explore.explorer.ExplorationJson;
import dev.synod.explore.explorer.ExplorationStory;
import dev.synod.explore.explorer.Explorer;
import dev.synod.explore.explorer.Explorer.RandomWalks;
import dev.synod.explore.explorer.PinnedCount;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.SmallModel;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.WorkFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Visits every state that an algorithm's machines can reach in a finite model. */
@Command(name = "explore", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Visit every state that an algorithm's machines can reach in a finite model, hold every transition "
                + "to the specification, and compare the states with those of the specification and of TLC.",
        footer = {"", "What is not given is as in the algorithm's own small model. The network may lose, delay, reorder "
                + "and duplicate. Any number of crashes may happen, unless --crashes limits them."})
final class ExploreCommand implements Callable<Integer> {
    private static final int WALK_STEPS = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", description = "The algorithm's name; see synod list.")
    private String algorithm;

    @Mixin
    private ModelOptions model;

    @Option(names = "--mutant", paramLabel = "NAME", description = "Explore with this bug planted; see synod list --json.")
    private String mutant;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "1",
            description = "How many threads search. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--depth", paramLabel = "D",
            description = "The most steps of a behaviour. Default: no limit; 1000 in random walks. With a limit TLC is "
                    + "not asked.")
    private Integer depth;

    @Option(names = "--states", paramLabel = "N", defaultValue = "20000000",
            description = "Give up, undecided, after so many states. Default: ${DEFAULT-VALUE}")
    private long states;

    @Option(names = "--time", paramLabel = "SECONDS", defaultValue = "3600",
            description = "Give up, undecided, after that time. Default: ${DEFAULT-VALUE}")
    private long time;

    @Option(names = "--no-tlc", description = "Do not let TLC count the states.")
    private boolean noTlc;

    @Option(names = "--random", paramLabel = "WALKS",
            description = "Take so many random walks instead, for models too large to finish.")
    private Integer random;

    @Option(names = "--seed", paramLabel = "S",
            description = "The first walk's seed; each has the next one. Default: a new one, told.")
    private Long seed;

    @Mixin
    private SpecsOption specs;

    @Option(names = "--failures", paramLabel = "DIR", defaultValue = "failures",
            description = "Where a trace that leaves the specification is written. Default: ${DEFAULT-VALUE}")
    private Path failures;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        AlgorithmProvider<?, ?> provider;
        try {
            provider = mutant == null ? Algorithms.named(algorithm) : Mutants.named(algorithm, mutant).algorithm();
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("synod explore " + algorithm, e.getMessage(), "a name that is known",
                    "see synod list");
        }
        PrintWriter err = spec.commandLine().getErr();
        SmallModel explored = model.model(provider);
        Explorer explorer = Explorer.of(provider, new SpecFolders(List.of(specs.folder())))
                .model(explored)
                .workers(workers)
                .states(states)
                .time(Duration.ofSeconds(time))
                .tlc(!noTlc)
                .pinned(explored.equals(provider.smallModel()) ? PinnedCount.of(provider, specs.folder()) : OptionalLong.empty())
                .progress(new Explorer.Progress() {
                    @Override
                    public void level(int level, long specStates, long systemStates) {
                        if (level % 10 == 0) {
                            err.printf("%s: depth %d, %,d states of the specification, %,d of the machines%n",
                                    algorithm, level, specStates, systemStates);
                            err.flush();
                        }
                    }

                    @Override
                    public void walked(int walks, long transitions, long last) {
                        err.printf("%s: %,d of %,d walks, %,d transitions; to go on from here: --seed %d%n", algorithm,
                                walks, random, transitions, last + 1);
                        err.flush();
                    }
                });
        return random != null ? walk(explorer, explored)
                : explore(explorer, depth == null && explored.equals(provider.smallModel()));
    }

    /** @param own whether it is the whole of the algorithm's own small model; only what came of that is kept */
    private int explore(Explorer explorer, boolean own) throws InterruptedException {
        if (depth != null) {
            explorer.depth(depth);
        }
        Exploration e = explorer.run();
        if (own && e.outcome() != Exploration.Outcome.UNDECIDED) {
            new LastResults(WorkFiles.defaultFolder(specs.folder()), specs.folder()).record(e, mutant);
        }
        String trace = write(e.departure(), algorithm + "-explored.ndjson");
        tell(ExplorationStory.of(e, trace), ExplorationJson.of(e, trace));
        return e.outcome().exitCode();
    }

    private int walk(Explorer explorer, SmallModel explored) throws InterruptedException {
        long first = seed == null ? System.nanoTime() : seed;
        RandomWalks walks = explorer.walk(random, depth == null ? WALK_STEPS : depth, first);
        String trace = write(walks.departure(), algorithm + "-walk-" + walks.seed() + ".ndjson");
        tell(ExplorationStory.of(algorithm, explored, walks, trace),
                ExplorationJson.of(algorithm, explored, walks, trace));
        return walks.exitCode();
    }

    private void tell(List<String> story, JsonNode facts) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(facts.toPrettyString());
        } else {
            story.forEach(out::println);
        }
        out.flush();
    }

    /** Writes the trace; the file's name, or null if there is no trace. */
    private String write(Optional<Departure> departure, String name) {
        if (departure.isEmpty()) {
            return null;
        }
        Path file = failures.resolve(name);
        try {
            Files.createDirectories(failures);
            Files.write(file, departure.get().trace());
        } catch (IOException e) {
            throw new UnusableInputException("--failures", file + " cannot be written (" + e.getClass().getSimpleName()
                    + ")", "a folder where you may write", "name another folder");
        }
        return file.toString();
    }
}
