package dev.synod.cli;

import dev.synod.tlc.UnusableInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of specifications, for commands that need it as a whole. */
final class SpecsOption {
    @Option(names = "--specs", paramLabel = "DIR", defaultValue = "specs",
            description = "The folder of specifications. Default: ${DEFAULT-VALUE}")
    private Path folder;

    /** @throws UnusableInputException if it is no folder */
    Path folder() {
        check(folder);
        return folder;
    }

    /** @throws UnusableInputException if that is no folder */
    static void check(Path specs) {
        if (!Files.isDirectory(specs)) {
            throw new UnusableInputException("--specs", specs + ", which is no folder", "the folder of specifications",
                    "name it, or change to the project's folder");
        }
    }
}
