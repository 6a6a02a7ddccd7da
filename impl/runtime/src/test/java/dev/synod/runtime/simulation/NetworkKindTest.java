package dev.synod.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Action;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Crash;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Policy;
import dev.synod.runtime.RandomPolicy;
import dev.synod.runtime.Sender;
import dev.synod.runtime.Stable;
import dev.synod.runtime.Step;
import dev.synod.runtime.Topology;
import dev.synod.runtime.Variant;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kinds of networks do to the messages under way. */
class NetworkKindTest {

    private static final int MESSAGES = 12;
    private static final FaultPlan DELAYS = FaultPlan.parse("delay=1..100");

    /** Each node sends numbered messages around a ring, and takes only those of the parity that it is in the mood for. */
    static class Choosy extends Machine<Choosy.Mood, Choosy.Message> {

        record Mood(@Stable int sent, @Stable boolean odd) {
        }

        sealed interface Message {
            record Numbered(int number) implements Message {
            }
        }

        Choosy(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }

        @Override
        public Mood initial() {
            return new Mood(0, false);
        }

        @Override
        public Map<String, Object> constants() {
            return Map.of();
        }

        @Action
        Step<Mood> tell(Mood p) {
            if (p.sent() == MESSAGES) {
                return disabled();
            }
            return to(new Mood(p.sent() + 1, p.odd())).broadcast(new Message.Numbered(p.sent() + 1));
        }

        @Action
        Step<Mood> change(Mood p) {
            return to(new Mood(p.sent(), !p.odd()));
        }

        @Action
        Step<Mood> take(Mood p, @Sender NodeId q, Message.Numbered m) {
            return p.odd() == (m.number() % 2 == 1) ? to(p) : disabled();
        }
    }

    @Crash("Stop(p)")
    static class Crashing extends Choosy {
        Crashing(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }
    }

    private record Provider(NetworkKind network, boolean crashes) implements AlgorithmProvider<Choosy.Mood, Choosy.Message> {

        @Override
        public String name() {
            return "choosy";
        }

        @Override
        public String spec() {
            return "choosy/Choosy";
        }

        @Override
        public List<NodeId> nodes(int count) {
            return NodeId.numbered("n", count);
        }

        @Override
        public Machine<Choosy.Mood, Choosy.Message> machine(NodeId self, List<NodeId> nodes, Options options) {
            return crashes ? new Crashing(self, nodes) : new Choosy(self, nodes);
        }

        @Override
        public Policy<Choosy.Mood> policy(
                String name, Machine<Choosy.Mood, Choosy.Message> machine, Options options) {
            return new RandomPolicy<>(machine).atMost(200, "Change");
        }

        @Override
        public Topology topology(List<NodeId> nodes, Options options) {
            return Topology.ring(nodes);
        }
    }

    /** The numbers received over each edge, in order, and how the run ended. */
    private static Map<String, List<Integer>> received(Provider provider, FaultPlan faults, long seed, Ending ending) {
        Map<String, List<Integer>> received = new HashMap<>();
        SimulationResult<Choosy.Mood> result = Simulation.of(provider).faults(faults).seed(seed).steps(20_000)
                .run(event -> {
                    List<Object> arguments = event.transition().arguments();
                    if (event.action().equals("Take")) {
                        received.computeIfAbsent(arguments.get(1) + ">" + arguments.get(0), e -> new ArrayList<>())
                                .add(((Choosy.Message.Numbered) arguments.get(2)).number());
                    }
                });
        assertThat(result.ending()).as("seed %d", seed).isEqualTo(ending);
        return received;
    }

    @ParameterizedTest
    @EnumSource(names = {"RELIABLE", "FIFO"})
    void aReliableNetworkBringsEveryMessageOnceAndOnlyFifoInOrder(NetworkKind kind) {
        boolean overtaken = false;
        for (long seed = 0; seed < 20; seed++) {
            Map<String, List<Integer>> received = received(new Provider(kind, false), DELAYS, seed, Ending.QUIET);
            assertThat(received.keySet()).containsExactlyInAnyOrder("n1>n2", "n2>n3", "n3>n1");
            for (List<Integer> numbers : received.values()) {
                assertThat(numbers).as("seed %d", seed).hasSize(MESSAGES).doesNotHaveDuplicates();
                overtaken |= !numbers.equals(numbers.stream().sorted(Comparator.naturalOrder()).toList());
            }
        }
        assertThat(overtaken).isEqualTo(kind == NetworkKind.RELIABLE);
    }

    @Test
    void aCrashedNodeReceivesAfterItsRestart() {
        FaultPlan crashes = FaultPlan.parse("crash=0.01,downtime=1..60,delay=1..20");
        for (long seed = 0; seed < 5; seed++) {
            // Nodes go on crashing for ever.
            Map<String, List<Integer>> received =
                    received(new Provider(NetworkKind.FIFO, true), crashes, seed, Ending.STEPS);
            assertThat(received.values()).as("seed %d", seed).hasSize(3)
                    .allSatisfy(numbers -> assertThat(numbers).hasSize(MESSAGES).isSorted());
        }
    }

    @Test
    void aLossyNetworkLosesAndRepeats() {
        Map<String, List<Integer>> received = received(new Provider(NetworkKind.LOSSY, false),
                FaultPlan.parse("loss=0.3,duplication=0.3,delay=1..9"), 1, Ending.QUIET);
        assertThat(received.values()).anySatisfy(n -> assertThat(new HashSet<>(n)).hasSizeLessThan(MESSAGES))
                .anySatisfy(n -> assertThat(new HashSet<>(n)).hasSizeLessThan(n.size()));
    }

    @Test
    void faultsThatCannotHappenAreToldAndLeftOutOfAll() {
        Ensemble<?, ?> reliable = Simulation.of(new Provider(NetworkKind.RELIABLE, false)).ensemble();
        for (String fault : List.of("loss=0.1", "duplication=0.1", "partition=0.1")) {
            assertThatThrownBy(() -> FaultPlan.parse(fault, reliable)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("choosy").hasMessageContaining("loss, duplication and partition");
            assertThatThrownBy(() -> Simulation.of(new Provider(NetworkKind.FIFO, false))
                    .faults(FaultPlan.parse(fault)).run()).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> FaultPlan.parse("crash=0.1", reliable)).hasMessageContaining("no action for a crash");
        assertThat(FaultPlan.parse("all", reliable)).hasToString("delay=1..20");
        assertThat(FaultPlan.parse("all", Simulation.of(new Provider(NetworkKind.LOSSY, true)).ensemble()))
                .isEqualTo(FaultPlan.ALL);
    }

    @Test
    void aMessageToWhomItsSenderCannotSendIsADefectThatIsTold() {
        AlgorithmProvider<Choosy.Mood, Choosy.Message> backwards =
                new Variant<>(new Provider(NetworkKind.FIFO, false), (self, nodes, options) ->
                        new Choosy(self, nodes) {
                            @Override
                            Step<Mood> tell(Mood p) {
                                return to(p).send(self(), new Message.Numbered(1));
                            }
                        });
        assertThatThrownBy(() -> Simulation.of(backwards).run()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is not one of the nodes that it can send to");
    }
}
