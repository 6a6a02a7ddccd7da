package dev.synod.runtime;

import java.util.Objects;

/**
 * A message that a step hands to the network.
 *
 * @param to      the node it goes to, or null for every node that the sender can send to
 * @param message the message itself, never null
 */
public record Send(NodeId to, Record message) {

    public Send {
        Objects.requireNonNull(message, "message");
    }

    /** Whether it goes to every node that the sender can send to. */
    public boolean toAll() {
        return to == null;
    }
}
