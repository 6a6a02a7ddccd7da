package dev.synod.algorithms.paxos;

/** What a proposer is doing with its latest ballot. */
public enum Phase {
    /** Nothing: there is none, or it was given up, or forgotten in a crash. */
    IDLE,
    /** Phase 1: collecting promises. */
    PREPARING,
    /** Phase 2: asking the acceptors to accept a value. */
    ACCEPTING
}
