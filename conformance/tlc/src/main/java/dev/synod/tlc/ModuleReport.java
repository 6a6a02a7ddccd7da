package dev.synod.tlc;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a tool made of one module.
 *
 * @param module   the module's file
 * @param status   what came of it
 * @param message  the tool's words for an error, why nothing was done, or what was made; may be empty
 * @param location where an error is, if the tool says so
 * @param log      what the tool printed; empty where it was not run
 */
public record ModuleReport(Path module, Status status, String message, Optional<Location> location,
        Optional<Path> log) {

    /** Checks that nothing is null. */
    public ModuleReport {
        Objects.requireNonNull(module);
        Objects.requireNonNull(status);
        Objects.requireNonNull(message);
        Objects.requireNonNull(location);
        Objects.requireNonNull(log);
    }

    /** What came of a module. */
    public enum Status {
        /** The tool did its work and said so. */
        DONE("ok"),
        /** There was nothing to do: the module has none of what the tool works on, or its output was up to date. */
        NOTHING_TO_DO("nothing to do"),
        /** The tool found an error in the module. */
        WRONG("WRONG"),
        /** The module needs what is not at hand. */
        UNSUPPORTED("NOT SUPPORTED"),
        /** A program that the tool needs is not installed, so that nothing was done. */
        SKIPPED("skipped"),
        /** The tool ended before it was done, or not as it should. */
        UNDECIDED("UNDECIDED");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /**
         * The word for it in a table.
         *
         * @return the word; never null
         */
        public String label() {
            return label;
        }
    }
}
