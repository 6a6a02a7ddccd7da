package dev.synod.replay.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A TLA+ module and its TLC configuration.
 *
 * @param name     the module's name
 * @param text     the module
 * @param config   the configuration
 * @param warnings where TLC's answer on it is not the whole truth; empty where it is
 */
public record TlaModule(String name, String text, String config, List<String> warnings) {

    /** Copies the list. */
    public TlaModule {
        warnings = List.copyOf(warnings);
    }

    /**
     * Writes {@code NAME.tla} and {@code NAME.cfg} to a folder, which is created if need be.
     *
     * @return the module's file
     * @throws UncheckedIOException if they cannot be written
     */
    public Path writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Path module = folder.resolve(name + ".tla");
            Files.writeString(module, text);
            Files.writeString(folder.resolve(name + ".cfg"), config);
            return module;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
