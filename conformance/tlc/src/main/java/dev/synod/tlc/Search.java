package dev.synod.tlc;

/** How TLC goes through the behaviours of a model. */
public sealed interface Search {

    /** TLC's own depth for random behaviours. */
    int DEFAULT_DEPTH = 100;

    /** Every reachable state is visited. */
    record Exhaustive() implements Search {
    }

    /**
     * Random behaviours. Finding no violation in them proves nothing about the others.
     *
     * @param behaviours how many, at least 1
     * @param depth      the most states of each, at least 1
     * @param seed       of the random choices; with one worker the same seed makes the same behaviours
     */
    record Simulation(long behaviours, int depth, long seed) implements Search {
        /** Refuses what is no simulation. */
        public Simulation {
            if (behaviours < 1) {
                throw new UnusableInputException("simulation", behaviours + " behaviours", "at least 1",
                        "ask for more");
            }
            if (depth < 1) {
                throw new UnusableInputException("simulation", "depth " + depth, "at least 1", "ask for more");
            }
        }
    }

    /**
     * Behaviours that TLC generates without checking whether the next-state relation holds for them, until the
     * specification itself ends the run. Versions of TLC before 1.8 cannot do it.
     *
     * @param depth the most states of each, at least 1
     * @param seed  of the random choices
     */
    record Generation(int depth, long seed) implements Search {
    }
}
