package dev.synod.cli;

import dev.synod.tlc.UnusableInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of specifications that a user names. */
final class SpecsFolder {
    private SpecsFolder() {}

    /** @throws UnusableInputException if it is no folder */
    static void check(Path specs) {
        if (!Files.isDirectory(specs)) {
            throw new UnusableInputException("--specs", specs + ", which is no folder", "the folder of specifications",
                    "name it, or change to the project's folder");
        }
    }
}
