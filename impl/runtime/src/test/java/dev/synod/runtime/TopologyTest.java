package dev.synod.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {

    private static final List<NodeId> NODES = NodeId.numbered("n", 3);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mesh         | n1>n2,n1>n3,n2>n1,n2>n3,n3>n1,n3>n2 | true",
        "ring         | n1>n2,n2>n3,n3>n1                   | true",
        "two-way ring | n1>n2,n1>n3,n2>n1,n2>n3,n3>n1,n3>n2 | true",
        "n3>n1, n1>n2 | n1>n2,n3>n1                         | false",
        "n1>n1        | n1>n1                               | false",
    })
    void isReadAndWritten(String text, String edges, boolean stronglyConnected) {
        Topology topology = Topology.parse(text, NODES);
        assertThat(topology).hasToString(edges);
        assertThat(Topology.parse(topology.toString(), NODES)).hasToString(edges);
        assertThat(topology.isStronglyConnected()).isEqualTo(stronglyConnected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "star", "n1>n4", "n1>n2>n3", "n1>n2,"})
    void whatIsNoneIsExplained(String text) {
        assertThatThrownBy(() -> Topology.parse(text, NODES)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mesh, ring, two-way ring").hasMessageContaining("[n1, n2, n3]");
    }

    @Test
    void isMadeOfItsEdges() {
        Topology ring = Topology.ring(NODES);
        assertThat(Topology.of(NODES, ring.edges())).hasToString(ring.toString());
        assertThatThrownBy(() -> Topology.of(NODES.subList(0, 2), ring.edges()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[n1, n2]");
    }

    @Test
    void neighboursComeInTheOrderOfTheNodes() {
        List<NodeId> many = NodeId.numbered("n", 11);
        assertThat(Topology.complete(many).successors(many.get(0))).containsExactlyElementsOf(many);
        assertThat(Topology.ring(many).predecessors(many.get(0))).containsExactly(many.get(10));
        assertThat(Topology.twoWayRing(many).successors(many.get(10))).containsExactly(many.get(0), many.get(9));
        assertThat(Topology.ring(many.subList(0, 1)).successors(many.get(0))).containsExactly(many.get(0));
    }
}
