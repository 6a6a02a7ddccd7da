package dev.synod.algorithms.synod;

/** What a priest is doing with a ballot of its own. */
public enum Status {
    /** Not conducting or trying to begin a ballot. */
    IDLE,
    /** Trying to begin ballot number {@code lastTried}. */
    TRYING,
    /** Conducting ballot number {@code lastTried}. */
    POLLING
}
