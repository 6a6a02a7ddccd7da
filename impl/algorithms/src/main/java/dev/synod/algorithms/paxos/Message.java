package dev.synod.algorithms.paxos;

/** What nodes send to each other. */
public sealed interface Message {

    /** Phase 1a: asks the acceptors to accept nothing below {@code n}, and what they have accepted. */
    record Prepare(int n) implements Message {
    }

    /** Phase 1b: promises the proposer of {@code n} to accept nothing below it, and reports what was accepted. */
    record Promise(int n, Report report) implements Message {
    }

    /** Phase 2a: asks the acceptors to accept {@code val} under {@code n}. */
    record Accept(int n, String val) implements Message {
    }

    /** Phase 2b: tells the learners what was accepted. */
    record Accepted(Acceptance acceptance) implements Message {
    }

    /** Tells the proposer of {@code n} that the promise to wait for {@code maxBal} stands in its way. */
    record Nack(int n, int maxBal) implements Message {
    }

    /** Asks everyone what was chosen. */
    record Query() implements Message {
    }

    /** Tells the learners that {@code val} was chosen. */
    record Learned(String val) implements Message {
    }
}
