package dev.synod.replay;

import java.util.List;

/** What a replay says of a trace. */
public sealed interface Verdict {

    /** Every event is a step that the specification allows. */
    record Ok() implements Verdict {}

    /** An event is not a step that the specification allows. */
    record Diverged(Divergence divergence) implements Verdict {}

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

    /** One word: ok, diverged, unknown or malformed. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** The exit status that the command line gives for this verdict: 0, 1, 3 or 2. */
    default int exitCode() {
        if (this instanceof Ok) {
            return 0;
        } else if (this instanceof Diverged) {
            return 1;
        } else if (this instanceof Malformed) {
            return 2;
        }
        return 3;
    }
}
