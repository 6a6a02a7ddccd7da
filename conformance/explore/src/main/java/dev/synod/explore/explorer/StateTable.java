package dev.synod.explore.explorer;

import java.util.Arrays;

/**
 * A set of states, each an array of numbers of one length, with the state from which each was first reached.
 *
 * <p>States are compared number by number, never by a fingerprint. Safe for use by several threads; what one thread
 * added, another reads after the two have met at the end of a level.
 */
final class StateTable {
    private static final int STRIPE_BITS = 6;
    private static final int STRIPES = 1 << STRIPE_BITS;
    private static final int CHUNK = 1 << 10;

    private final int width;
    private final int entry;
    private final Stripe[] stripes = new Stripe[STRIPES];

    /** @param width how many numbers a state has */
    StateTable(int width) {
        this.width = width;
        this.entry = width + 2;
        Arrays.setAll(stripes, i -> new Stripe());
    }

    /**
     * Adds a state.
     *
     * @param parent the state from which it was reached, or -1
     * @return its id, or, if it is there already, that id's complement, which is negative
     */
    int add(int[] state, int parent) {
        int hash = hash(state);
        int stripe = hash & (STRIPES - 1);
        int local = stripes[stripe].add(state, hash >>> STRIPE_BITS, parent);
        return local >= 0 ? local << STRIPE_BITS | stripe : ~(~local << STRIPE_BITS | stripe);
    }

    /** The id of a state, or -1 if it is not there. Not while another thread adds. */
    int find(int[] state) {
        int hash = hash(state);
        int stripe = hash & (STRIPES - 1);
        int local = stripes[stripe].find(state, hash >>> STRIPE_BITS);
        return local < 0 ? -1 : local << STRIPE_BITS | stripe;
    }

    /** The state of that id. */
    int[] get(int id) {
        int local = id >>> STRIPE_BITS;
        int from = local % CHUNK * entry;
        return Arrays.copyOfRange(stripes[id & (STRIPES - 1)].chunks[local / CHUNK], from, from + width);
    }

    /** The id of the state from which it was first reached, or -1. */
    int parent(int id) {
        int local = id >>> STRIPE_BITS;
        return stripes[id & (STRIPES - 1)].chunks[local / CHUNK][local % CHUNK * entry + width];
    }

    /** Marks a state. */
    void mark(int id) {
        // Most are marked already: threads that only read do not take the memory from each other.
        if (!marked(id)) {
            int local = id >>> STRIPE_BITS;
            stripes[id & (STRIPES - 1)].chunks[local / CHUNK][local % CHUNK * entry + width + 1] = 1;
        }
    }

    /** Whether a state is marked. */
    boolean marked(int id) {
        int local = id >>> STRIPE_BITS;
        return stripes[id & (STRIPES - 1)].chunks[local / CHUNK][local % CHUNK * entry + width + 1] == 1;
    }

    /** How many states there are. */
    long size() {
        long size = 0;
        for (Stripe stripe : stripes) {
            size += stripe.size();
        }
        return size;
    }

    private static int hash(int[] state) {
        long h = 0x9E3779B97F4A7C15L;
        for (int n : state) {
            h = (h ^ n) * 0xD6E8FEB86659FD93L;
            h ^= h >>> 32;
        }
        return (int) h;
    }

    private final class Stripe {
        private volatile int[][] chunks = new int[4][];
        /** Open addressing; 0 is free, else a local number plus one. */
        private int[] index = new int[64];
        private int size;

        synchronized int size() {
            return size;
        }

        int find(int[] state, int hash) {
            int mask = index.length - 1;
            for (int at = hash & mask; index[at] != 0; at = at + 1 & mask) {
                if (holds(index[at] - 1, state)) {
                    return index[at] - 1;
                }
            }
            return -1;
        }

        synchronized int add(int[] state, int hash, int parent) {
            int mask = index.length - 1;
            int at = hash & mask;
            for (; index[at] != 0; at = at + 1 & mask) {
                if (holds(index[at] - 1, state)) {
                    return ~(index[at] - 1);
                }
            }
            int local = size++;
            if (local / CHUNK == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunks.length * 2);
            }
            if (chunks[local / CHUNK] == null) {
                chunks[local / CHUNK] = new int[CHUNK * entry];
            }
            int from = local % CHUNK * entry;
            System.arraycopy(state, 0, chunks[local / CHUNK], from, width);
            chunks[local / CHUNK][from + width] = parent;
            index[at] = local + 1;
            if (size * 2 > index.length) {
                grow();
            }
            return local;
        }

        private boolean holds(int local, int[] state) {
            int from = local % CHUNK * entry;
            return Arrays.equals(chunks[local / CHUNK], from, from + width, state, 0, width);
        }

        private void grow() {
            int[] larger = new int[index.length * 2];
            int mask = larger.length - 1;
            for (int local = 0; local < size; local++) {
                int from = local % CHUNK * entry;
                int[] state = Arrays.copyOfRange(chunks[local / CHUNK], from, from + width);
                int at = hash(state) >>> STRIPE_BITS & mask;
                while (larger[at] != 0) {
                    at = at + 1 & mask;
                }
                larger[at] = local + 1;
            }
            index = larger;
        }
    }
}
