package dev.synod.replay;

/** Hears of a replay as it goes on. */
@FunctionalInterface
public interface ReplayListener {
    /** Hears nothing. */
    ReplayListener NONE = (events, session) -> { };

    /**
     * Called once the initial state is found to be possible, and after each event that is explained.
     *
     * @param events  how many events are explained
     * @param session the states that explain them; not to be given events
     */
    void explained(long events, SpecChecker.Session session);
}
