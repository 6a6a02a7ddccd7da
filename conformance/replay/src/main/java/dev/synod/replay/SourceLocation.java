package dev.synod.replay;

import java.nio.file.Path;

/**
 * A place in a module.
 *
 * @param module the module's name
 * @param file   its file, or null where it has none that a user could open (a standard module)
 * @param line   the line, from 1
 * @param column the column, from 1
 */
public record SourceLocation(String module, Path file, int line, int column) {
    @Override
    public String toString() {
        return (file == null ? module : file.toString()) + ":" + line + ":" + column;
    }
}
