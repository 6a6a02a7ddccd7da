package dev.synod.algorithms.changroberts;

/** How far a node has come in the election. */
public enum Status {
    /** It has not started. */
    ASLEEP,
    /** It has sent its own identity and seen no larger one. */
    CANDIDATE,
    /** It has seen a larger identity. */
    PASSIVE,
    /** It is the leader. */
    ELECTED
}
