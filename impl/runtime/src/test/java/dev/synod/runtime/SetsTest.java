package dev.synod.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetsTest {

    private record Pair(int a, String b) {
    }

    @Test
    void areIteratedInOneOrderHoweverTheyWereMade() {
        Set<Integer> made = Sets.of(3, 1, 2, 3);
        assertThat(made).containsExactly(1, 2, 3);
        assertThat(Sets.plus(Sets.plus(Sets.of(3), 1), 2)).containsExactly(1, 2, 3)
                .isEqualTo(made).hasSameHashCodeAs(made);
        assertThat(Sets.plus(made, 2)).isSameAs(made);
        assertThat(Sets.copyOf(Set.of(5, 4, 9, 7))).containsExactly(4, 5, 7, 9);
        assertThat(made).isEqualTo(Set.of(1, 2, 3));
        assertThat(Set.of(1, 2, 3)).isEqualTo(made);
        assertThat(made).isNotEqualTo(Sets.of(1, 2));
    }

    @Test
    void areImmutable() {
        assertThatThrownBy(() -> Sets.of(1).add(2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Sets.of(1).iterator().remove()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Sets.of(1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void haveUnionAndDifference() {
        assertThat(Sets.union(Sets.of(1, 4), Sets.of(2, 4))).containsExactly(1, 2, 4);
        assertThat(Sets.minus(Sets.of(1, 2, 4), Sets.of(2, 5))).containsExactly(1, 4);
        assertThat(Sets.empty()).isEmpty();
    }

    @Test
    void giveTheirSubsetsTheSmallestFirst() {
        assertThat(Sets.subsets(Sets.of(1, 2, 3), 2))
                .containsExactly(Set.of(1, 2), Set.of(1, 3), Set.of(2, 3), Set.of(1, 2, 3));
        assertThat(Sets.subsets(Sets.of(1, 2), 0)).containsExactly(Set.of(), Set.of(1), Set.of(2), Set.of(1, 2));
        assertThat(Sets.subsets(Sets.of(1, 2), 3)).isEmpty();
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(i);
        }
        assertThat(Sets.subsets(Sets.copyOf(many), 31).iterator().next()).hasSize(31);
        int count = 0;
        for (Set<Integer> ignored : Sets.subsets(Sets.copyOf(many.subList(0, 12)), 6)) {
            count++;
        }
        assertThat(count).isEqualTo(924 + 792 + 495 + 220 + 66 + 12 + 1);
    }

    @Test
    void orderAnyValuesByTheirStructure() {
        List<Object> ascending = new ArrayList<>();
        ascending.add(null);
        ascending.addAll(List.of(false, true, -1, 2L, 10, "a", "b", Counting.Mood.CALM, Counting.Mood.WIDE_AWAKE,
                NodeId.of("p1"), new Pair(1, "b"), new Pair(2, "a"), List.of(2), List.of(1, 1), List.of(1, 2),
                Set.of(3), Set.of(1, 2), Set.of(1, 3), Map.of(1, 2), Map.of(1, 3), Map.of(2, 0), Optional.empty(),
                Optional.of(1)));
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertThat(Integer.signum(StructuralOrder.INSTANCE.compare(ascending.get(i), ascending.get(j))))
                        .as("%s and %s", ascending.get(i), ascending.get(j)).isEqualTo(Integer.compare(i, j));
            }
        }
        assertThatThrownBy(() -> Sets.of(1.5, 2.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Double").hasMessageContaining("Use integers");
    }
}
