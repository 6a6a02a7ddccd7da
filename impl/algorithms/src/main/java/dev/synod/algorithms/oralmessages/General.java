package dev.synod.algorithms.oralmessages;

import dev.synod.runtime.NodeId;
import java.util.List;
import java.util.Map;

/**
 * What one general knows.
 *
 * @param round    the round in which it has spoken, 0 before the first
 * @param told     the order that it was told along each path: who told whom, the commander first; the commander himself has
 *                 only the empty path, with the order that he gave
 * @param decision what it does in the end, or null
 */
public record General(int round, Map<List<NodeId>, Order> told, Order decision) {

    /** A general that has heard nothing. */
    public static final General INITIAL = new General(0, Map.of(), null);
}
