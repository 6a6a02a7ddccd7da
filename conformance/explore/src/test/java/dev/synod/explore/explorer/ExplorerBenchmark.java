package dev.synod.explore.explorer;

import dev.synod.replay.SpecFolders;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.SmallModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many distinct states a second the explorer and TLC visit, in one session: the same model, as many workers.
 *
 * <p>The explorer's time is that of its search of the specification and its search of the machines together; it starts
 * in a cold JVM, as TLC does, and TLC's start is part of TLC's time. The last column leaves three seconds of it out.
 */
public final class ExplorerBenchmark {
    private ExplorerBenchmark() {}

    /**
     * Prints the figures.
     *
     * @param args each may be left out with those after it: the number of workers, the set of ballots, the decrees, an
     *             action that never happens, and anything at all to leave out TLC
     */
    public static void main(String[] args) throws InterruptedException {
        int workers = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        String ballots = args.length > 1 ? args[1] : "0..1";
        String decrees = args.length > 2 ? args[2] : "olive";
        SmallModel model = new SmallModel(3, Map.of("decrees", decrees), Map.of("Nat", ballots),
                args.length > 3 ? List.of(args[3]) : List.of());
        Exploration e = Explorer.of(Algorithms.named("synod"), SpecFolders.near(Path.of("")))
                .model(model).workers(workers).tlc(args.length <= 4)
                .progress((depth, spec, system) -> System.out.println(depth + " " + spec + " " + system))
                .run();
        System.out.println(e.outcome() + ": " + e.reason());
        double own = seconds(e.duration());
        System.out.printf(Locale.ROOT, "explorer: %,d states, %,d system states, %,d transitions, depth %d, %.1f s, %,.0f states/s%n",
                e.specStates(), e.systemStates(), e.transitions(), e.depth(), own, e.statesPerSecond());
        if (e.tlcStates().isPresent()) {
            double tlc = seconds(e.tlcDuration().orElseThrow());
            System.out.printf(Locale.ROOT, "TLC:      %,d states, %.1f s, %,.0f states/s; explorer/TLC %.1f (%.1f without TLC's start)%n",
                    e.tlcStates().getAsLong(), tlc, e.tlcStates().getAsLong() / tlc, tlc / own, (tlc - 3) / own);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
