package dev.synod.algorithms.synod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.Step;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.trace.StepEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mutant leaves the original, and first of all at the action, and for the reason, that it states. */
class SynodMutantsTest {

    private static final int SEEDS = 10;
    private static final int STEPS = 3000;

    static List<Mutant> mutants() {
        return new SynodMutants().mutants();
    }

    @Test
    void areFoundByTheirAlgorithmsName() {
        assertThat(ServiceLoader.load(MutantProvider.class)).extracting(MutantProvider::algorithm).contains("synod");
        assertThat(mutants()).hasSizeGreaterThanOrEqualTo(8).extracting(Mutant::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void leavesTheOriginalAtItsActionAndForItsReason(Mutant mutant) {
        int rejected = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Deviation first = firstDeviation(mutant.algorithm(), FaultPlan.parse(mutant.faults()), seed);
            if (first == null) {
                continue;
            }
            rejected++;
            assertThat(first.action()).as("seed %d", seed).isEqualTo(mutant.action());
            if (mutant.kind() == Mutant.Kind.GUARD) {
                assertThat(first.expected().enabled()).as("seed %d: %s", seed, first).isFalse();
            } else {
                assertThat(first.expected().enabled()).as("seed %d: %s", seed, first).isTrue();
                assertThat(first.component()).as("seed %d: %s", seed, first).isEqualTo(mutant.expected());
            }
        }
        assertThat(rejected).as("seeds of %d in which it shows", SEEDS).isGreaterThanOrEqualTo(SEEDS / 2);
    }

    @Test
    void theOriginalNeverDeviatesFromItself() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(firstDeviation(new SynodProvider(), FaultPlan.parse(mutants().get(0).faults()), seed))
                    .as("seed %d", seed).isNull();
        }
    }

    /** The test that no two priests disagree is not deaf. */
    @ParameterizedTest
    @ValueSource(strings = {"picksAnyDecree", "acceptsAQuorumOfOneTooFew",
            "succeedsBeforeTheWholeQuorumVoted"})
    void breaksConsistencyInSomeSeed(String name) {
        Mutant mutant = mutants().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
        int disagreements = 0;
        for (long seed = 0; seed < 300; seed++) {
            Set<Object> outcomes = new HashSet<>();
            Simulation.of(mutant.algorithm()).policy("backoff").faults(FaultPlan.parse(mutant.faults())).seed(seed)
                    .steps(500).run(event -> outcomes.add(((Priest) event.after()).outcome()));
            outcomes.remove(null);
            disagreements += outcomes.size() > 1 ? 1 : 0;
        }
        assertThat(disagreements).as("seeds with two outcomes").isPositive();
    }

    /** A step that the original would not have taken so: what it yields instead, and the component that differs. */
    private record Deviation(String action, Object transition, Step<?> expected, String component) {
    }

    private static <S extends Record, M> Deviation firstDeviation(
            AlgorithmProvider<S, M> algorithm, FaultPlan faults, long seed) {
        SynodProvider original = new SynodProvider();
        Map<NodeId, Machine<Priest, Message>> machines = new HashMap<>();
        Simulation.of(original).ensemble().machines().forEach(m -> machines.put(m.self(), m));
        Deviation[] first = new Deviation[1];
        Simulation.of(algorithm).faults(faults).seed(seed).steps(STEPS).run(event -> {
            if (first[0] == null) {
                first[0] = deviation(machines.get(event.node()), event);
            }
        });
        return first[0];
    }

    private static Deviation deviation(Machine<Priest, Message> original, StepEvent<?> event) {
        List<Object> arguments = event.transition().arguments();
        Step<Priest> expected = original.action(event.action())
                .take((Priest) event.before(), arguments.subList(1, arguments.size()).toArray());
        if (!expected.enabled()) {
            return new Deviation(event.action(), event.transition(), expected, null);
        }
        RecordShape shape = RecordShape.of(Priest.class);
        for (int i = 0; i < shape.size(); i++) {
            if (!Objects.equals(shape.value(expected.next(), i), shape.value(event.after(), i))) {
                return new Deviation(event.action(), event.transition(), expected, shape.names().get(i));
            }
        }
        return null;
    }
}
