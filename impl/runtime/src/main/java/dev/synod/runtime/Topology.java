package dev.synod.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which node can send to which: a directed graph over the nodes of a run. Immutable. */
public final class Topology {

    private final List<NodeId> nodes;
    private final Map<NodeId, Set<NodeId>> successors = new LinkedHashMap<>();
    private final Map<NodeId, Set<NodeId>> predecessors = new LinkedHashMap<>();

    private Topology(List<NodeId> nodes, BiPredicate<NodeId, NodeId> edge) {
        this.nodes = List.copyOf(nodes);
        for (NodeId node : nodes) {
            successors.put(node, those(nodes, to -> edge.test(node, to)));
            predecessors.put(node, those(nodes, from -> edge.test(from, node)));
        }
    }

    private static Set<NodeId> those(List<NodeId> nodes, Predicate<NodeId> wanted) {
        Set<NodeId> found = new LinkedHashSet<>(nodes);
        found.removeIf(wanted.negate());
        return Collections.unmodifiableSet(found);
    }

    /** Every node can send to every node, itself included. */
    public static Topology complete(List<NodeId> nodes) {
        return new Topology(nodes, (from, to) -> true);
    }

    /** Every node can send to every other. */
    public static Topology mesh(List<NodeId> nodes) {
        return new Topology(nodes, (from, to) -> !from.equals(to));
    }

    /** Every node can send to the next one in the list, and the last one to the first. */
    public static Topology ring(List<NodeId> nodes) {
        return new Topology(nodes, (from, to) -> next(nodes, from).equals(to));
    }

    /** Every node can send to the next one and to the one before, around the list. */
    public static Topology twoWayRing(List<NodeId> nodes) {
        return new Topology(nodes, (from, to) -> next(nodes, from).equals(to) || next(nodes, to).equals(from));
    }

    /**
     * Every node can send just where one of those edges leads, pairs of the sender and the receiver as {@link #edges}
     * has them.
     *
     * @throws IllegalArgumentException if an end of an edge is none of the nodes
     */
    public static Topology of(List<NodeId> nodes, Set<List<NodeId>> edges) {
        edges.forEach(edge -> {
            if (edge.size() != 2 || !nodes.containsAll(edge)) {
                throw new IllegalArgumentException("An edge leads from one of the nodes " + nodes + " to one of them; found "
                        + edge + ".");
            }
        });
        return new Topology(nodes, (from, to) -> edges.contains(List.of(from, to)));
    }

    private static NodeId next(List<NodeId> nodes, NodeId node) {
        return nodes.get((nodes.indexOf(node) + 1) % nodes.size());
    }

    /**
     * Reads {@code mesh}, {@code ring}, {@code two-way ring}, or the edges, such as {@code a>b,b>c,c>a}.
     *
     * @throws IllegalArgumentException if it is none of these; the message says what is
     */
    public static Topology parse(String text, List<NodeId> nodes) {
        switch (text.strip()) {
            case "mesh":
                return mesh(nodes);
            case "ring":
                return ring(nodes);
            case "two-way ring":
                return twoWayRing(nodes);
            default:
                Set<List<NodeId>> edges = new LinkedHashSet<>();
                for (String part : text.split(",", -1)) {
                    String[] ends = part.split(">", -1);
                    if (ends.length != 2 || !isNode(nodes, ends[0]) || !isNode(nodes, ends[1])) {
                        throw new IllegalArgumentException("Expected mesh, ring, two-way ring, or edges between the"
                                + " nodes " + nodes + ", such as " + nodes.get(0) + ">"
                                + nodes.get(nodes.size() - 1) + "; found \"" + part.strip() + "\".");
                    }
                    edges.add(List.of(NodeId.of(ends[0].strip()), NodeId.of(ends[1].strip())));
                }
                return of(nodes, edges);
        }
    }

    private static boolean isNode(List<NodeId> nodes, String name) {
        return nodes.stream().anyMatch(node -> node.name().equals(name.strip()));
    }

    /** The nodes, in order. */
    public List<NodeId> nodes() {
        return nodes;
    }

    /** The nodes to which that one can send, in order. */
    public Set<NodeId> successors(NodeId node) {
        return successors.get(node);
    }

    /** The nodes that can send to that one, in order. */
    public Set<NodeId> predecessors(NodeId node) {
        return predecessors.get(node);
    }

    /** Every edge as a pair of the sender and the receiver, as a spec's set of pairs. */
    public Set<List<NodeId>> edges() {
        List<List<NodeId>> edges = new ArrayList<>();
        successors.forEach((from, to) -> to.forEach(node -> edges.add(List.of(from, node))));
        return Sets.copyOf(edges);
    }

    /** Whether every node can reach every other. */
    public boolean isStronglyConnected() {
        return nodes.stream().allMatch(node -> reachable(node).containsAll(nodes));
    }

    private Set<NodeId> reachable(NodeId start) {
        Set<NodeId> seen = new LinkedHashSet<>(List.of(start));
        List<NodeId> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            for (NodeId to : successors.get(open.remove(open.size() - 1))) {
                if (seen.add(to)) {
                    open.add(to);
                }
            }
        }
        return seen;
    }

    /** The edges, in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return edges().stream().map(edge -> edge.get(0) + ">" + edge.get(1)).collect(Collectors.joining(","));
    }
}
