package dev.synod.runtime.trace;

import dev.synod.runtime.NodeId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A vector clock (Fidge 1988, Mattern 1989): how many events of each node are known. Immutable.
 *
 * <p>As a map it holds the nodes of which any event is known, by name.
 */
public final class VectorClock extends AbstractMap<String, Long> {

    private final List<NodeId> nodes;
    private final long[] counts;

    private VectorClock(List<NodeId> nodes, long[] counts) {
        this.nodes = nodes;
        this.counts = counts;
    }

    /** The clock that knows of no event. */
    public static VectorClock zero(List<NodeId> nodes) {
        return new VectorClock(List.copyOf(nodes), new long[nodes.size()]);
    }

    /**
     * The clock with those counts.
     *
     * @param counts one for each node, in order; a copy is kept
     * @throws IllegalArgumentException if there are more or fewer of them, or one is negative
     */
    public static VectorClock of(List<NodeId> nodes, long[] counts) {
        if (counts.length != nodes.size() || Arrays.stream(counts).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("A clock of the nodes " + nodes + " has one count, 0 or more, for each; found "
                    + Arrays.toString(counts) + ".");
        }
        return new VectorClock(List.copyOf(nodes), counts.clone());
    }

    /** This clock after one more event of the node at that position. */
    public VectorClock tick(int node) {
        long[] next = counts.clone();
        next[node]++;
        return new VectorClock(nodes, next);
    }

    /** This clock after one more event of the node at that position, which learns what the other clock knows. */
    public VectorClock tick(int node, VectorClock learned) {
        return learn(learned).tick(node);
    }

    /** What either clock knows. */
    public VectorClock learn(VectorClock other) {
        long[] next = counts.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.max(next[i], other.counts[i]);
        }
        return new VectorClock(nodes, next);
    }

    /** The number of events known of the node at that position. */
    public long count(int node) {
        return counts[node];
    }

    /** The number of events known of each node, in order. */
    public long[] counts() {
        return counts.clone();
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                int known = 0;
                for (long count : counts) {
                    known += count > 0 ? 1 : 0;
                }
                return known;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Long>> {

        private int at = -1;

        Entries() {
            advance();
        }

        private void advance() {
            do {
                at++;
            } while (at < counts.length && counts[at] == 0);
        }

        @Override
        public boolean hasNext() {
            return at < counts.length;
        }

        @Override
        public Map.Entry<String, Long> next() {
            if (at >= counts.length) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, Long> entry = Map.entry(nodes.get(at).name(), counts[at]);
            advance();
            return entry;
        }
    }
}
