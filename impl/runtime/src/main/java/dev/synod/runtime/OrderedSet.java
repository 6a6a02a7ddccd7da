package dev.synod.runtime;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** An immutable set, iterated in {@link StructuralOrder}. */
final class OrderedSet<T> extends AbstractSet<T> {

    static final OrderedSet<?> EMPTY = new OrderedSet<>(new Object[0]);

    private final Object[] elements;
    private int hash;

    /** The elements are sorted, distinct, and not written to again. */
    OrderedSet(Object[] elements) {
        this.elements = elements;
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public boolean contains(Object element) {
        for (Object e : elements) {
            if (e.equals(element)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < elements.length;
            }

            @Override
            @SuppressWarnings("unchecked") // Only elements of type T are put in.
            public T next() {
                if (at == elements.length) {
                    throw new NoSuchElementException();
                }
                return (T) elements[at++];
            }
        };
    }

    OrderedSet<T> plus(T element) {
        int at = Arrays.binarySearch(elements, element, StructuralOrder.INSTANCE);
        if (at >= 0) {
            return this;
        }
        int insertion = -at - 1;
        Object[] more = new Object[elements.length + 1];
        System.arraycopy(elements, 0, more, 0, insertion);
        more[insertion] = element;
        System.arraycopy(elements, insertion, more, insertion + 1, elements.length - insertion);
        return new OrderedSet<>(more);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = super.hashCode();
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        if (other instanceof OrderedSet<?> set) {
            return Arrays.equals(elements, set.elements);
        }
        return super.equals(other);
    }

    @Override
    public Object[] toArray() {
        return elements.clone();
    }
}
