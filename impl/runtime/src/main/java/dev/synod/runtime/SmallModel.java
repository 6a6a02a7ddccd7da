package dev.synod.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finite model of an algorithm, small enough for every state to be visited.
 *
 * @param nodes   the number of nodes
 * @param options options of the algorithm, the others at their defaults
 * @param bounds  definitions of the spec that are infinite, such as {@code Nat}, and the finite sets in their places,
 *                in TLA+; an argument that ranges over one has only values from it
 * @param without actions that never happen, such as a crash
 */
public record SmallModel(int nodes, Map<String, String> options, Map<String, String> bounds, List<String> without) {

    /** Copies all. */
    public SmallModel {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
        without = List.copyOf(without);
    }
}
