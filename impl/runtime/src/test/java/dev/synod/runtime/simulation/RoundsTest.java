package dev.synod.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Action;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Byzantine;
import dev.synod.runtime.Crash;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.InvalidMachineException;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NamingContract;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Rounds;
import dev.synod.runtime.Step;
import dev.synod.runtime.Topology;
import dev.synod.runtime.Transition;
import dev.synod.runtime.Variant;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import dev.synod.runtime.trace.StepEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synchronous rounds: who waits for whom, what arrives, who crashes and who lies. */
class RoundsTest {

    private static final int ROUNDS = 4;
    private static final NodeId N1 = NodeId.of("n1");
    private static final NodeId N2 = NodeId.of("n2");
    private static final NodeId N3 = NodeId.of("n3");

    /** Each node tells the others, round by round, which round it is. */
    @Crash("CrashSending(p, reached)")
    @Byzantine("Traitor(p, said)")
    static class Teller extends Machine<Teller.Progress, Teller.Told> {

        record Progress(int steps) {
        }

        record Told(int round) {
        }

        Teller(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }

        @Override
        public Progress initial() {
            return new Progress(0);
        }

        @Override
        public Map<String, Object> constants() {
            return Map.of();
        }

        @Action
        Step<Progress> tell(Progress p, Map<NodeId, Told> heard) {
            if (p.steps() > ROUNDS) {
                return disabled();
            }
            Step<Progress> step = to(new Progress(p.steps() + 1));
            return p.steps() < ROUNDS ? step.broadcast(new Told(p.steps() + 1)) : step;
        }

        @Override
        protected Iterable<Told> lies(Progress p, Map<NodeId, Told> heard, NodeId to) {
            return p.steps() < ROUNDS ? List.of(new Told(0), new Told(p.steps() + 1)) : List.of();
        }
    }

    private record Provider(NetworkKind network, int mostCrashes, int mostTraitors)
            implements AlgorithmProvider<Teller.Progress, Teller.Told> {

        @Override
        public String spec() {
            return "teller/Teller";
        }

        @Override
        public List<NodeId> nodes(int count) {
            return NodeId.numbered("n", count);
        }

        @Override
        public Machine<Teller.Progress, Teller.Told> machine(NodeId self, List<NodeId> nodes, Options options) {
            return new Teller(self, nodes);
        }

        @Override
        public Topology topology(List<NodeId> nodes, Options options) {
            return Topology.mesh(nodes);
        }

        @Override
        public int mostCrashes(List<NodeId> nodes, Options options) {
            return mostCrashes;
        }

        @Override
        public int mostTraitors(List<NodeId> nodes, Options options) {
            return mostTraitors;
        }

        @Override
        public boolean done(Collection<Teller.Progress> states) {
            return states.stream().allMatch(p -> p.steps() > ROUNDS);
        }
    }

    private static final Provider HONEST = new Provider(NetworkKind.ROUNDS, Integer.MAX_VALUE, 0);

    private static List<StepEvent<Teller.Progress>> events(Provider provider, String faults, long seed) {
        List<StepEvent<Teller.Progress>> events = new ArrayList<>();
        Simulation.of(provider).faults(FaultPlan.parse(faults)).seed(seed).run(event -> {
            @SuppressWarnings("unchecked") // They are a Teller's.
            StepEvent<Teller.Progress> one = (StepEvent<Teller.Progress>) (StepEvent<?>) event;
            events.add(one);
        });
        return events;
    }

    @SuppressWarnings("unchecked") // It is the action's second parameter.
    private static Map<NodeId, Teller.Told> map(StepEvent<?> event) {
        return (Map<NodeId, Teller.Told>) event.transition().arguments().get(1);
    }

    @Test
    void everybodyHearsAllOfARoundAndNothingOfTheNext() {
        Set<List<NodeId>> orders = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            List<StepEvent<Teller.Progress>> events = events(HONEST, "delay=1..30", seed);

            assertThat(events).as("seed %d", seed).hasSize(3 * (ROUNDS + 1));
            for (int step = 0; step <= ROUNDS; step++) {
                List<StepEvent<Teller.Progress>> round = events.subList(3 * step, 3 * step + 3);
                int said = step;
                assertThat(round).as("step %d, seed %d", step, seed).extracting(StepEvent::node)
                        .containsExactlyInAnyOrder(N1, N2, N3);
                assertThat(round).allSatisfy(event -> assertThat(map(event)).hasSize(said == 0 ? 0 : 2)
                        .doesNotContainKey(event.node())
                        .allSatisfy((from, told) -> assertThat(told.round()).isEqualTo(said)));
                // Its clock says that nobody takes a step who has not heard of all steps before.
                assertThat(round).allSatisfy(event -> assertThat(event.clock()).isEqualTo(clock(event.node(), said)));
                orders.add(round.stream().map(StepEvent::node).toList());
            }
        }
        assertThat(orders).as("orders within a round").hasSize(6);
    }

    private static Map<String, Long> clock(NodeId node, long step) {
        Map<String, Long> clock = new HashMap<>();
        List.of(N1, N2, N3).stream().filter(n -> step > 0 || n.equals(node))
                .forEach(n -> clock.put(n.name(), n.equals(node) ? step + 1 : step));
        return clock;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoCrashesReachesSomeAndIsNotWaitedFor(int most) {
        Set<Object> reached = new HashSet<>();
        Set<Long> crashes = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            List<StepEvent<Teller.Progress>> events =
                    events(new Provider(NetworkKind.ROUNDS, most, 0), "crash=0.02,delay=1..10", seed);
            Map<NodeId, Integer> steps = new HashMap<>();
            Map<NodeId, Integer> crashed = new HashMap<>();
            Map<NodeId, Object> last = new HashMap<>();
            for (StepEvent<Teller.Progress> event : events) {
                assertThat(crashed).as("seed %d", seed).doesNotContainKey(event.node());
                int step = steps.merge(event.node(), 1, Integer::sum) - 1;
                if (event.action().equals("CrashSending")) {
                    assertThat(event.after()).isEqualTo(event.before());
                    crashed.put(event.node(), step);
                    last.put(event.node(), event.transition().arguments().get(1));
                    reached.add(last.get(event.node()));
                    continue;
                }
                crashed.forEach((node, atStep) -> {
                    if (step > 0 && (step - 1 > atStep
                            || step - 1 == atStep && !((Set<?>) last.get(node)).contains(event.node()))) {
                        assertThat(map(event)).doesNotContainKey(node);
                    } else if (step - 1 == atStep) {
                        assertThat(map(event)).containsKey(node);
                    }
                });
            }
            crashes.add((long) crashed.size());
            assertThat(steps).as("seed %d", seed).allSatisfy((node, count) ->
                    assertThat(count).isEqualTo(crashed.containsKey(node) ? crashed.get(node) + 1 : ROUNDS + 1));
        }
        assertThat(crashes).as("how many crashed").hasSize(most + 1);
        assertThat(reached).as("whom the last messages reached").hasSize(most == 0 ? 0 : 7);
    }

    @Test
    void aTraitorSaysNothingTheTruthOrALieToEachAndKeepsTheBooks() {
        Provider provider = new Provider(NetworkKind.ROUNDS, 0, 1);
        Set<NodeId> traitors = new HashSet<>();
        Set<Map<NodeId, Teller.Told>> said = new HashSet<>();
        for (long seed = 0; seed < 300; seed++) {
            List<StepEvent<Teller.Progress>> events = events(provider, "traitors=1", seed);
            Set<NodeId> traitor = events.stream().filter(event -> event.action().equals("Traitor")).map(StepEvent::node)
                    .collect(Collectors.toSet());
            traitors.addAll(traitor);
            assertThat(traitor).as("seed %d", seed).hasSize(1);
            assertThat(events).as("seed %d", seed).hasSize(3 * (ROUNDS + 1)).allSatisfy(event ->
                    assertThat(event.action()).isEqualTo(traitor.contains(event.node()) ? "Traitor" : "Tell"));
            if (traitor.contains(N2)) {
                events.stream().filter(event -> event.node().equals(N2) && event.before().steps() == 0)
                        .forEach(event -> said.add(map(event)));
                // What the last of its steps heard was said in the one before.
                assertThat(map(events.get(5)).get(N2)).as("seed %d", seed).isEqualTo(map(events.get(1)).get(N3));
            }
        }
        assertThat(traitors).as("who was a traitor").hasSize(3);
        assertThat(said).as("nothing, the truth or a lie, to two").hasSize(9);

        Ensemble<Teller.Progress, Teller.Told> ensemble = Simulation.of(provider).ensemble();
        Rounds<Teller.Progress, Teller.Told> rounds = new Rounds<>(ensemble);
        List<Object> all = new ArrayList<>();
        Teller.Progress first = new Teller.Progress(0);
        rounds.lies(1, first, Map.of(), rounds.steps(1, first, Map.of()))
                .forEach(lie -> all.add(lie.arguments().get(1)));
        assertThat(all).as("each once").hasSize(9).doesNotHaveDuplicates();
        assertThat(new HashSet<>(all)).isEqualTo(said);
        Teller.Progress end = new Teller.Progress(ROUNDS + 1);
        assertThat(rounds.lies(1, end, Map.of(), rounds.steps(1, end, Map.of()))).as("at the end").isEmpty();
    }

    @Test
    void thereAreNoMoreTraitorsThanTheAlgorithmAssumes() {
        Ensemble<?, ?> one = Simulation.of(new Provider(NetworkKind.ROUNDS, 0, 1)).ensemble();
        assertThat(FaultPlan.parse("traitors=1", one).traitors()).isEqualTo(1);
        assertThat(FaultPlan.parse("all", one)).hasToString("delay=1..20,crash=0.001,traitors=1");
        assertThat(FaultPlan.parse("all", Simulation.of(HONEST).ensemble())).hasToString("delay=1..20,crash=0.001");
        assertThatThrownBy(() -> FaultPlan.parse("traitors=2", one)).hasMessageContaining("1 traitors at most");
        assertThatThrownBy(() -> events(HONEST, "traitors=1", 0)).hasMessageContaining("has no traitors");
    }

    @Test
    void everyWayToCrashIsASubsetOfThoseToWhomItWasAboutToSend() {
        Rounds<Teller.Progress, Teller.Told> rounds = new Rounds<>(Simulation.of(HONEST).ensemble());
        Teller.Progress first = new Teller.Progress(0);
        List<Transition<Teller.Progress>> ways =
                rounds.crashes(0, first, rounds.steps(0, first, Map.of()));

        assertThat(ways).hasToString("[CrashSending(n1, []), CrashSending(n1, [n2]), CrashSending(n1, [n3]),"
                + " CrashSending(n1, [n2, n3])]");
        assertThat(ways).allSatisfy(way -> assertThat(rounds.sent(0, way).keySet())
                .isEqualTo(way.arguments().get(1)));
        Teller.Progress last = new Teller.Progress(ROUNDS);
        assertThat(rounds.crashes(0, last, rounds.steps(0, last, Map.of())))
                .hasToString("[CrashSending(n1, [])]");
    }

    @Test
    void theEnvironmentsActionsHaveTheSpecsNames() {
        assertThat(NamingContract.of(new Teller(N1, List.of(N1))).actions()).hasToString(
                "[ActionName[name=CrashSending, parameters=[p, reached], environment=true], "
                        + "ActionName[name=Tell, parameters=[p, heard], environment=false], "
                        + "ActionName[name=Traitor, parameters=[p, said], environment=true]]");
    }

    @Test
    void aRunEndsWhenThoseAreDoneWhoAreLeftAndHonest() {
        Provider provider = new Provider(NetworkKind.ROUNDS, 1, 1);
        List<SimulationResult<Teller.Progress>> results = LongStream.range(0, 100).mapToObj(seed ->
                Simulation.of(provider).faults(FaultPlan.parse("crash=0.02,delay=1..10,traitors=1")).seed(seed).untilDone().run())
                .toList();

        assertThat(results).allSatisfy(r -> assertThat(r.ending()).as("seed %d", r.seed()).isEqualTo(Ending.DONE));
        assertThat(results).extracting(SimulationResult::crashes).contains(0L, 1L);
        assertThat(results).allSatisfy(r -> assertThat(r.sent()).as("seed %d", r.seed())
                .isGreaterThanOrEqualTo(r.received() + r.lost()));
    }

    @Test
    void faultsThatRoundsDoNotKnowAreRefused() {
        Ensemble<?, ?> ensemble = Simulation.of(HONEST).ensemble();
        assertThat(FaultPlan.parse("all", ensemble)).hasToString("delay=1..20,crash=0.001");
        for (String fault : List.of("loss=0.1", "duplication=0.1", "partition=0.1", "downtime=1..5")) {
            assertThatThrownBy(() -> Simulation.of(HONEST).faults(FaultPlan.parse("crash=0.1," + fault)).run())
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(fault.split("=")[0]);
        }
    }

    @Test
    void machinesThatAreNotMadeForRoundsOrNotForAnythingElseAreTold() {
        assertThatThrownBy(() -> Simulation.of(new Provider(NetworkKind.FIFO, 0, 0)).ensemble())
                .isInstanceOf(InvalidMachineException.class)
                .hasMessageContaining("network FIFO").hasMessageContaining("is ROUNDS");

        class Twice extends Teller {
            Twice(NodeId self, List<NodeId> nodes) {
                super(self, nodes);
            }

            @Override
            @Action
            Step<Progress> tell(Progress p, Map<NodeId, Told> heard) {
                return to(p).broadcast(new Told(1)).send(N2, new Told(2));
            }
        }
        assertThatThrownBy(() -> Simulation.of(new Variant<>(HONEST, (self, nodes, options) -> new Twice(self, nodes)))
                .run()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one message to a node at most");
    }
}
