package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawCommitsTest {

    @TempDir
    private Path folder;

    @Test
    void commitsAndLeavesNothing() throws IOException {
        assertThat(RawCommits.perSecond(folder, Duration.ofMillis(200))).isPositive();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        Path there = Files.writeString(folder.resolve("raw.db"), "kept");
        assertThatThrownBy(() -> RawCommits.perSecond(folder, Duration.ofMillis(1))).isInstanceOf(IOException.class)
                .hasMessageContaining("exists");
        assertThat(there).hasContent("kept");
    }
}
