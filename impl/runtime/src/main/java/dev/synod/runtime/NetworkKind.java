package dev.synod.runtime;

/** A kind of network: what may become of a message under way. */
public enum NetworkKind {
    /** A message may be lost, duplicated, delayed and overtaken. The spec keeps the set of all messages ever sent. */
    LOSSY,
    /** Every message arrives once, in any order: {@code specs/lib/ReliableNetwork.tla}. */
    RELIABLE,
    /**
     * Every message arrives once, and those from one node to another in the order in which they were sent:
     * {@code specs/lib/FifoNetwork.tla}.
     */
    FIFO,
    /**
     * Everybody goes ahead in rounds: at most one message over each edge in a round, and all messages of a round arrive
     * together, or are noticed to be missing: {@code specs/lib/SynchronousRounds.tla}, and {@link Rounds}.
     */
    ROUNDS;

    /** Whether every message arrives exactly once, as long as neither end crashes. */
    public boolean isReliable() {
        return this != LOSSY;
    }
}
