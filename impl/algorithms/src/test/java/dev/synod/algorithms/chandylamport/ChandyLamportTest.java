package dev.synod.algorithms.chandylamport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the paper claims, over simulated runs. */
class ChandyLamportTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 | mesh                         | 0",
        "2 | mesh                         | 2",
        "3 | ring                         | 3",
        "3 | p1>p2,p2>p3,p3>p1,p2>p1      | 4",
        "4 | two-way ring                 | 8",
        "5 | mesh                         | 20",
    })
    void allTheMoneyIsRecordedWithOneMarkerOverEachChannel(int processes, String channels, long markers) {
        long[] onTheWay = {0};
        Simulation.of(new ChandyLamportProvider()).nodes(processes).option("channels", channels)
                .option("transfers", "30").faults(FaultPlan.parse("delay=1..50")).steps(100_000).forEachSeed(50, result -> {
            assertThat(result.ending()).isEqualTo(Ending.QUIET);
            Collection<Account> accounts = result.states().values();
            assertThat(accounts)
                    .allSatisfy(p -> assertThat(p.saved()).isNotNull())
                    .allSatisfy(p -> assertThat(p.open()).isEmpty());
            int underWay = accounts.stream().flatMap(p -> p.recorded().values().stream()).flatMap(List::stream)
                    .mapToInt(Integer::intValue).sum();
            assertThat(accounts.stream().mapToInt(Account::saved).sum() + underWay).as("money recorded")
                    .isEqualTo(5 * processes);
            assertThat(accounts.stream().mapToInt(Account::balance).sum()).as("money").isEqualTo(5 * processes);
            assertThat(result.actions()).containsEntry("ReceiveMarker", markers);
            onTheWay[0] += underWay;
        });
        assertThat(onTheWay[0] > 0).as("money under way in some snapshot").isEqualTo(processes > 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "channels | p1>p2,p2>p3             | connect every process",
        "channels | p1>p2,p2>p3,p3>p1,p1>p1 | none to itself",
        "channels | star                    | mesh, ring, two-way ring",
        "channels | p1>p9                   | p1>p9",
        "money    | 1,2                     | 3 of them",
        "money    | much                    | much",
    })
    void optionsAreCheckedAndExplained(String option, String value, String told) {
        assertThatThrownBy(() -> Ensemble.of(new ChandyLamportProvider(), 3, Map.of(option, value)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(told);
    }
}
