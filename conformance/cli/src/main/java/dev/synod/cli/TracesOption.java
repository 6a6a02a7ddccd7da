package dev.synod.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of recorded traces; there may be none. */
final class TracesOption {
    @Option(names = "--traces", paramLabel = "DIR", defaultValue = "traces",
            description = "The folder of recorded traces. Default: ${DEFAULT-VALUE}")
    private Path folder;

    Path folder() {
        return folder;
    }
}
