package dev.synod.runtime;

import java.util.Objects;

/**
 * A message that a step hands to the network.
 *
 * @param to      the node it goes to, or null for every node, the sender included
 * @param message the message itself, never null
 */
public record Send(NodeId to, Record message) {

    public Send {
        Objects.requireNonNull(message, "message");
    }

    /** Whether it goes to every node. */
    public boolean toAll() {
        return to == null;
    }
}
