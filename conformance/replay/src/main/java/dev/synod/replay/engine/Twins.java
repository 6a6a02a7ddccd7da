package dev.synod.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tlc2.value.impl.Value;

/**
 * Strings whose exchange maps a state and an event to themselves. Of two values for an identifier that such an exchange
 * maps to each other one need not be tried: the exchange maps the next states with the one to those with the other, and
 * only their orbits are looked for.
 */
final class Twins {
    private final Renaming renaming;
    private final List<int[]> groups;

    /** @param groups sets of strings, by their places among the elements: those of a set are twins */
    Twins(Renaming renaming, List<int[]> groups) {
        this.renaming = renaming;
        this.groups = groups;
    }

    /**
     * Tells which values need be tried, one after the other.
     *
     * @param chosen the values of the identifiers that were bound before
     */
    Predicate<Value> worthTrying(Collection<Value> chosen) {
        List<int[]> free = groups;
        for (Value value : chosen) {
            if (renaming.speaksOfElements(value)) {
                free = free.stream()
                        .map(g -> Arrays.stream(g).filter(e -> !renaming.speaksOf(value, e)).toArray())
                        .filter(g -> g.length > 1).toList();
            }
        }
        if (free.isEmpty()) {
            return v -> true;
        }
        List<int[]> alike = free;
        Map<Long, List<Value>> tried = new HashMap<>();
        return v -> {
            Value image;
            try {
                image = renaming.of(v, first(v, alike));
            } catch (Renaming.UnknownKind e) {
                return true;
            }
            List<Value> same = tried.computeIfAbsent(TlcValues.hash(image), h -> new ArrayList<>(1));
            for (Value other : same) {
                if (Membership.same(image, other)) {
                    return false;
                }
            }
            same.add(image);
            return true;
        };
    }

    /** A permutation that puts the first of each group in the place of the one that is met first in a value, and so on. */
    private int[] first(Value value, List<int[]> alike) {
        List<Integer> met = new ArrayList<>();
        renaming.collect(value, met);
        int[] image = renaming.identity();
        for (int[] group : alike) {
            List<Integer> ordered = new ArrayList<>();
            for (int e : met) {
                if (Arrays.binarySearch(group, e) >= 0 && !ordered.contains(e)) {
                    ordered.add(e);
                }
            }
            for (int e : group) {
                if (!ordered.contains(e)) {
                    ordered.add(e);
                }
            }
            for (int i = 0; i < group.length; i++) {
                image[ordered.get(i)] = group[i];
            }
        }
        return image;
    }
}
