package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterNodeTest {

    @TempDir
    private Path folder;

    @Test
    void nodesTalkAndTheirLogsAreOfOneRun() throws Exception {
        try (LocalCluster cluster = LocalCluster.of("synod", 3, folder)) {
            cluster.awaitSteps(300);
            assertThat(cluster.stopAndMerge()).hasSizeGreaterThan(299)
                    .anyMatch(event -> event.action().equals("ReceiveLastVote"))
                    .anyMatch(event -> event.clock().size() == 3);
        }
    }
}
