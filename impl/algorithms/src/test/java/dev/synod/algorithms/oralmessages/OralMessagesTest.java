package dev.synod.algorithms.oralmessages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.algorithms.oralmessages.Message.Oral;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the paper claims, over simulated runs. */
class OralMessagesTest {

    /** The reports are the paper's messages: (n-1) + (n-1)(n-2) + ... */
    @ParameterizedTest
    @CsvSource({"4, 0, 3, 3", "3, 1, 4, 4", "4, 1, 9, 9", "5, 1, 16, 16", "7, 2, 66, 156", "10, 3, 225, 3609"})
    void theLoyalAreTooBusyForNothing(int generals, int f, long messages, long reports) {
        long[] said = {0};
        SimulationResult<General> result = simulation(generals, f, "none", 1)
                .run(event -> event.transition().step().sends()
                        .forEach(send -> said[0] += ((Oral) send.message()).reports().size()));

        assertThat(result.sent()).isEqualTo(messages);
        assertThat(said[0]).isEqualTo(reports);
        assertThat(result.events()).as("f+1 rounds, and a step to decide").isEqualTo(generals * (f + 2L));
    }

    @ParameterizedTest
    @CsvSource({"4, 1, 500", "5, 1, 200", "7, 2, 200", "10, 3, 5"})
    void theLoyalAgreeAndObeyALoyalCommander(int generals, int f, int runs) {
        int withALoyalCommander = 0;
        for (long seed = 0; seed < runs; seed++) {
            Outcome outcome = outcome(simulation(generals, f, "delay=1..9,traitors=" + f, seed));

            assertThat(outcome.decisions()).as("what the loyal lieutenants do, seed %d", seed).hasSize(1);
            if (outcome.order() != null) {
                assertThat(outcome.decisions()).as("seed %d", seed).containsExactly(outcome.order());
                withALoyalCommander++;
            }
        }
        assertThat(withALoyalCommander).isBetween(1, runs - 1);
    }

    @Test
    void amongThreeGeneralsOneTraitorIsTooMany() {
        long disobeyed = java.util.stream.LongStream.range(0, 100)
                .mapToObj(seed -> outcome(simulation(3, 1, "traitors=1", seed)))
                .filter(outcome -> outcome.order() != null && !outcome.decisions().equals(Set.of(outcome.order())))
                .count();
        assertThat(disobeyed).isPositive();
    }

    private static Simulation<General, Message> simulation(int generals, int f, String faults, long seed) {
        return Simulation.of(new OralMessagesProvider()).nodes(generals).option("f", Integer.toString(f))
                .faults(FaultPlan.parse(faults)).seed(seed).untilDone();
    }

    /** What the loyal lieutenants do, and the order of the commander, null if he is a traitor. */
    private record Outcome(Set<Order> decisions, Order order) {
    }

    private static Outcome outcome(Simulation<General, Message> simulation) {
        Set<NodeId> traitors = new HashSet<>();
        SimulationResult<General> result = simulation.run(event -> {
            if (event.action().equals("Betray")) {
                traitors.add(event.node());
            }
        });
        assertThat(result.ending()).isEqualTo(Ending.DONE);
        NodeId commander = NodeId.of("p1");
        Set<Order> decisions = new HashSet<>();
        result.states().forEach((p, state) -> {
            if (!traitors.contains(p) && !p.equals(commander)) {
                decisions.add(state.decision());
            }
        });
        return new Outcome(decisions,
                traitors.contains(commander) ? null : result.states().get(commander).told().get(List.of()));
    }
}
