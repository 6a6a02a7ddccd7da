package dev.synod.runtime;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pcollections.TreePSet;

/**
 * An immutable set for what only grows, such as a log: one element more costs a few steps, whatever the set's size, and
 * what a set has that an earlier one had not is told without a look at the rest.
 *
 * <p>It is iterated in {@link StructuralOrder}, in which records are ordered by their first component; so the elements
 * that begin with a slot are found by {@link #from}.
 *
 * @param <T> the elements' type, of values that a state can hold
 */
public final class GrowingSet<T> extends AbstractSet<T> {

    private static final GrowingSet<?> EMPTY = new GrowingSet<>(TreePSet.empty(StructuralOrder.INSTANCE),
            new ArrayList<>(), 0);

    private final TreePSet<T> elements;
    /** The elements in the order in which they came, shared with other sets: the first ones are this set's. */
    private final List<T> arrivals;
    private final int hash;

    private GrowingSet(TreePSet<T> elements, List<T> arrivals, int hash) {
        this.elements = elements;
        this.arrivals = arrivals;
        this.hash = hash;
    }

    /** The empty set. */
    @SuppressWarnings("unchecked") // It holds nothing.
    public static <T> GrowingSet<T> empty() {
        return (GrowingSet<T>) EMPTY;
    }

    /** The set of those elements, none of them null; equal ones count once. */
    public static <T> GrowingSet<T> copyOf(Collection<? extends T> elements) {
        return GrowingSet.<T>empty().plusAll(elements);
    }

    /** This set and the element; this set itself if it has it. */
    public GrowingSet<T> plus(T element) {
        Objects.requireNonNull(element, "A set holds no null.");
        TreePSet<T> more = elements.plus(element);
        if (more.size() == elements.size()) {
            return this;
        }
        return new GrowingSet<>(more, arrivalsWith(element), hash + element.hashCode());
    }

    /** This set and the elements. */
    public GrowingSet<T> plusAll(Collection<? extends T> others) {
        GrowingSet<T> all = this;
        for (T element : others) {
            all = all.plus(element);
        }
        return all;
    }

    private List<T> arrivalsWith(T element) {
        int size = elements.size();
        // The empty set is everybody's.
        if (size > 0) {
            synchronized (arrivals) {
                if (arrivals.size() == size) {
                    arrivals.add(element);
                    return arrivals;
                } else if (arrivals.get(size).equals(element)) {
                    return arrivals;
                }
            }
        }
        List<T> own = new ArrayList<>(arrived(0));
        own.add(element);
        return own;
    }

    private List<T> arrived(int first) {
        synchronized (arrivals) {
            return List.copyOf(arrivals.subList(first, elements.size()));
        }
    }

    /**
     * The elements that this set has and an earlier one had not, in the order in which they came.
     *
     * @return empty if the other set has elements that this one has not
     */
    public Optional<List<T>> since(GrowingSet<T> earlier) {
        if (arrivals == earlier.arrivals && earlier.size() <= size()) {
            return Optional.of(arrived(earlier.size()));
        } else if (!containsAll(earlier)) {
            return Optional.empty();
        }
        List<T> news = new ArrayList<>(arrived(0));
        news.removeIf(earlier::contains);
        return Optional.of(Collections.unmodifiableList(news));
    }

    /** The elements that are not before that one in {@link StructuralOrder}, in this order. */
    public Collection<T> from(T least) {
        return elements.tailSet(least, true);
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public boolean contains(Object element) {
        return element != null && elements.contains(element);
    }

    @Override
    public Iterator<T> iterator() {
        return elements.iterator();
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        if (other instanceof GrowingSet<?> set && (set.hash != hash || set.arrivals == arrivals)) {
            return set.hash == hash && set.size() == size();
        }
        return super.equals(other);
    }
}
