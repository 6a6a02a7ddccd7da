package dev.synod.algorithms.multipaxos;

import dev.synod.runtime.NodeId;
import java.util.Set;

/** What nodes send to each other. */
public sealed interface Message {

    /** What asks an acceptor for something in a ballot, and may be refused. */
    sealed interface Request extends Message {
        /** The ballot. */
        int bal();
    }

    /** Phase 1a: asks everyone to take part in ballot {@code bal}, for all slots not below {@code from}. */
    record Prepare(int bal, int from) implements Request {
    }

    /** Phase 1b: {@code node} promises to take part in ballot {@code bal}, and reports its votes. */
    record Promise(int bal, NodeId node, Set<Vote> votes) implements Message {
    }

    /** Phase 2a: asks everyone to vote for command {@code cmd}, or null for none, in that slot and ballot. */
    record Accept(int bal, int slot, Command cmd) implements Request {
    }

    /** Phase 2b: tells the owner of ballot {@code bal} that {@code node} has voted in that slot. */
    record Accepted(int bal, int slot, NodeId node) implements Message {
    }

    /** Tells the owner of ballot {@code bal} that somebody has promised a higher one. */
    record Nack(int bal, int higher) implements Message {
    }

    /** Announces that command {@code cmd}, or null for none, is chosen for that slot. */
    record Decide(int slot, Command cmd) implements Message {
    }

    /** The leader of ballot {@code bal} is there, and has applied the slots up to {@code applied}. */
    record Heartbeat(int bal, int applied) implements Message {
    }

    /** {@code node} asks {@code to} which command is chosen for that slot. */
    record Ask(NodeId to, NodeId node, int slot) implements Message {
    }
}
