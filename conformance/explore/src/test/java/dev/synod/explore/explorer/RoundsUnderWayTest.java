package dev.synod.explore.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Topology;
import dev.synod.runtime.simulation.SynchronousNetwork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network of rounds as the explorer has it, beside that of the simulation. */
class RoundsUnderWayTest {
    private record Numbered(NodeId from, NodeId to, int number) {}

    /** Messages, numbered by their edge and a content of 0 or 1. */
    private static int message(RoundsUnderWay.Network network, NodeId from, NodeId to, int content) {
        return network.edge(from, to) * 2 + content;
    }

    private static RoundsUnderWay.Network network(Topology topology) {
        return new RoundsUnderWay.Network(topology, message -> message / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void bringsWhatTheSimulationsBringsOverAnyEdges(long seed) {
        Random random = new Random(seed);
        List<NodeId> nodes = NodeId.numbered("n", 4);
        Set<List<NodeId>> edges = new HashSet<>();
        nodes.forEach(from -> nodes.stream().filter(to -> random.nextInt(3) > 0)
                .forEach(to -> edges.add(List.of(from, to))));
        Topology topology = Topology.of(nodes, edges);
        RoundsUnderWay.Network states = network(topology);
        RoundsUnderWay state = states.empty();
        SynchronousNetwork simulated = new SynchronousNetwork(topology);

        for (int step = 0; step < 200; step++) {
            List<Integer> ready = new ArrayList<>();
            for (int node = 0; node < nodes.size(); node++) {
                assertThat(state.isReady(node)).as("node %d, step %d, seed %d", node, step, seed)
                        .isEqualTo(simulated.isReady(node));
                if (state.isReady(node)) {
                    ready.add(node);
                    List<Integer> arriving = simulated.arriving(node).values().stream()
                            .map(m -> ((Numbered) m).number()).toList();
                    assertThat(state.arriving(node)).as("node %d, step %d, seed %d", node, step, seed)
                            .isEqualTo(arriving);
                }
            }
            if (ready.isEmpty()) {
                break;
            }
            int node = ready.get(random.nextInt(ready.size()));
            NodeId self = nodes.get(node);
            Map<NodeId, Record> said = new LinkedHashMap<>();
            for (NodeId to : topology.successors(self)) {
                if (random.nextBoolean()) {
                    said.put(to, new Numbered(self, to, message(states, self, to, random.nextInt(2))));
                }
            }
            boolean crashes = random.nextInt(50) == 0;
            simulated.step(node, said, crashes);
            state = state.after(node, said.values().stream().map(m -> ((Numbered) m).number()).toList(), crashes);
            assertThat(state.crashes()).isEqualTo(simulated.crashed());
        }
    }

    @Test
    void whoTakesItsStepFirstMakesNoDifferenceButWhoCrashesAndWhatItSaidDoes() {
        List<NodeId> nodes = NodeId.numbered("n", 3);
        RoundsUnderWay.Network network = network(Topology.mesh(nodes));
        RoundsUnderWay empty = network.empty();
        List<Integer> one = List.of(message(network, nodes.get(0), nodes.get(2), 0));
        List<Integer> two = List.of(message(network, nodes.get(1), nodes.get(2), 1));

        assertThat(empty.after(0, one, false).after(1, two, false))
                .isSameAs(empty.after(1, two, false).after(0, one, false));
        assertThat(List.of(empty.after(0, one, true), empty.after(0, List.of(), true), empty.after(0, one, false)))
                .doesNotHaveDuplicates();
        assertThat(empty.after(0, one, false).isReady(0)).as("ahead of the others").isFalse();
        assertThat(empty.after(0, one, true).after(1, two, false).isReady(2)).as("who has taken no step").isTrue();
        assertThat(empty.after(2, List.of(), false).after(1, two, false).isReady(2)).as("waits for n1").isFalse();
        assertThat(empty.after(2, List.of(), false).after(1, two, false).after(0, one, true).isReady(2))
                .as("n1 has crashed").isTrue();
    }
}
