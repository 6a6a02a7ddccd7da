package dev.synod.algorithms.synod;

import dev.synod.runtime.NodeId;

/** What priests send to each other. */
public sealed interface Message {

    /** Asks every priest to take part in ballot {@code bal}. */
    record NextBallot(int bal) implements Message {
    }

    /** Promises the owner of ballot {@code bal} to cast no vote between {@code vote}, the last one cast, and it. */
    record LastVote(int bal, Vote vote) implements Message {
    }

    /** Asks priest {@code to}, of the quorum, to vote in ballot {@code bal} for decree {@code dec}. */
    record BeginBallot(NodeId to, int bal, String dec) implements Message {
    }

    /** Tells the owner of ballot {@code bal} that priest {@code pst} has voted in it. */
    record Voted(int bal, NodeId pst) implements Message {
    }

    /** Announces that decree {@code dec} has been passed. */
    record Success(String dec) implements Message {
    }
}
