package dev.synod.trace;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A few values by name, in the order in which they were written; immutable. A trace holds millions of such small maps.
 *
 * @param <V> the values' type
 */
final class Fields<V> extends AbstractMap<String, V> {
    private final String[] names;
    private final V[] values;

    /** Takes the arrays as they are: nobody may change them afterwards, and no name may be there twice. */
    Fields(String[] names, V[] values) {
        this.names = names;
        this.values = values;
    }

    /** Whether all names are among these. */
    boolean allIn(Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                return false;
            }
        }
        return true;
    }

    private int find(Object name) {
        int hash = name.hashCode();
        for (int i = 0; i < names.length; i++) {
            if (names[i] == name || names[i].hashCode() == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public V get(Object name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public V getOrDefault(Object name, V otherwise) {
        int at = find(name);
        return at < 0 ? otherwise : values[at];
    }

    @Override
    public boolean containsKey(Object name) {
        return find(name) >= 0;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < names.length;
                    }

                    @Override
                    public Map.Entry<String, V> next() {
                        if (next == names.length) {
                            throw new NoSuchElementException();
                        }
                        return new SimpleImmutableEntry<>(names[next], values[next++]);
                    }
                };
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }
}
