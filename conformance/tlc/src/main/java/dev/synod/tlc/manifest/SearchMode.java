package dev.synod.tlc.manifest;

/** How a model is meant to be explored. */
public sealed interface SearchMode {

    /**
     * The manifest's word for it.
     *
     * @return the word; never null
     */
    String label();

    /** Every reachable state is visited. */
    record Exhaustive() implements SearchMode {
        @Override
        public String label() {
            return "exhaustive search";
        }
    }

    /**
     * Random behaviours.
     *
     * @param traceCount how many
     */
    record Simulate(double traceCount) implements SearchMode {
        @Override
        public String label() {
            return "simulate";
        }
    }

    /** Behaviours generated without regard to what was visited. */
    record Generate() implements SearchMode {
        @Override
        public String label() {
            return "generate";
        }
    }

    /** Bounded checking with an SMT solver, by another tool than TLC. */
    record Symbolic() implements SearchMode {
        @Override
        public String label() {
            return "symbolic";
        }
    }
}
