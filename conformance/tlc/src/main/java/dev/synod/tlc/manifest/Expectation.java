package dev.synod.tlc.manifest;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What has to come of a model: a result and, where they are pinned, its figures.
 *
 * @param result         the result
 * @param violates       the property that a failing model has to violate
 * @param distinctStates the number of distinct states
 * @param totalStates    the number of states generated
 * @param stateDepth     the depth of the search
 */
public record Expectation(ExpectedResult result, Optional<String> violates, OptionalLong distinctStates,
        OptionalLong totalStates, OptionalInt stateDepth) {

    /** Checks that nothing is null. */
    public Expectation {
        Objects.requireNonNull(result);
        Objects.requireNonNull(violates);
        Objects.requireNonNull(distinctStates);
        Objects.requireNonNull(totalStates);
        Objects.requireNonNull(stateDepth);
    }

    /**
     * The expectation of a model about which nothing is known but that it should hold.
     *
     * @return success, with nothing pinned
     */
    public static Expectation success() {
        return new Expectation(ExpectedResult.SUCCESS, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(),
                OptionalInt.empty());
    }

    /**
     * Tells whether any figure is pinned.
     *
     * @return whether there is a figure to compare
     */
    public boolean pinsCounts() {
        return distinctStates.isPresent() || totalStates.isPresent() || stateDepth.isPresent();
    }
}
