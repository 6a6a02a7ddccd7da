package dev.synod.explore.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.MachineAction;
import dev.synod.runtime.SmallModel;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.manifest.ManifestReader;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What TLC simulates of an algorithm's small model, its machines perform, whatever their network. */
class SimulatedBehavioursTest {
    private static final SpecFolders SPECS = SpecFolders.near(Path.of(""));
    private static final long SEED = 42;

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void arePerformed(AlgorithmProvider<?, ?> algorithm) throws Exception {
        Model model = ManifestReader.read(
                        SPECS.module(algorithm.spec()).resolveSibling(ManifestReader.FILE_NAME)).models().stream()
                .filter(Model::explored).findFirst().orElseThrow();
        SmallModel small = algorithm.smallModel();
        Ensemble<?, ?> ensemble = Ensemble.of(algorithm, small.nodes(), small.options());
        Set<String> performed = new HashSet<>();

        for (SpecBehaviour behaviour : new TlcSimulation(TlaTools.bundled(), Duration.ofMinutes(2))
                .behaviours(model.module(), model.config(), 10, 60, SEED)) {
            Drive drive = behaviour.drive(ensemble);
            assertThat(drive.complete()).as("%s with seed %d: %s", model.name(), SEED, drive.story()).isTrue();
            drive.performed().forEach(p -> performed.add(p.action().replaceAll("\\(.*", "")));
        }

        assertThat(ensemble.machines().get(0).actions().stream().filter(MachineAction::receives)
                .map(MachineAction::name)).as("what arrived: %s", performed).anyMatch(performed::contains);
    }
}
