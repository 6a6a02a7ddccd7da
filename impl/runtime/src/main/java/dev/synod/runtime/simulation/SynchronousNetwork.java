package dev.synod.runtime.simulation;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Topology;
import dev.synod.runtime.trace.VectorClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The network of synchronous rounds as it goes: what was sent and not received over each edge, round by round, and who has
 * crashed, as {@code specs/lib/SynchronousRounds.tla} has them; and each node's clock.
 *
 * <p>A node learns in a step what every node that can send to it knew after the step before, whether it said anything or
 * not: without that step it would still be waiting.
 */
public final class SynchronousNetwork {

    /** What came over an edge in a round; the message is null if there was none. */
    private record Slot(Record message, VectorClock clock) {
    }

    private final Topology topology;
    private final List<NodeId> nodes;
    private final Map<List<NodeId>, Deque<Slot>> sent = new HashMap<>();
    private final Set<NodeId> crashed = new HashSet<>();
    private final List<VectorClock> clocks = new ArrayList<>();
    private int underWay;

    /** The network of these edges, in which everybody may take the first step. */
    public SynchronousNetwork(Topology topology) {
        this.topology = topology;
        this.nodes = topology.nodes();
        VectorClock zero = VectorClock.zero(nodes);
        nodes.forEach(node -> clocks.add(zero));
        topology.edges().forEach(edge -> sent.put(edge, new ArrayDeque<>(List.of(new Slot(null, zero)))));
    }

    /** Whether that node may take its next step: it has not crashed, and all that it has to wait for is there. */
    public boolean isReady(int node) {
        NodeId self = nodes.get(node);
        return !crashed.contains(self) && topology.predecessors(self).stream()
                .allMatch(from -> crashed.contains(from) || !over(from, self).isEmpty());
    }

    /** What a node that is ready receives in its next step, by senders. */
    public Map<NodeId, Record> arriving(int node) {
        NodeId self = nodes.get(node);
        Map<NodeId, Record> arriving = new LinkedHashMap<>();
        for (NodeId from : topology.predecessors(self)) {
            Slot slot = over(from, self).peek();
            if (slot != null && slot.message() != null) {
                arriving.put(from, slot.message());
            }
        }
        return Collections.unmodifiableMap(arriving);
    }

    /**
     * The node takes its step.
     *
     * @param said    what it sends, by destination
     * @param crashes whether it crashes in this step
     * @return its clock after the step
     */
    public VectorClock step(int node, Map<NodeId, Record> said, boolean crashes) {
        NodeId self = nodes.get(node);
        VectorClock clock = clocks.get(node);
        for (NodeId from : topology.predecessors(self)) {
            Slot slot = over(from, self).poll();
            if (slot != null) {
                clock = clock.learn(slot.clock());
                count(slot, -1);
            }
        }
        clock = clock.tick(node);
        clocks.set(node, clock);
        for (NodeId to : topology.successors(self)) {
            if (!crashed.contains(to)) {
                Slot slot = new Slot(said.get(to), clock);
                over(self, to).add(slot);
                count(slot, 1);
            }
        }
        if (crashes) {
            crashed.add(self);
            for (NodeId from : topology.predecessors(self)) {
                over(from, self).forEach(slot -> count(slot, -1));
                over(from, self).clear();
            }
        }
        return clock;
    }

    /** How many nodes have crashed. */
    public int crashed() {
        return crashed.size();
    }

    /** How many messages were sent and not received, to nodes that have not crashed. */
    public int underWay() {
        return underWay;
    }

    private void count(Slot slot, int more) {
        underWay += slot.message() == null ? 0 : more;
    }

    private Deque<Slot> over(NodeId from, NodeId to) {
        return sent.get(List.of(from, to));
    }
}
