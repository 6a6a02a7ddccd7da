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

    private static final NodeId COMMANDER = NodeId.of("p1");

    /** The reports are the paper's messages: (n-1) + (n-1)(n-2) + ...; those of a round to one general go together. */
    @ParameterizedTest
    @CsvSource({"4, 0, 3, 3", "3, 1, 4, 4", "4, 1, 9, 9", "5, 1, 16, 16", "7, 2, 66, 156", "10, 3, 225, 3609"})
    void everybodyTellsEverybodyWhatItWasToldForOneRoundMore(int generals, int f, long messages, long reports) {
        long[] said = {0};
        SimulationResult<General> result = simulation(generals, f, "none").run(event -> event.transition().step().sends()
                .forEach(send -> said[0] += ((Oral) send.message()).reports().size()));

        assertThat(result.sent()).isEqualTo(messages);
        assertThat(said[0]).isEqualTo(reports);
        assertThat(result.events()).as("a step for each of f+1 rounds, and one to decide").isEqualTo(generals * (f + 2L));
    }

    @ParameterizedTest
    @CsvSource({"4, 1, 500", "5, 1, 200", "7, 2, 200", "10, 3, 5"})
    void theLoyalAgreeAndObeyALoyalCommander(int generals, int f, int runs) {
        int[] obeyed = {0};
        simulation(generals, f, "delay=1..9,traitors=" + f).forEachSeed(runs, result -> {
            assertThat(result.ending()).isEqualTo(Ending.DONE);
            assertThat(decisions(result)).hasSize(1);
            if (!result.traitors().contains(COMMANDER)) {
                assertThat(decisions(result)).containsExactly(order(result));
                obeyed[0]++;
            }
        });
        assertThat(obeyed[0]).as("runs with a loyal commander").isBetween(1, runs - 1);
    }

    @Test
    void amongThreeGeneralsOneTraitorIsTooMany() {
        int[] disobeyed = {0};
        simulation(3, 1, "traitors=1").forEachSeed(100, result -> disobeyed[0] +=
                result.traitors().contains(COMMANDER) || decisions(result).equals(Set.of(order(result))) ? 0 : 1);
        assertThat(disobeyed[0]).isPositive();
    }

    private static Simulation<General, Message> simulation(int generals, int f, String faults) {
        return Simulation.of(new OralMessagesProvider()).nodes(generals).option("f", Integer.toString(f))
                .faults(FaultPlan.parse(faults)).untilDone();
    }

    private static Order order(SimulationResult<General> result) {
        return result.states().get(COMMANDER).told().get(List.of());
    }

    /** What the loyal lieutenants do. */
    private static Set<Order> decisions(SimulationResult<General> result) {
        Set<Order> decisions = new HashSet<>();
        result.states().forEach((p, state) -> {
            if (!result.traitors().contains(p) && !p.equals(COMMANDER)) {
                decisions.add(state.decision());
            }
        });
        return decisions;
    }
}
