package dev.synod.algorithms.oralmessages;

import dev.synod.runtime.NodeId;
import java.util.List;
import java.util.Set;

/** What generals say to each other. */
public sealed interface Message {

    /** All that one general says to another in one round. */
    record Oral(Set<Report> reports) implements Message {
    }

    /**
     * The order that reached the sender along a path.
     *
     * @param path  who told whom, the commander first; empty if the sender is the commander
     * @param order the order
     */
    record Report(List<NodeId> path, Order order) {
    }
}
