package dev.synod.runtime;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The name of a node, which is also its value in the spec and in a trace.
 *
 * @param name not blank
 */
public record NodeId(String name) implements Comparable<NodeId> {

    public NodeId {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("A node needs a name that is not blank.");
        }
    }

    /** The node of that name. */
    public static NodeId of(String name) {
        return new NodeId(name);
    }

    /** The nodes {@code prefix1} to {@code prefixN}. */
    public static List<NodeId> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> new NodeId(prefix + i)).toList();
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
