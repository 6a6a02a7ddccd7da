package dev.synod.algorithms.changroberts;

/** What nodes send to the next one. */
public sealed interface Message {

    /** The node with identity {@code id} wants to be the leader. */
    record Elect(int id) implements Message {
    }

    /** The node with identity {@code id} is the leader. */
    record Leader(int id) implements Message {
    }
}
