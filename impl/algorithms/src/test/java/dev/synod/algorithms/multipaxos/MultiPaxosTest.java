package dev.synod.algorithms.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.algorithms.multipaxos.Message.Accept;
import dev.synod.algorithms.multipaxos.Message.Accepted;
import dev.synod.algorithms.multipaxos.Message.Decide;
import dev.synod.algorithms.multipaxos.Message.Prepare;
import dev.synod.algorithms.multipaxos.Message.Promise;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Send;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sources claim, over simulated runs. */
class MultiPaxosTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7})
    void aCommandCostsOneRoundOnceThereIsALeader(int nodes) {
        Map<Class<?>, Integer> sent = new HashMap<>();
        SimulationResult<Replica> result = Simulation.of(new MultiPaxosProvider()).nodes(nodes).policy("stable")
                .faults(FaultPlan.parse("delay=1..2")).seed(nodes).steps(5000)
                .run(event -> event.transition().step().sends().forEach(send -> sent.merge(
                        send.message().getClass(), distance(event.node(), send, nodes), Integer::sum)));
        Collection<Replica> replicas = result.states().values();
        int decided = replicas.stream().mapToInt(r -> r.chosen().size()).max().orElseThrow();
        int proposed = replicas.stream().mapToInt(Replica::next).max().orElseThrow() - 1;

        assertThat(decided).isGreaterThan(50);
        assertThat(proposed - decided).isLessThanOrEqualTo(4);
        // 2(N-1) for a vote of everyone, and as many again as there are others to be told.
        assertThat(sent.get(Accept.class)).isEqualTo((nodes - 1) * proposed);
        assertThat(sent.getOrDefault(Accepted.class, 0)).isBetween((nodes - 1) * (decided - 4), (nodes - 1) * proposed);
        assertThat(sent.get(Decide.class)).isEqualTo((nodes - 1) * decided);
        assertThat(sent.get(Prepare.class)).as("phase 1, once").isEqualTo(nodes - 1);
        assertThat(sent.getOrDefault(Promise.class, 0)).isEqualTo(nodes - 1);
    }

    /** To how many other nodes. */
    private static int distance(NodeId from, Send send, int nodes) {
        return send.toAll() ? nodes - 1 : send.to().equals(from) ? 0 : 1;
    }

    @Test
    void nodesThatCrashApplyTheSameLogAndEachCommandOnce() {
        for (long seed = 0; seed < 30; seed++) {
            SimulationResult<Replica> result = Simulation.of(new MultiPaxosProvider()).nodes(3).policy("stable")
                    .faults(FaultPlan.ALL).seed(seed).steps(4000).run();
            List<List<Command>> logs = new ArrayList<>();
            for (Replica r : result.states().values()) {
                List<Command> log = new ArrayList<>();
                Replica again = Replica.INITIAL;
                for (int slot = 1; slot <= r.applied(); slot++) {
                    Command c = r.decision(slot).cmd();
                    if (again.isNew(c)) {
                        Map<String, Integer> table = new HashMap<>(again.table());
                        table.put(c.client(), c.seq());
                        again = again.withTable(table);
                    }
                    log.add(c);
                }
                assertThat(r.table()).as("seed %d", seed).isEqualTo(again.table());
                logs.add(log);
            }
            for (List<Command> a : logs) {
                for (List<Command> b : logs) {
                    int common = Math.min(a.size(), b.size());
                    assertThat(a.subList(0, common)).as("seed %d", seed).isEqualTo(b.subList(0, common));
                }
            }
            assertThat(logs).as("seed %d", seed).anyMatch(log -> log.size() > 20);
        }
    }
}
