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
 * @param symmetry   constants of the spec, sets of strings such as nodes, whose elements are interchangeable, with the
 *                   meaning of TLC's {@code SYMMETRY}
 */
public record SmallModel(int nodes, Map<String, String> options, Map<String, String> bounds, List<String> without,
        Map<String, Integer> atMost, String constraint, List<String> symmetry) {

    /** Copies all. */
    public SmallModel {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
        without = List.copyOf(without);
        atMost = Collections.unmodifiableMap(new LinkedHashMap<>(atMost));
        symmetry = List.copyOf(symmetry);
    }

    /** A model without a budget, a constraint or symmetry. */
    public SmallModel(int nodes, Map<String, String> options, Map<String, String> bounds, List<String> without) {
        this(nodes, options, bounds, without, Map.of(), null, List.of());
    }

    /** The same, with at most that many steps of that action in a behaviour. */
    public SmallModel atMost(String action, int times) {
        Map<String, Integer> more = new LinkedHashMap<>(atMost);
        more.put(action, times);
        return new SmallModel(nodes, options, bounds, without, more, constraint, symmetry);
    }

    /** The same, with that constraint. */
    public SmallModel constrainedTo(String predicate) {
        return new SmallModel(nodes, options, bounds, without, atMost, predicate, symmetry);
    }

    /** The same, with those constants' elements interchangeable. */
    public SmallModel symmetricIn(List<String> constants) {
        return new SmallModel(nodes, options, bounds, without, atMost, constraint, constants);
    }
}
