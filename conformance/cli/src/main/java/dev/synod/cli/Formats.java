package dev.synod.cli;

import dev.synod.replay.SpecException;
import dev.synod.replay.TraceFormats;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The formats that {@code --mapping} and {@code --cfg} name. */
final class Formats {
    private Formats() {}

    /** @throws UnusableInputException if a file is not there, or the configuration gives no values */
    static TraceFormats of(Path mapping, Path config) {
        for (Path file : new Path[] {mapping, config}) {
            if (file != null && !Files.isRegularFile(file)) {
                throw new UnusableInputException(file == mapping ? "--mapping" : "--cfg", file + ", which is no file",
                        file == mapping ? "a mapping (.json)" : "a TLC configuration (.cfg)", "name its file");
            }
        }
        try {
            return TraceFormats.of(mapping == null ? null : Mapping.of(mapping),
                    config == null ? Map.of() : TraceFormats.constants(config));
        } catch (SpecException e) {
            throw new UnusableInputException("--cfg " + config, e.getMessage(), "values of constants",
                    "name another configuration");
        }
    }
}
