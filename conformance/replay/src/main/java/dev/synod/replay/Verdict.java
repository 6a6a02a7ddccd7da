package dev.synod.replay;

import java.util.List;

/** What a replay says of a trace. */
public sealed interface Verdict {

    /** Every event is a step that the specification allows. */
    record Ok() implements Verdict {}

    /** An event is not a step that the specification allows. */
    record Diverged(Divergence divergence) implements Verdict {}

    /**
     * Every event is a step that the specification allows, but all behaviours that explain the trace violate a property.
     *
     * @param violations the properties violated; never empty
     * @param undecided  what is undecided about others; may be empty
     */
    record Violated(List<Violation> violations, List<String> undecided) implements Verdict {
        /** Copies the lists. */
        public Violated {
            violations = List.copyOf(violations);
            undecided = List.copyOf(undecided);
        }
    }

    /**
     * The trace leaves the specification, but only where a list of known divergences says that it may.
     *
     * @param met     the divergences, in the order of the trace; never empty
     * @param stopped whether the replay ended at the last of them, so that nothing is known of the events after it
     */
    record Known(List<KnownDivergences.Met> met, boolean stopped) implements Verdict {
        /** Copies the list. */
        public Known {
            met = List.copyOf(met);
        }
    }

    /**
     * Undecided: a limit was reached, or something could not be evaluated. Never to be taken for {@link Ok}.
     *
     * @param reason    what stood in the way
     * @param variables the variables that the trace does not log and that are to blame; may be empty
     */
    record Unknown(String reason, List<String> variables) implements Verdict {
        /** Copies the list. */
        public Unknown {
            variables = List.copyOf(variables);
        }
    }

    /**
     * The trace or its specification cannot be used.
     *
     * @param error where, what was found, what was expected and what to do
     */
    record Malformed(String error) implements Verdict {}

    /** One word: ok, diverged, violated, known, unknown or malformed. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** The exit status that the command line gives for this verdict. */
    default int exitCode() {
        if (this instanceof Ok || this instanceof Known) {
            return 0;
        } else if (this instanceof Diverged || this instanceof Violated) {
            return 1;
        } else if (this instanceof Malformed) {
            return 2;
        }
        return 3;
    }
}
