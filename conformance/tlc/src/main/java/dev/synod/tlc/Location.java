package dev.synod.tlc;

import java.util.Objects;

/**
 * A stretch of a module's text; lines and columns count from 1 and the end is inclusive.
 *
 * @param module      the module's name
 * @param beginLine   the line of the first character
 * @param beginColumn the column of the first character
 * @param endLine     the line of the last character
 * @param endColumn   the column of the last character
 */
public record Location(String module, int beginLine, int beginColumn, int endLine, int endColumn) {

    /** Checks that the module is named. */
    public Location {
        Objects.requireNonNull(module);
    }

    /**
     * Makes the location of a single character.
     *
     * @param module the module's name
     * @param line   the line, from 1
     * @param column the column, from 1
     * @return the location; never null
     */
    public static Location at(String module, int line, int column) {
        return new Location(module, line, column, line, column);
    }

    /** Writes the location as {@code Module.tla:line:column}, which editors can open. */
    @Override
    public String toString() {
        return module + ".tla:" + beginLine + ":" + beginColumn;
    }
}
