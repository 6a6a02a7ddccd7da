package dev.synod.replay;

import java.util.List;
import java.util.Map;

/**
 * What a finite model makes smaller of a specification, as a model's configuration does with {@code NAME <- ...}.
 *
 * @param sets    definitions, such as {@code Nat}, and the finite sets in their places, in TLA+
 * @param without actions that never happen
 */
public record SpecBounds(Map<String, String> sets, List<String> without) {
    /** The specification as it is. */
    public static final SpecBounds NONE = new SpecBounds(Map.of(), List.of());

    /** Copies both. */
    public SpecBounds {
        sets = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(sets));
        without = List.copyOf(without);
    }
}
