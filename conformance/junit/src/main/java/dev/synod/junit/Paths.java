package dev.synod.junit;

import dev.synod.tlc.UnusableInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as an annotation has them. */
final class Paths {

    private Paths() {
    }

    /** That path of the working folder or, where it is not there, of the nearest folder above that has it. */
    static Path nearest(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new UnusableInputException("\"" + text + "\"", "no path: " + e.getReason(), "a file or a folder",
                    "correct the annotation");
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path found = folder.resolve(path).normalize();
            if (Files.exists(found)) {
                return found;
            }
        }
        throw new UnusableInputException(text, "no such file or folder in " + here + " or above it",
                "a path of the working folder, or of one above", "correct the annotation");
    }
}
