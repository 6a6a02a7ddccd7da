package dev.synod.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finite model of an algorithm, small enough for every state to be visited.
 *
 * @param nodes      the number of nodes
 * @param options    options of the algorithm, the others at their defaults
 * @param bounds     definitions of the spec that are infinite, such as {@code Nat}, and the finite sets in their places,
 *                   in TLA+; an argument that ranges over one has only values from it
 * @param without    actions that never happen, such as a crash
 * @param atMost     actions that happen no more often than that in a behaviour, such as a crash: the budget of faults.
 *                   How often each has happened is then part of a state
 * @param constraint a state predicate of the spec in TLA+, with the meaning of TLC's {@code CONSTRAINT}: a state in which
 *                   it is false does not count, and nothing is reached from it; null if there is none
 */
public record SmallModel(int nodes, Map<String, String> options, Map<String, String> bounds, List<String> without,
        Map<String, Integer> atMost, String constraint) {

    /** Copies all. */
    public SmallModel {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
        without = List.copyOf(without);
        atMost = Collections.unmodifiableMap(new LinkedHashMap<>(atMost));
    }

    /** A model without a budget or a constraint. */
    public SmallModel(int nodes, Map<String, String> options, Map<String, String> bounds, List<String> without) {
        this(nodes, options, bounds, without, Map.of(), null);
    }

    /** The same, with at most that many steps of that action in a behaviour. */
    public SmallModel atMost(String action, int times) {
        Map<String, Integer> more = new LinkedHashMap<>(atMost);
        more.put(action, times);
        return new SmallModel(nodes, options, bounds, without, more, constraint);
    }

    /** The same, with that constraint. */
    public SmallModel constrainedTo(String predicate) {
        return new SmallModel(nodes, options, bounds, without, atMost, predicate);
    }
}
