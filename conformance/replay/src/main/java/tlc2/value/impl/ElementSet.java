package tlc2.value.impl;

import io.vavr.collection.HashSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * An immutable set of elements: a tree of which sets share branches. A set that has only grown, and is large, is a table
 * instead, of which sets that have grown out of one another by one element after another each know a beginning; so it
 * takes few bytes an element. Where two sets have grown out of the same one, the rest is a tree beside the table.
 *
 * <p>The explorer's threads compare states that share a table: so its methods take turns.
 */
final class ElementSet implements Iterable<LargeSetValue.Element> {
    /** The tree beside a table may have this part of the table's elements before it becomes part of a table. */
    private static final int SHARE = 8;

    /** The table of sets that have none. */
    private static final Table NONE = new Table();

    private final Table table;
    /** How many of the table's elements are in the set, the first ones. */
    private final int packed;
    private final HashSet<LargeSetValue.Element> rest;
    /** Whether elements have left the set: such sets are trees for good. */
    private final boolean shrinks;
    /** A tree is packed only if it is larger than this. */
    private final int packFrom;
    /** The set that grew out of this one last: who adds the same once more gets the same set, which is compared at once. */
    private Grown grown;

    private record Grown(LargeSetValue.Element by, ElementSet to) {}

    private ElementSet(Table table, int packed, HashSet<LargeSetValue.Element> rest, boolean shrinks, int packFrom) {
        this.packFrom = packFrom;
        this.table = table;
        this.packed = packed;
        this.rest = rest;
        this.shrinks = shrinks;
    }

    /** A set without elements, which becomes a table when it has more than so many. */
    static ElementSet empty(int packFrom) {
        return new ElementSet(NONE, 0, HashSet.empty(), false, packFrom);
    }

    int size() {
        return packed + rest.size();
    }

    boolean contains(LargeSetValue.Element e) {
        int at = packed == 0 ? -1 : table.find(e);
        return at >= 0 && at < packed || rest.contains(e);
    }

    /** The set with one element more; the set itself if it has it already. */
    ElementSet add(LargeSetValue.Element e) {
        Grown last = grown;
        if (last != null && last.by.equals(e)) {
            return last.to;
        }
        ElementSet more = with(e);
        if (more != this) {
            grown = new Grown(e, more);
        }
        return more;
    }

    private ElementSet with(LargeSetValue.Element e) {
        int at = packed == 0 ? -1 : table.find(e);
        if (at >= 0 && at < packed || rest.contains(e)) {
            return this;
        }
        if (packed > 0 && rest.isEmpty() && (at == packed || table.append(e, packed))) {
            return new ElementSet(table, packed + 1, rest, false, packFrom);
        }
        HashSet<LargeSetValue.Element> more = rest.add(e);
        return !shrinks && more.size() > packFrom && more.size() > packed / SHARE
                ? repacked(more)
                : new ElementSet(table, packed, more, shrinks, packFrom);
    }

    private ElementSet repacked(HashSet<LargeSetValue.Element> more) {
        Table own = new Table();
        for (LargeSetValue.Element e : this) {
            if (!own.append(e, own.count)) {
                return new ElementSet(table, packed, more, false, packFrom);
            }
        }
        for (LargeSetValue.Element e : more) {
            if (own.find(e) < 0 && !own.append(e, own.count)) {
                return new ElementSet(table, packed, more, false, packFrom);
            }
        }
        return new ElementSet(own, own.count, HashSet.empty(), false, packFrom);
    }

    /** The set without an element; the set itself if it does not have it. */
    ElementSet remove(LargeSetValue.Element e) {
        if (!contains(e)) {
            return this;
        }
        HashSet<LargeSetValue.Element> all = packed == 0 ? rest : rest.addAll(this);
        return new ElementSet(NONE, 0, all.remove(e), true, packFrom);
    }

    @Override
    public Iterator<LargeSetValue.Element> iterator() {
        return from(0);
    }

    /** The elements from a place in the table on. */
    private Iterator<LargeSetValue.Element> from(int first) {
        return new Iterator<>() {
            private int next = first;
            private final Iterator<LargeSetValue.Element> others = rest.iterator();

            @Override
            public boolean hasNext() {
                return next < packed || others.hasNext();
            }

            @Override
            public LargeSetValue.Element next() {
                if (next < packed) {
                    return LargeSetValue.Element.of(table.value(next++));
                } else if (!others.hasNext()) {
                    throw new NoSuchElementException();
                }
                return others.next();
            }
        };
    }

    /** Tells the elements that this set has and another has not, and the other way round. What they share of a table costs nothing. */
    void compare(ElementSet other, Consumer<LargeSetValue.Element> more, Consumer<LargeSetValue.Element> fewer) {
        boolean grown = table == other.table && packed >= other.packed;
        int first = grown ? other.packed : 0;
        if (!grown || rest != other.rest || packed > first) {
            from(first).forEachRemaining(e -> {
                if (!other.contains(e)) {
                    more.accept(e);
                }
            });
        }
        if (!grown || rest != other.rest) {
            other.from(first).forEachRemaining(e -> {
                if (!contains(e)) {
                    fewer.accept(e);
                }
            });
        }
    }

    /** Whether the sets have the same elements. */
    boolean sameAs(ElementSet other) {
        if (this == other) {
            return true;
        } else if (size() != other.size()) {
            return false;
        } else if (packed > other.packed) {
            return other.sameAs(this);
        }
        // Of one table, both have what the one with fewer has of it.
        for (Iterator<LargeSetValue.Element> more = other.from(table == other.table ? packed : 0); more.hasNext(); ) {
            if (!contains(more.next())) {
                return false;
            }
        }
        return true;
    }

    /** The elements in the order in which they came, each once. */
    private static final class Table {
        private static final int SMALLEST = 64;

        private final PackedValues values = new PackedValues();
        private int count;
        /** Where each element's value begins, and its hash. */
        private int[] places = {};
        private int[] hashes = {};
        /** The elements by their hashes, each as its number and one: open addressing with linear probing. */
        private int[] slots = {};

        /** The element's number, or -1 if it is not there. */
        synchronized int find(LargeSetValue.Element e) {
            if (count == 0) {
                return -1;
            }
            int hash = Long.hashCode(e.fingerprint);
            int mask = slots.length - 1;
            boolean normal = false;
            for (int i = hash & mask; slots[i] != 0; i = i + 1 & mask) {
                int at = slots[i] - 1;
                if (hashes[at] == hash) {
                    if (!normal) {
                        e.value.deepNormalize();
                        normal = true;
                    }
                    if (values.has(places[at], e.value) || isOther(e, at)) {
                        return at;
                    }
                }
            }
            return -1;
        }

        /** Whether the element is there in another form. */
        private boolean isOther(LargeSetValue.Element e, int at) {
            return LargeSetValue.Element.of(value(at)).equals(e);
        }

        synchronized Value value(int number) {
            return values.read(places[number]);
        }

        /** Appends an element that is not there, behind so many others; returns false if it cannot come there. */
        synchronized boolean append(LargeSetValue.Element e, int behind) {
            if (count != behind || !values.hasRoom() || count == 1 << 29) {
                return false;
            }
            if (count == places.length) {
                int larger = Math.max(SMALLEST, count + (count >> 1));
                places = Arrays.copyOf(places, larger);
                hashes = Arrays.copyOf(hashes, larger);
            }
            if (count >= slots.length / 3 * 2) {
                rehash(Math.max(SMALLEST * 2, slots.length * 2));
            }
            places[count] = values.length();
            values.append(e.value);
            hashes[count] = Long.hashCode(e.fingerprint);
            count++;
            enter(count);
            return true;
        }

        private void rehash(int size) {
            slots = new int[size];
            for (int i = 1; i <= count; i++) {
                enter(i);
            }
        }

        private void enter(int entry) {
            int mask = slots.length - 1;
            int i = hashes[entry - 1] & mask;
            while (slots[i] != 0) {
                i = i + 1 & mask;
            }
            slots[i] = entry;
        }
    }
}
