package dev.synod.algorithms.floodset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the source claims, over simulated runs. */
class FloodSetTest {

    private static Simulation<Participant, Message> simulation(int processes, int f, String inputs, String faults) {
        return Simulation.of(new FloodSetProvider()).nodes(processes).option("f", Integer.toString(f))
                .option("inputs", inputs).faults(FaultPlan.parse(faults)).steps(100_000);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "2, 1", "3, 1", "4, 2", "5, 4", "7, 3"})
    void withoutCrashesEverybodySendsToEverybodyInEachRound(int processes, int f) {
        simulation(processes, f, "different", "delay=1..40").forEachSeed(20, result -> {
            assertThat(result.ending()).isEqualTo(Ending.QUIET);
            assertThat(result.sent()).isEqualTo((long) (f + 1) * processes * (processes - 1));
            assertThat(result.received()).isEqualTo(result.sent());
            assertThat(result.actions()).isEqualTo(Map.of("Round", (f + 2L) * processes, "CrashSending", 0L));
            assertThat(result.states().values())
                    .allSatisfy(p -> assertThat(p.decision()).isEqualTo(processes == 1 ? 1 : 0));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3 | 1 | different",
        "4 | 2 | 1,0,0,0",
        "5 | 3 | 7",
        "7 | 5 | different",
    })
    void whoeverIsLeftAgreesInOneRoundMoreThanCanCrash(int processes, int f, String inputs) {
        Set<Long> crashes = new TreeSet<>();
        Set<Integer> decided = new TreeSet<>();
        for (String crash : List.of("0.002", "0.01", "0.05")) {
            simulation(processes, f, inputs, "crash=" + crash + ",delay=1..10").forEachSeed(100, result -> {
                assertThat(result.ending()).isEqualTo(Ending.QUIET);
                List<Participant> left = result.states().values().stream().filter(p -> p.decision() != null).toList();
                assertThat(left).hasSize(processes - (int) result.crashes());
                assertThat(left).as("rounds").allSatisfy(p -> assertThat(p.round()).isEqualTo(f + 2));
                Set<Integer> decisions = left.stream().map(Participant::decision).collect(Collectors.toSet());
                assertThat(decisions).hasSizeLessThanOrEqualTo(1);
                if (inputs.equals("7")) {
                    assertThat(decisions).isSubsetOf(7);
                }
                assertThat(result.sent()).as("messages")
                        .isBetween((f + 1) * (processes - result.crashes()) * (processes - 1),
                                (long) (f + 1) * processes * (processes - 1));
                assertThat(result.crashes()).isLessThanOrEqualTo(f);
                crashes.add(result.crashes());
                decided.addAll(decisions);
            });
        }
        assertThat(crashes).as("numbers of crashes").hasSize(f + 1);
        assertThat(decided).as("decisions").isNotEmpty();
    }

    @Test
    void inOneRoundLessTheyDisagreeAfterACrashInTheMiddleOfSending() {
        AlgorithmProvider<?, ?> tooSoon = new FloodSetMutants().mutants().stream()
                .filter(mutant -> mutant.name().equals("decidesARoundTooSoon")).findFirst().orElseThrow().algorithm();
        long disagreements = LongStream.range(0, 100).filter(seed -> Simulation.of(tooSoon).nodes(3)
                .option("f", "1").option("inputs", "1,0,0").option("default", "1")
                .faults(FaultPlan.parse("crash=0.05,delay=1..10")).seed(seed).run().states().values().stream()
                .map(p -> ((Participant) p).decision()).filter(Objects::nonNull).distinct().count() > 1).count();

        assertThat(disagreements).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "inputs  | 1,2  | different, or a whole number from 0 to 999999999, or 3 of them",
        "inputs  | much | much",
        "f       | -1   | from 0",
        "default | x    | whole number",
    })
    void optionsAreCheckedAndExplained(String option, String value, String told) {
        assertThatThrownBy(() -> Ensemble.of(new FloodSetProvider(), 3, Map.of(option, value)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(told);
    }
}
