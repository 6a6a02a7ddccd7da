package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.cluster.Nemesis.Act;
import dev.synod.cluster.Nemesis.Fault;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NemesisTest {

    private static final List<NodeId> NODES = NodeId.numbered("p", 5);

    private static Ensemble<?, ?> machines(String algorithm) {
        return Ensemble.of(Algorithms.named(algorithm), 3, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            synod           | all                      | kill,pause,partition,reset,loss,duplication,delay,reordering
            ricart-agrawala | all                      | pause,partition,reset,delay,reordering
            chandy-lamport  | all                      | pause,partition,reset,delay
            synod           | loss, power=3s,kill=50ms | kill=50ms,power=3000ms,loss
            """)
    void isReadAndWritten(String algorithm, String text, String written) {
        Nemesis nemesis = Nemesis.parse(text, machines(algorithm));
        assertThat(nemesis).hasToString(written);
        assertThat(Nemesis.parse(written, machines(algorithm))).isEqualTo(nemesis);
    }

    @Test
    void plansTheSameFromTheSameSeed() {
        Nemesis all = Nemesis.parse("all", machines("synod"));
        List<Act> plan = all.plan(NODES, Duration.ofSeconds(60), new Chance(5));
        assertThat(all.plan(NODES, Duration.ofSeconds(60), new Chance(5))).isEqualTo(plan);
        assertThat(all.plan(NODES, Duration.ofSeconds(60), new Chance(6))).isNotEqualTo(plan);
        assertThat(plan).extracting(Act::fault).contains(Fault.KILL, Fault.PAUSE, Fault.PARTITION, Fault.RESET);
    }

    /** What the trials of the store count on, which take a minute each. */
    @Test
    void plansMoreThanFiftyKillsInAMinute() {
        Nemesis nemesis = Nemesis.parse("kill=800ms,pause,partition,reset", machines("synod"));
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(nemesis.plan(NODES, Duration.ofSeconds(60), new Chance(seed).split("nemesis")))
                    .as("seed %d", seed).filteredOn(Act::restarts).hasSizeGreaterThan(60);
        }
    }

    @Test
    void strikesNobodyWhoIsDown() {
        Nemesis hasty = Nemesis.parse("kill=100ms,pause=200ms", machines("synod"));
        for (long seed = 0; seed < 20; seed++) {
            Map<NodeId, Long> busy = new HashMap<>();
            long last = 0;
            for (Act act : hasty.plan(NODES, Duration.ofSeconds(30), new Chance(seed))) {
                assertThat(act.at()).as("seed %d", seed).isBetween(last, 30_000L);
                assertThat(busy.getOrDefault(act.nodes().get(0), 0L)).as("seed %d: %s", seed, act).isLessThanOrEqualTo(act.at());
                busy.put(act.nodes().get(0), act.at() + act.length());
                last = act.at();
            }
        }
    }
}
