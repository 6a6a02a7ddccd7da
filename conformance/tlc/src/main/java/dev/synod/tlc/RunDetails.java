package dev.synod.tlc;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The facts that every result of a run has.
 *
 * @param toolVersion what the tool calls itself, {@code unknown} if it did not say
 * @param exitCode    the exit status of its virtual machine
 * @param statistics  how much it searched
 * @param coverage    how often each action was taken; empty unless the run asked for coverage
 * @param warnings    the tool's warnings, in order, without repetition
 * @param modules     the files that the parser said it read, or an empty set where it did not say
 * @param log         the file that holds everything the tool printed
 */
public record RunDetails(String toolVersion, int exitCode, Statistics statistics, List<ActionCoverage> coverage,
        List<String> warnings, Set<Path> modules, Path log) {

    /** Copies the collections. */
    public RunDetails {
        Objects.requireNonNull(toolVersion);
        Objects.requireNonNull(statistics);
        Objects.requireNonNull(log);
        coverage = List.copyOf(coverage);
        warnings = List.copyOf(warnings);
        modules = Set.copyOf(modules);
    }
}
