package dev.synod.explore.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.manifest.ManifestReader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In each algorithm's small model the machines reach the states of the specification, no more and no fewer, and as many
 * as the manifest says that TLC finds in the model {@code MC...Explore}.
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
        Exploration e = Explorer.of(algorithm, SPECS).workers(2).tlc(false).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.codeStates()).isEqualTo(e.specStates()).isEqualTo(pinned(algorithm));
    }

    private static long pinned(AlgorithmProvider<?, ?> algorithm) {
        Path module = SPECS.module(algorithm.spec());
        String config = "MC" + module.getFileName().toString().replace(".tla", "Explore.cfg");
        return ManifestReader.read(module.resolveSibling("manifest.json")).models().stream()
                .filter(m -> m.config().getFileName().toString().equals(config))
                .findFirst().orElseThrow()
                .expectation().distinctStates().orElseThrow();
    }
}
