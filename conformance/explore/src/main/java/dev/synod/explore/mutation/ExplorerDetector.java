package dev.synod.explore.mutation;

import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.explore.explorer.Explorer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.SmallModel;
import dev.synod.tlc.UnusableInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Visits every state of the algorithm's small model: with a changed specification the code must do less or more than it
 * allows, or there is another number of states; with a changed machine likewise.
 */
public final class ExplorerDetector implements Detector {
    /** How many times as many states as there should be are enough to tell that there are too many. */
    private static final int MORE_STATES = 3;
    private static final int ATTEMPTS = 3;

    private final AlgorithmProvider<?, ?> algorithm;
    private final Path specs;
    private final SmallModel model;
    private final int workers;
    private final Duration limit;
    private final long states;

    private ExplorerDetector(AlgorithmProvider<?, ?> algorithm, Path specs, SmallModel model, int workers, Duration limit)
            throws InterruptedException {
        this.algorithm = algorithm;
        this.specs = specs;
        this.model = model;
        this.workers = workers;
        this.limit = limit;
        Exploration unchanged = explorer(algorithm, specs).run();
        if (unchanged.outcome() != Outcome.EQUAL) {
            throw new UnusableInputException("synod explore " + algorithm.name(), unchanged.reason(),
                    "code that reaches exactly the states of the specification", "explore before mutating anything");
        }
        this.states = unchanged.specStates();
    }

    /**
     * Explores an algorithm in that model, first as it is.
     *
     * @param specs   the folder of specifications, unchanged
     * @param workers how many threads search
     * @param limit   the time that one exploration may take
     * @throws UnusableInputException if the unchanged code does not reach exactly the states of the unchanged
     *                                specification
     */
    public static ExplorerDetector of(AlgorithmProvider<?, ?> algorithm, Path specs, SmallModel model, int workers,
            Duration limit) throws InterruptedException {
        return new ExplorerDetector(algorithm, specs, model, workers, limit);
    }

    private Explorer explorer(AlgorithmProvider<?, ?> explored, Path folder) {
        return Explorer.of(explored, new SpecFolders(List.of(folder.toAbsolutePath())))
                .model(model).workers(workers).time(limit).tlc(false);
    }

    @Override
    public String name() {
        return "explorer";
    }

    /** How many states the unchanged specification has. */
    public long states() {
        return states;
    }

    @Override
    public Finding check(Path changed, Path module) throws InterruptedException {
        return check(algorithm, changed);
    }

    /** What it says of a changed machine. */
    Finding check(Mutant mutant) throws InterruptedException {
        return check(mutant.algorithm(), specs);
    }

    private Finding check(AlgorithmProvider<?, ?> explored, Path folder) throws InterruptedException {
        Exploration e = null;
        for (int attempt = 1; e == null; attempt++) {
            try {
                e = explorer(explored, folder).states(MORE_STATES * states).run();
            } catch (UnusableInputException broken) {
                // Another process's parser may take away the standard modules, which all unpack into one folder. What
                // really cannot be explored cannot be explored again.
                if (attempt == ATTEMPTS) {
                    return Finding.noticed("cannot be explored: "
                            + broken.found().lines().findFirst().orElse("").strip());
                }
            }
        }
        return switch (e.outcome()) {
            case LESS -> Finding.noticed("the code never does "
                    + last(e.refusal().orElseThrow().steps()) + ", or not always");
            case MORE -> Finding.noticed(more(e));
            case EQUAL -> e.specStates() == states ? Finding.NOTHING : Finding.noticed(count(e, ""));
            case UNDECIDED -> e.specStates() > states ? Finding.noticed(count(e, "at least "))
                    : new Finding(Kind.UNDECIDED, e.reason());
            case BEYOND_THE_MODEL, TLC_DIFFERS, NOT_AS_PINNED -> new Finding(Kind.UNDECIDED, e.reason());
        };
    }

    private String count(Exploration e, String least) {
        return String.format(Locale.ROOT, "%s%,d states instead of %,d", least, e.specStates(), states);
    }

    private static String more(Exploration e) {
        return e.departure().orElseThrow().result().verdict() instanceof Verdict.Diverged diverged
                ? "event " + diverged.divergence().event().n() + ", " + diverged.divergence().event().action()
                        + ", is not allowed"
                : e.reason();
    }

    private static String last(List<String> steps) {
        return steps.get(steps.size() - 1);
    }
}
