package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    @TempDir
    private Path folder;

    /** A search that goes on from what another specification reached would pass over states and say success. */
    @Test
    void onlyACheckpointOfTheSameInputsIsGoneOnFrom() throws IOException {
        Path older = Files.createDirectories(folder.resolve("model/inputs/26-11-21-10-00-00"));
        Path newer = Files.createDirectories(folder.resolve("model/inputs/26-11-21-11-00-00"));
        Path begun = Files.createDirectories(folder.resolve("model/inputs/26-11-21-12-00-00"));
        Files.writeString(older.resolve("queue.chkpt"), "");
        Files.writeString(newer.resolve("queue.chkpt"), "");
        Files.writeString(begun.resolve("M.st"), "");

        assertThat(CheckpointFolder.last(checkpoints("inputs", true))).contains(newer);
        assertThat(CheckpointFolder.last(checkpoints("inputs", false))).isEmpty();
        assertThat(CheckpointFolder.last(checkpoints("other", true))).isEmpty();
        CheckpointFolder.empty(checkpoints("other", true));
        assertThat(folder.resolve("model")).isDirectoryNotContaining("glob:**inputs");
        assertThat(folder.resolve("model/other")).isEmptyDirectory();
    }

    private Checkpoints checkpoints(String inputs, boolean resume) {
        return new Checkpoints(folder.resolve("model"), inputs, 1, resume);
    }
}
