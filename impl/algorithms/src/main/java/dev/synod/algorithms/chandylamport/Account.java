package dev.synod.algorithms.chandylamport;

import dev.synod.runtime.NodeId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one process has, and what it has recorded.
 *
 * @param balance  the money that it has
 * @param saved    the balance that it has recorded, or null
 * @param open     the processes from which it still waits for a marker, having recorded
 * @param recorded the amounts that it has recorded as under way, by the process from which they came, in order
 */
@RecordBuilder
public record Account(int balance, Integer saved, Set<NodeId> open, Map<NodeId, List<Integer>> recorded)
        implements AccountBuilder.With {
}
