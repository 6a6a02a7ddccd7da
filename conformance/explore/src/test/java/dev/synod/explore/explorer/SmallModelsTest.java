package dev.synod.explore.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In each algorithm's small model the machines reach the states of the specification, no more and no fewer, and as many
 * as the manifest pins for TLC in the same model.
 */
class SmallModelsTest {
    private static final SpecFolders SPECS = SpecFolders.near(Path.of(""));

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void reachTheStatesOfTheSpecificationAsManyAsTlcFinds(AlgorithmProvider<?, ?> algorithm)
            throws InterruptedException {
        OptionalLong pinned = PinnedCount.of(algorithm, SPECS.folders().get(0));
        assertThat(pinned).as("a model with \"synod\": {\"explorer\": true} in the manifest of " + algorithm.name()).isPresent();

        Exploration e = Explorer.of(algorithm, SPECS).workers(2).tlc(false).pinned(pinned).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.codeStates()).isEqualTo(e.specStates()).isEqualTo(pinned.getAsLong());
    }
}
