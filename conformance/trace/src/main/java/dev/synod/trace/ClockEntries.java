package dev.synod.trace;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** A vector clock as an event gives it; immutable. */
final class ClockEntries extends AbstractMap<String, Long> {
    private final String[] nodes;
    private final long[] counts;

    /** Takes the arrays as they are: nobody may change them afterwards, and no node may be there twice. */
    ClockEntries(String[] nodes, long[] counts) {
        this.nodes = nodes;
        this.counts = counts;
    }

    /** The nodes that it names; the same array in clocks of the same nodes, mostly. */
    String[] nodes() {
        return nodes;
    }

    long count(int index) {
        return counts[index];
    }

    /** Whether no count is below another clock's; false also where that is not seen at once, since it names other nodes. */
    boolean isNotBelow(Map<String, Long> other) {
        if (!(other instanceof ClockEntries entries) || entries.nodes != nodes) {
            return false;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < entries.counts[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Long get(Object node) {
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].equals(node)) {
                return counts[i];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object node) {
        return get(node) != null;
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < nodes.length;
                    }

                    @Override
                    public Map.Entry<String, Long> next() {
                        if (next == nodes.length) {
                            throw new NoSuchElementException();
                        }
                        return new SimpleImmutableEntry<>(nodes[next], counts[next++]);
                    }
                };
            }

            @Override
            public int size() {
                return nodes.length;
            }
        };
    }
}
