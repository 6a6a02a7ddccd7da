package dev.synod.algorithms.multipaxos;

/** What a node is in the ballot that it has promised. */
public enum Status {
    /** It follows whoever owns the ballot. */
    FOLLOWER,
    /** The ballot is its own, and it collects promises. */
    CANDIDATE,
    /** The ballot is its own, and a majority has promised to take part. */
    LEADER
}
