package dev.synod.tlc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of TLC's checkpoints: a folder for each start of a run, named after the time. */
final class CheckpointFolder {

    private static final String CHECKPOINT = ".chkpt";

    private CheckpointFolder() {
    }

    /** The newest folder that holds a checkpoint, where the run is to go on from it. */
    static Optional<Path> last(Checkpoints checkpoints) throws IOException {
        Path folder = checkpoints.ofTheseInputs();
        if (!checkpoints.resume() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            List<Path> newestFirst = runs.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
            for (Path run : newestFirst) {
                if (holdsCheckpoint(run)) {
                    return Optional.of(run);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holdsCheckpoint(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(CHECKPOINT));
        }
    }

    static void empty(Checkpoints checkpoints) throws IOException {
        ToolProcess.deleteTree(checkpoints.folder());
        Files.createDirectories(checkpoints.ofTheseInputs());
    }
}
