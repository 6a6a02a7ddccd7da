package dev.synod.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Counting;
import dev.synod.runtime.Counting.Count;
import dev.synod.runtime.Counting.Message.Told;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Turn;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import dev.synod.runtime.trace.StepEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SimulationTest {

    /** Counts, tells all, and sleeps. */
    private static final Consumer<Turn<Count>> TELL = turn -> {
        turn.takeFirst("Count");
        turn.take("TellAll");
    };

    private static Policy<Count> policy(Consumer<Turn<Count>> start, Consumer<Turn<Count>> timeout) {
        return new Policy<>() {
            @Override
            public void start(Turn<Count> turn) {
                start.accept(turn);
            }

            @Override
            public void received(Turn<Count> turn, Record message) {
                // What arrives changes nothing about when this one counts.
            }

            @Override
            public void timeout(Turn<Count> turn) {
                timeout.accept(turn);
            }
        };
    }

    private static Simulation<Count, Counting.Message> counting(boolean crashes, Policy<Count> policy) {
        return Simulation.of(new Counting.Provider(crashes, Map.of("only", policy)));
    }

    private static final Policy<Count> BUSY = policy(
            turn -> turn.wakeAfter(1),
            turn -> {
                TELL.accept(turn);
                turn.take("TellAll");
                turn.wakeAfter(turn.chance().between(1, 9));
            });

    @Test
    void withoutFaultsEachMessageArrivesOnceAfterATick() {
        List<String> steps = new ArrayList<>();
        SimulationResult<Count> result = counting(false, policy(TELL, turn -> { })).nodes(2)
                .run(e -> steps.add(e.time() + " " + e.transition() + " " + e.clock()));
        assertThat(steps).containsExactly(
                "0 Count(n1, 1, 1) {n1=1}",
                "0 TellAll(n1) {n1=2}",
                "0 Count(n2, 1, 1) {n2=1}",
                "0 TellAll(n2) {n2=2}",
                "1 Listen(n1, n1, Told[count=1]) {n1=3}",
                "1 Listen(n2, n1, Told[count=1]) {n1=2, n2=3}");
        assertThat(result.ending()).isEqualTo(Ending.QUIET);
        assertThat(result.sent()).isEqualTo(4);
        assertThat(result.received()).isEqualTo(2);
        assertThat(result.refused()).isEqualTo(2);
        assertThat(result.actions())
                .isEqualTo(Map.of("Count", 2L, "TellAll", 2L, "Tell", 0L, "Listen", 2L));
    }

    @Test
    void endsWhenDoneIfItIsTo() {
        SimulationResult<Count> result = counting(false, BUSY).steps(1000).untilDone().run();
        assertThat(result.ending()).isEqualTo(Ending.DONE);
        assertThat(result.events()).isLessThan(100);
        assertThat(counting(false, BUSY).steps(1000).run().events()).isEqualTo(1000);
    }

    @Test
    void noticesThatNothingIsGoingOn() {
        Policy<Count> idle = policy(turn -> turn.wakeAfter(1), turn -> turn.wakeAfter(1));
        assertThat(counting(false, idle).run().ending()).isEqualTo(Ending.STALLED);
        assertThat(counting(false, idle).faults(FaultPlan.parse("partition=0.1")).run().ending())
                .isEqualTo(Ending.STALLED);
        Policy<Count> dead = policy(turn -> { }, turn -> { });
        assertThat(counting(false, dead).faults(FaultPlan.parse("partition=0.1")).run().ending())
                .isEqualTo(Ending.QUIET);
    }

    @Test
    void everyMessageReceivedWasSentBeforeAndClocksSayIt() {
        Map<NodeId, Map<String, Long>> clocks = new HashMap<>();
        Map<Record, Map<String, Long>> sent = new HashMap<>();
        counting(true, BUSY).seed(3).faults(FaultPlan.ALL).steps(5000).run(e -> {
            Map<String, Long> clock = new HashMap<>(e.clock());
            Map<String, Long> last = clocks.getOrDefault(e.node(), Map.of());
            assertThat(clock.get(e.node().name())).isEqualTo(last.getOrDefault(e.node().name(), 0L) + 1);
            last.forEach((node, count) -> assertThat(clock.get(node)).isGreaterThanOrEqualTo(count));
            if (e.action().equals("Listen")) {
                Map<String, Long> origin = sent.get((Record) e.transition().arguments().get(2));
                assertThat(origin).as("sent before event %d", e.n()).isNotNull();
                NodeId from = (NodeId) e.transition().arguments().get(1);
                assertThat(clock.get(from.name())).isPositive();
            }
            e.transition().step().sends().forEach(send -> sent.putIfAbsent(send.message(), clock));
            clocks.put(e.node(), clock);
        });
        assertThat(sent).isNotEmpty();
    }

    @Test
    void lossDuplicationAndReorderingDoWhatTheySay() {
        SimulationResult<Count> lossy = counting(false, BUSY).faults(FaultPlan.parse("loss=0.25")).steps(20_000).run();
        assertThat((double) lossy.lost() / lossy.sent()).isBetween(0.23, 0.27);
        SimulationResult<Count> twice =
                counting(false, BUSY).faults(FaultPlan.parse("duplication=0.25")).steps(20_000).run();
        assertThat((double) (twice.received() + twice.refused()) / twice.sent()).isBetween(1.31, 1.36);
        // A node that tells itself ever higher counts hears every one of them, unless they overtake each other.
        Policy<Count> counter = policy(turn -> turn.wakeAfter(1), turn -> {
            if (turn.takeFirst("Count")) {
                turn.take("TellAll");
                turn.wakeAfter(1);
            }
        });
        long overtaken = 0;
        for (long seed = 0; seed < 20; seed++) {
            assertThat(counting(false, counter).nodes(1).seed(seed).run().refused()).isZero();
            overtaken += counting(false, counter).nodes(1).seed(seed).faults(FaultPlan.parse("delay=1..10"))
                    .run().refused();
        }
        assertThat(overtaken).as("messages overtaken by a later one").isPositive();
    }

    @Test
    void aCrashedNodeIsDownForAWhileAndLosesWhatIsNotStable() {
        Set<NodeId> crashed = new HashSet<>();
        List<StepEvent<? extends Count>> resets = new ArrayList<>();
        SimulationResult<Count> result = counting(true, BUSY)
                .faults(FaultPlan.parse("crash=0.05,downtime=50")).steps(5000).run(e -> {
                    if (e.action().equals("Reset")) {
                        crashed.add(e.node());
                        resets.add(e);
                        assertThat(e.after().own()).isEqualTo(e.before().own());
                        assertThat(e.after().highest()).isEqualTo(e.before().highest());
                        assertThat(e.after().mood()).isEqualTo(Counting.Mood.CALM);
                    } else {
                        resets.stream().filter(r -> r.node().equals(e.node()))
                                .forEach(r -> assertThat(e.time()).isGreaterThanOrEqualTo(r.time() + 50));
                    }
                });
        assertThat(crashed).hasSize(3);
        assertThat(result.crashes()).isEqualTo(resets.size());
        assertThat(result.lost()).isPositive();
    }

    @Test
    void aPartitionSeparatesWhileItLasts() {
        SimulationResult<Count> result = counting(false, BUSY).nodes(2)
                .faults(FaultPlan.parse("partition=0.9,healing=1000000")).steps(1000).run();
        assertThat(result.lost()).isBetween(result.sent() / 3, result.sent() * 2 / 3);
        assertThat(result.states().values()).allMatch(c -> c.highest() > 0);
    }

    @Test
    void memoryStaysBoundedWhateverAPolicySends() {
        Policy<Count> flood = policy(turn -> turn.wakeAfter(1), turn -> {
            for (int i = 0; i < 100; i++) {
                turn.take("TellAll");
            }
            turn.wakeAfter(1);
        });
        SimulationResult<Count> result = counting(false, flood).faults(FaultPlan.parse("delay=1000000"))
                .steps(50_000).run();
        assertThat(result.mostAtOnce()).isEqualTo(1 << 16);
        assertThat(result.lost()).isEqualTo(150_000 - (1 << 16));
    }

    @Test
    void settingsGiveTheRunAndNothingElseDoes() {
        Simulation<Count, Counting.Message> simulation =
                counting(true, BUSY).seed(9).faults(FaultPlan.ALL).steps(3000);
        assertThat(simulation.run()).isEqualTo(simulation.run());
        List<Object> one = new ArrayList<>();
        List<Object> other = new ArrayList<>();
        simulation.run(e -> one.add(e.time() + " " + e.transition()));
        counting(true, BUSY).seed(10).faults(FaultPlan.ALL).steps(3000)
                .run(e -> other.add(e.time() + " " + e.transition()));
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void refusesWhatCannotBeRun() {
        assertThatThrownBy(() -> counting(false, BUSY).faults(FaultPlan.ALL).run())
                .hasMessage("Algorithm counting names no action for a crash; run it without the fault crash.");
        assertThatThrownBy(() -> counting(false, BUSY).policy("other").run())
                .hasMessage("Unknown policy \"other\" of counting. Known: only.");
        assertThatThrownBy(() -> counting(false, BUSY).option("a", "b").run())
                .hasMessageContaining("Unknown option a");
        assertThatThrownBy(() -> counting(false, BUSY).steps(0)).hasMessageContaining("at least one step; found 0");
        assertThatThrownBy(() -> counting(false, policy(t -> t.take("Cuont"), t -> { })).run())
                .hasMessageContaining("has no action Cuont");
        assertThatThrownBy(() -> counting(false, policy(t -> t.take("Listen", NodeId.of("n1"), new Told(9)), t -> { }))
                .run()).hasMessageContaining("not a policy's to take");
        assertThatThrownBy(() -> counting(false, policy(t -> t.wakeAfter(0), t -> { })).run())
                .hasMessageContaining("at least one tick");
        assertThatThrownBy(() -> counting(false, policy(t -> t.take("Tell", NodeId.of("n9")), t -> { })).run())
                .hasMessageContaining("n9, which is not one of the nodes");
    }
}
