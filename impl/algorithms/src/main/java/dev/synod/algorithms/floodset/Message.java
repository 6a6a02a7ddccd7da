package dev.synod.algorithms.floodset;

import java.util.Set;

/** What processes send to each other. */
public sealed interface Message {

    /** All inputs that the sender knows of. */
    record Values(Set<Integer> values) implements Message {
    }
}
