package dev.synod.junit.jqwik;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A strongly connected topology that shrinks to others.
 *
 * <p>A node is left out by making it one with another, or altogether where that keeps the rest connected; whichever it is,
 * the nodes behind it in the list move up.
 */
final class ShrinkableTopology implements Shrinkable<Topology> {

    private final Topology topology;
    private final List<Integer> counts;
    private final IntFunction<List<NodeId>> nodes;

    /**
     * That topology.
     *
     * @param counts the numbers of nodes that there may be
     * @param nodes  the nodes, given their number
     */
    private ShrinkableTopology(Topology topology, List<Integer> counts, IntFunction<List<NodeId>> nodes) {
        this.topology = topology;
        this.counts = counts;
        this.nodes = nodes;
    }

    /** A random one: a ring, a complete one, or a complete one without some edges that need not be there. */
    static ShrinkableTopology random(List<Integer> counts, IntFunction<List<NodeId>> nodes, Random random) {
        List<NodeId> some = nodes.apply(counts.get(random.nextInt(counts.size())));
        Topology mesh = Topology.mesh(some);
        int kind = random.nextInt(6);
        if (kind == 0 || some.size() == 1) {
            return new ShrinkableTopology(mesh, counts, nodes);
        } else if (kind == 1) {
            return new ShrinkableTopology(Topology.ring(some), counts, nodes);
        }
        List<List<NodeId>> candidates = new ArrayList<>(mesh.edges());
        Collections.shuffle(candidates, random);
        int without = random.nextInt(candidates.size() + 1);
        Topology topology = mesh;
        for (List<NodeId> edge : candidates.subList(0, without)) {
            Topology fewer = without(topology, edge);
            topology = fewer.isStronglyConnected() ? fewer : topology;
        }
        return new ShrinkableTopology(topology, counts, nodes);
    }

    private static Topology without(Topology topology, List<NodeId> edge) {
        Set<List<NodeId>> edges = new HashSet<>(topology.edges());
        edges.remove(edge);
        return Topology.of(topology.nodes(), edges);
    }

    @Override
    public Topology value() {
        return topology;
    }

    @Override
    public Stream<Shrinkable<Topology>> shrink() {
        int count = topology.nodes().size();
        Stream<Topology> fewerNodes = !counts.contains(count - 1) ? Stream.empty()
                : IntStream.range(0, count).map(i -> count - 1 - i).boxed().flatMap(left -> Stream.concat(
                        Stream.of(renamed(left, -1)),
                        IntStream.range(0, count).filter(other -> other != left).mapToObj(other -> renamed(left, other))));
        Stream<Topology> fewerEdges = topology.edges().stream().map(edge -> without(topology, edge));
        return Stream.of(fewerNodes, fewerEdges, shortcuts()).flatMap(smaller -> smaller).filter(Topology::isStronglyConnected)
                .map(smaller -> new ShrinkableTopology(smaller, counts, nodes));
    }

    /**
     * With one edge in the place of two that it makes up for. Where no edge can be spared there may still be a graph of
     * fewer edges, such as a ring, and this is the way there.
     */
    private Stream<Topology> shortcuts() {
        return topology.nodes().stream().flatMap(by -> topology.predecessors(by).stream().flatMap(from ->
                topology.successors(by).stream()
                        .filter(to -> !to.equals(from) && !topology.successors(from).contains(to))
                        .map(to -> {
                            Set<List<NodeId>> edges = new HashSet<>(topology.edges());
                            edges.removeAll(List.of(List.of(from, by), List.of(by, to)));
                            edges.add(List.of(from, to));
                            return Topology.of(topology.nodes(), edges);
                        })));
    }

    /** With one node less, the edges of which are now those of another, or of none if that is negative. */
    private Topology renamed(int left, int other) {
        List<NodeId> fewer = nodes.apply(topology.nodes().size() - 1);
        Map<NodeId, NodeId> names = new LinkedHashMap<>();
        for (int i = 0; i < topology.nodes().size(); i++) {
            int is = i == left ? other : i;
            if (is >= 0) {
                names.put(topology.nodes().get(i), fewer.get(is < left ? is : is - 1));
            }
        }
        Set<List<NodeId>> edges = new HashSet<>();
        for (List<NodeId> edge : topology.edges()) {
            NodeId from = names.get(edge.get(0));
            NodeId to = names.get(edge.get(1));
            if (from != null && to != null && !from.equals(to)) {
                edges.add(List.of(from, to));
            }
        }
        return Topology.of(fewer, edges);
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(topology.nodes().size(), topology.edges().size());
    }
}
