package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.SpecOutline;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.NamingContract;
import dev.synod.runtime.simulation.Simulation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The naming contract: what a machine calls its actions, their parameters and its state, the specification does too. */
class NamingTest {

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void machineAndSpecificationUseTheSameNames(AlgorithmProvider<?, ?> algorithm) {
        assertThat(NamingCheck.differences(machine(algorithm), outline(algorithm))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aNameThatTheOtherSideDoesNotKnowIsToldWithThoseItKnows(AlgorithmProvider<?, ?> algorithm) {
        SpecOutline spec = outline(algorithm);
        Map<String, List<String>> renamed = new LinkedHashMap<>();
        spec.actions().forEach((name, parameters) -> renamed.put(renamed.isEmpty() ? name + "X" : name, parameters));
        String first = spec.actions().keySet().iterator().next();

        assertThat(NamingCheck.differences(machine(algorithm), new SpecOutline(spec.variables(), renamed)))
                .hasSize(2)
                .anyMatch(d -> d.contains("the machine's action " + first + " is no disjunct") && d.contains(first + "X"))
                .anyMatch(d -> d.contains(first + "X is no action of the machine"));
        assertThat(NamingCheck.differences(machine(algorithm), new SpecOutline(List.of("other"), spec.actions())))
                .isNotEmpty()
                .allMatch(d -> d.contains("is no variable of the specification; these are: other"));
    }

    @Test
    void thereIsAnAlgorithm() {
        assertThat(Algorithms.all()).isNotEmpty();
    }

    private static NamingContract machine(AlgorithmProvider<?, ?> algorithm) {
        return NamingContract.of(Simulation.of(algorithm).ensemble().machines().get(0));
    }

    private static SpecOutline outline(AlgorithmProvider<?, ?> algorithm) {
        try (Replayer replayer = Replayer.of(SpecFolders.near(Path.of("")))) {
            return replayer.outline(Simulation.of(algorithm).header());
        }
    }
}
