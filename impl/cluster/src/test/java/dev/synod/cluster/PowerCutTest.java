package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node loses its power: what was synced is there again, and what was not is seen in the trace to be missing. */
class PowerCutTest {

    @TempDir
    private Path folder;

    @Test
    void aLedgerThatIsSyncedForgetsNothing() throws Exception {
        List<TraceEvent> ofP2 = cutPowerOfP2(Durability.SYNCED);
        int crash = crash(ofP2);
        assertThat(ofP2.get(crash).state().get("nextBal")).isEqualTo(lastPromise(ofP2.subList(0, crash)));
    }

    @Test
    void aLedgerThatIsNotSyncedForgetsAPromise() throws Exception {
        List<TraceEvent> ofP2 = cutPowerOfP2(Durability.UNSYNCED);
        int crash = crash(ofP2);
        assertThat(lastPromise(ofP2.subList(0, crash))).isNotEqualTo(Value.of(-1));
        assertThat(ofP2.get(crash).state().get("nextBal")).isEqualTo(Value.of(-1));
    }

    private static int crash(List<TraceEvent> events) {
        return events.stream().map(TraceEvent::action).toList().indexOf("LoseSlip");
    }

    private static Value lastPromise(List<TraceEvent> events) {
        return events.stream().map(event -> event.state().get("nextBal")).filter(Objects::nonNull)
                .reduce(Value.of(-1), (before, after) -> after);
    }

    private List<TraceEvent> cutPowerOfP2(Durability durability) throws Exception {
        try (LocalCluster cluster = new LocalCluster(Ensemble.of(Algorithms.named("synod"), 3, Map.of()),
                folder.resolve("nodes"), settings -> settings.withDurability(durability))) {
            cluster.awaitSteps(150);
            Path node = cluster.folder("p2");
            Path image = folder.resolve("image");
            // The disk as it is in the middle of the run; a node that ends in peace would tidy up first.
            replace(image, node);
            cluster.node("p2").kill();
            replace(node, image);
            long lost = Ledger.cutPower(node);
            assertThat(lost > 0).isEqualTo(durability == Durability.UNSYNCED);
            cluster.start(NodeId.of("p2"));
            LocalCluster.await(() -> cluster.node("p2").status().steps() > 0, "steps of p2");
            return cluster.stopAndMerge().stream().filter(event -> event.node().equals("p2")).toList();
        }
    }

    /** Puts a copy of a folder in the place of another. */
    private static void replace(Path target, Path source) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> old = Files.list(target)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
