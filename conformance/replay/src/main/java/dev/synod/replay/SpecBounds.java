package dev.synod.replay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a finite model makes smaller of a specification, as a model's configuration does.
 *
 * @param sets       definitions, such as {@code Nat}, and the finite sets in their places, in TLA+, as with
 *                   {@code NAME <- ...}; or {@code NAME(p, n)}, and the finite set for these arguments
 * @param without    actions that never happen
 * @param atMost     actions that happen no more often than that in a behaviour. How often each has happened is then part
 *                   of a state, as it is in a model with a variable that counts
 * @param constraint a state predicate in TLA+, as TLC's {@code CONSTRAINT}: a state in which it is false is no state of
 *                   the model, and nothing is reached from it; null if there is none
 * @param symmetry   constants, sets of strings, whose elements the model claims to be interchangeable, as TLC's
 *                   {@code SYMMETRY}
 */
public record SpecBounds(Map<String, String> sets, List<String> without, Map<String, Integer> atMost,
        String constraint, List<String> symmetry) {
    /** The specification as it is. */
    public static final SpecBounds NONE = new SpecBounds(Map.of(), List.of());

    /** Copies all. */
    public SpecBounds {
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        without = List.copyOf(without);
        atMost = Collections.unmodifiableMap(new LinkedHashMap<>(atMost));
        symmetry = List.copyOf(symmetry);
    }

    /** Smaller sets and fewer actions only. */
    public SpecBounds(Map<String, String> sets, List<String> without) {
        this(sets, without, Map.of(), null, List.of());
    }
}
