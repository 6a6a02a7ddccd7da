package dev.synod.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Immutable sets as a spec uses them, iterated in {@link StructuralOrder}.
 *
 * <p>A machine that iterates over a set should get it from here: the order of {@link Set#of} changes from one JVM to
 * the next, and with it would the trace of a seed.
 */
public final class Sets {

    private Sets() {
    }

    /** The empty set. */
    @SuppressWarnings("unchecked") // It holds nothing.
    public static <T> Set<T> empty() {
        return (Set<T>) OrderedSet.EMPTY;
    }

    /** The set of those elements, none of them null; equal ones count once. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is read only.
    public static <T> Set<T> of(T... elements) {
        return copyOf(Arrays.asList(elements));
    }

    /** The set of those elements, none of them null; equal ones count once. */
    public static <T> Set<T> copyOf(Collection<? extends T> elements) {
        return ordered(elements);
    }

    /** The set and the element, as {@code set \cup {element}}. */
    public static <T> Set<T> plus(Set<T> set, T element) {
        return Sets.<T>ordered(set).plus(element);
    }

    /** The elements of either, as {@code a \cup b}. */
    public static <T> Set<T> union(Set<? extends T> a, Set<? extends T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return copyOf(all);
    }

    /** The elements of the first that are not in the second, as {@code a \ b}. */
    public static <T> Set<T> minus(Set<? extends T> a, Set<?> b) {
        List<T> left = new ArrayList<>(a);
        left.removeIf(b::contains);
        return copyOf(left);
    }

    /** The subsets with at least that many elements, lazily: the smallest first, those of one size in order. */
    public static <T> Iterable<Set<T>> subsets(Set<T> set, int atLeast) {
        List<T> elements = List.copyOf(ordered(set));
        return () -> new Subsets<>(elements, Math.max(0, atLeast));
    }

    private static final class Subsets<T> implements Iterator<Set<T>> {

        private final List<T> elements;
        /** The positions of the next subset's elements, ascending; null at the end. */
        private int[] chosen;

        Subsets(List<T> elements, int size) {
            this.elements = elements;
            start(size);
        }

        private void start(int size) {
            chosen = size <= elements.size() ? IntStream.range(0, size).toArray() : null;
        }

        @Override
        public boolean hasNext() {
            return chosen != null;
        }

        @Override
        public Set<T> next() {
            if (chosen == null) {
                throw new NoSuchElementException();
            }
            Object[] picked = new Object[chosen.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = elements.get(chosen[i]);
            }
            advance();
            return new OrderedSet<>(picked);
        }

        private void advance() {
            int size = chosen.length;
            int at = size - 1;
            while (at >= 0 && chosen[at] == elements.size() - size + at) {
                at--;
            }
            if (at < 0) {
                start(size + 1);
                return;
            }
            chosen[at]++;
            for (int i = at + 1; i < size; i++) {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
    }

    @SuppressWarnings("unchecked") // An immutable set of subtypes of T is a set of T.
    private static <T> OrderedSet<T> ordered(Collection<? extends T> elements) {
        if (elements instanceof OrderedSet<?> set) {
            return (OrderedSet<T>) set;
        }
        Object[] sorted = elements.toArray();
        for (Object element : sorted) {
            if (element == null) {
                throw new NullPointerException("A set holds no null.");
            }
        }
        if (sorted.length == 0) {
            return (OrderedSet<T>) OrderedSet.EMPTY;
        }
        Arrays.sort(sorted, StructuralOrder.INSTANCE);
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (StructuralOrder.INSTANCE.compare(sorted[i], sorted[distinct - 1]) != 0) {
                sorted[distinct++] = sorted[i];
            }
        }
        return new OrderedSet<>(Arrays.copyOf(sorted, distinct));
    }
}
