package dev.synod.tlc;

/**
 * Hears of a run while it runs. Called from the thread that reads TLC's output, one call at a time for one run.
 */
public interface ProgressListener {

    /** A listener that does nothing. */
    ProgressListener NONE = new ProgressListener() { };

    /**
     * TLC entered a phase of its work.
     *
     * @param phase the phase
     */
    default void phase(Phase phase) {
    }

    /**
     * TLC told how far it has come; with TLC 2.18, a few seconds after the start and then every minute.
     *
     * @param progress the figures
     */
    default void progress(Progress progress) {
    }

    /** What TLC is doing. */
    enum Phase {
        /** Parsing the modules. */
        PARSING,
        /** Computing the initial states. */
        INITIAL_STATES,
        /** Exploring the state graph. */
        SEARCHING,
        /** Checking temporal properties on the graph so far. */
        TEMPORAL_PROPERTIES,
        /** Done. */
        FINISHED
    }
}
