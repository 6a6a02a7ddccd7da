package dev.synod.algorithms.changroberts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the paper claims, over simulated runs. */
class ChangRobertsTest {

    /** No message arrives before every node has started. */
    private static final String ALL_START = "delay=30..90";

    private static long elects(int nodes, String identities, String faults, long seed) {
        SimulationResult<Member> result = Simulation.of(new ChangRobertsProvider()).nodes(nodes)
                .option("identities", identities).faults(FaultPlan.parse(faults)).seed(seed).steps(100_000).run();
        assertThat(result.ending()).as("seed %d", seed).isEqualTo(Ending.QUIET);
        assertThat(result.states().values()).as("seed %d", seed)
                .allSatisfy(p -> assertThat(p.leader()).isEqualTo(nodes));
        assertThat(result.states().values()).as("seed %d", seed)
                .filteredOn(p -> p.status() == Status.ELECTED).singleElement().extracting(Member::id).isEqualTo(nodes);
        assertThat(result.actions()).as("seed %d", seed).containsEntry("ReceiveLeader", (long) nodes);
        return result.actions().get("ReceiveElect");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void theWorstAndTheBestArrangement(int nodes) {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(elects(nodes, "descending", ALL_START, seed)).as("seed %d", seed)
                    .isEqualTo((long) nodes * (nodes + 1) / 2);
            assertThat(elects(nodes, "ascending", ALL_START, seed)).as("seed %d", seed).isEqualTo(2L * nodes - 1);
        }
    }

    @Test
    void neverTakesMoreThanTheWorstWhoeverStarts() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(elects(7, "descending", "delay=1..40", seed)).as("seed %d", seed).isBetween(7L, 28L);
            assertThat(elects(7, "mixed", "delay=1..40", seed)).as("seed %d", seed).isBetween(7L, 28L);
        }
    }

    /** The mean over all arrangements is N(1 + 1/2 + ... + 1/N), exactly: 137 / 12 for five nodes. */
    @Test
    void theAverageOverAllArrangementsIsNTimesTheHarmonicNumber() {
        List<List<Integer>> arrangements = permutations(List.of(1, 2, 3, 4, 5));
        long sum = 0;
        for (List<Integer> arrangement : arrangements) {
            String identities = arrangement.stream().map(String::valueOf).collect(Collectors.joining(","));
            sum += elects(5, identities, ALL_START, sum);
        }
        assertThat(arrangements).hasSize(120);
        assertThat(sum * 12).isEqualTo(120 * 137);
    }

    private static List<List<Integer>> permutations(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        IntStream.range(0, numbers.size()).forEach(i -> {
            List<Integer> rest = new ArrayList<>(numbers);
            Integer first = rest.remove(i);
            permutations(rest).forEach(others -> {
                List<Integer> one = new ArrayList<>(List.of(first));
                one.addAll(others);
                all.add(one);
            });
        });
        return all;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1,2     | 3 of them",
        "1,2,2   | different for each node",
        "one,2,3 | ascending, or descending, or mixed",
        "''      | 3 of them",
        "-1,2,3  | whole number from 0",
    })
    void identitiesAreCheckedAndExplained(String identities, String told) {
        assertThatThrownBy(() -> Ensemble.of(new ChangRobertsProvider(), 3, Map.of("identities", identities)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told).hasMessageContaining("\"" + identities + "\"");
    }
}
