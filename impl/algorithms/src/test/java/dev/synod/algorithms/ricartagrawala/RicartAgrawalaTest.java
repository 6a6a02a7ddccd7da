package dev.synod.algorithms.ricartagrawala;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the paper claims, over simulated runs. */
class RicartAgrawalaTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 5", "5, 4", "9, 2"})
    void everyoneEntersAloneAndForTwoMessagesToAndFromEachOther(int processes, int entries) {
        for (long seed = 0; seed < 30; seed++) {
            Set<NodeId> inside = new HashSet<>();
            int[] most = {0};
            SimulationResult<Contender> result = Simulation.of(new RicartAgrawalaProvider()).nodes(processes)
                    .option("entries", Integer.toString(entries)).faults(FaultPlan.parse("delay=1..50")).seed(seed)
                    .steps(100_000).run(event -> {
                        if (event.action().equals("Enter")) {
                            inside.add(event.node());
                        } else if (event.action().equals("Exit")) {
                            inside.remove(event.node());
                        }
                        most[0] = Math.max(most[0], inside.size());
                    });

            assertThat(result.ending()).as("seed %d", seed).isEqualTo(Ending.QUIET);
            assertThat(most[0]).as("inside at a time, seed %d", seed).isEqualTo(1);
            assertThat(result.actions()).as("seed %d", seed)
                    .containsEntry("Enter", (long) processes * entries)
                    .containsEntry("Exit", (long) processes * entries);
            assertThat(result.sent()).as("messages, seed %d", seed)
                    .isEqualTo(2L * (processes - 1) * processes * entries);
        }
    }
}
