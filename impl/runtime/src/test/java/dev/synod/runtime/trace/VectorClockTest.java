package dev.synod.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.NodeId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorClockTest {

    @Test
    void ticksAndLearns() {
        VectorClock zero = VectorClock.zero(NodeId.numbered("p", 3));
        assertThat(zero).isEmpty();
        VectorClock one = zero.tick(0).tick(0);
        assertThat(one).isEqualTo(Map.of("p1", 2L));
        VectorClock other = zero.tick(2).tick(2, one);
        assertThat(other).isEqualTo(Map.of("p1", 2L, "p3", 2L)).hasSize(2);
        assertThat(other.keySet()).containsExactly("p1", "p3");
        assertThat(other.count(1)).isZero();
        assertThat(zero).as("clocks are immutable").isEmpty();
    }
}
