package dev.synod.replay.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.UniqueString;

/**
 * A set of states that is closed under a group of permutations of strings, kept as one state of each orbit or a few.
 *
 * <p>The group G is the product of the symmetric groups of the blocks, and the set that is meant is
 * C = {g s : g in G, s a state of the list}. That this loses nothing rests on three facts.
 * <ol>
 * <li>Let H be the permutations of G that map an event to itself. By {@link Symmetry} a permutation of H maps
 *     every step that the event allows to one that it allows. So if C = H S, its successors are H times those of S.
 * <li>{@link #respecting} leaves the set what it is while one element a after the other leaves its block B. Let K be
 *     the permutations of G that fix a. The exchanges (a b), b in B, represent the cosets of K, hence G s is the union of
 *     the K (a b) s; and since it is closed under G, it is also the union of the L (a b) s for every L between K and G,
 *     such as the group in which a is exchanged with those that left B before.
 * <li>{@link #canonical} applies an element of G to a state, which leaves its orbit what it is. Were two states of one
 *     orbit given different images, the list would be longer than it must be, and the set the same.
 * </ol>
 * {@link #coarser} enlarges the group where, looked at state by state, the set is closed under a larger one.
 *
 * @param states the states, no two of them equal
 */
record Orbits(List<TLCState> states, Symmetry symmetry, List<int[]> blocks) {

    /** A set in which every state stands for itself. */
    static Orbits of(List<TLCState> states) {
        return new Orbits(states, null, List.of());
    }

    /** Whether every state stands for itself. */
    boolean plain() {
        return blocks.isEmpty();
    }

    /** The same group and other states, each of which is canonical. */
    Orbits with(List<TLCState> others) {
        return new Orbits(others, symmetry, blocks);
    }

    /** The state of the same orbit that is listed, with rare exceptions. */
    TLCState canonical(TLCState state) {
        if (blocks.isEmpty()) {
            return state;
        }
        long[] colours = new Colouring(state).settled();
        int[] image = symmetry.renaming().identity();
        for (int[] block : blocks) {
            int[] sorted = sorted(block, colours);
            for (int i = 0; i < block.length; i++) {
                image[sorted[i]] = block[i];
            }
        }
        return symmetry.renaming().of(state, image);
    }

    private static int[] sorted(int[] block, long[] colours) {
        int[] sorted = block.clone();
        for (int i = 1; i < sorted.length; i++) {
            int e = sorted[i];
            int j = i;
            for (; j > 0 && colours[sorted[j - 1]] > colours[e]; j--) {
                sorted[j] = sorted[j - 1];
            }
            sorted[j] = e;
        }
        return sorted;
    }

    /**
     * The same set under the subgroup whose blocks lie within others.
     *
     * @param within the blocks that the subgroup must respect
     * @param most   how many states may be listed
     * @return null if there are more
     */
    Orbits respecting(List<int[]> within, int most) {
        Orbits orbits = this;
        for (int[] block : blocks) {
            List<int[]> parts = parts(block, within);
            // The largest stays what the others leave of the block.
            for (int[] part : parts.subList(0, parts.size() - 1)) {
                for (int i = 0; i < part.length && orbits != null; i++) {
                    orbits = orbits.moved(part[i], part[0], most);
                }
            }
        }
        return orbits;
    }

    /** The same set under the subgroup in which an element has left its block for that of another, or is the first there. */
    private Orbits moved(int element, int to, int most) {
        List<int[]> finer = new ArrayList<>();
        int[] left = null;
        int[] entered = {element};
        for (int[] block : blocks) {
            if (contains(block, element)) {
                left = block;
                finer.add(Arrays.stream(block).filter(e -> e != element).toArray());
            } else if (contains(block, to)) {
                entered = IntStream.concat(Arrays.stream(block), IntStream.of(element)).sorted().toArray();
            } else {
                finer.add(block);
            }
        }
        if (entered.length == 1 && element != to) {
            entered = new int[] {Math.min(element, to), Math.max(element, to)};
        }
        finer.add(entered);
        finer.removeIf(b -> b.length < 2);
        Orbits moved = new Orbits(List.of(), symmetry, finer);
        StateSet images = new StateSet();
        for (TLCState state : states) {
            for (int other : left) {
                images.add(moved.canonical(symmetry.renaming().of(state, symmetry.renaming().exchange(element, other))));
                if (images.size() > most) {
                    return null;
                }
            }
        }
        return moved.with(images.list());
    }

    /**
     * The same set under a larger group, as far as one is found.
     *
     * @param symmetry what the group must respect
     * @param within   the blocks that it must respect besides
     */
    Orbits coarser(Symmetry symmetry, List<int[]> within) {
        StateSet all = new StateSet();
        Set<String> strings = new HashSet<>();
        for (TLCState state : states) {
            all.add(state);
            for (OpDeclNode variable : TLCState.vars) {
                Renaming.strings((Value) state.lookup(variable.getName()), strings);
            }
        }
        List<int[]> larger = new ArrayList<>();
        boolean grown = false;
        for (int[] block : symmetry.apart(within, strings)) {
            List<List<int[]>> groups = new ArrayList<>();
            for (int[] part : parts(block, blocks)) {
                List<int[]> own = null;
                for (List<int[]> group : groups) {
                    if (own == null && isClosed(all, symmetry, group.get(0), part)) {
                        own = group;
                        grown = true;
                    }
                }
                if (own == null) {
                    own = new ArrayList<>();
                    groups.add(own);
                }
                own.add(part);
            }
            for (List<int[]> group : groups) {
                int[] merged = group.stream().flatMapToInt(Arrays::stream).sorted().toArray();
                if (merged.length > 1) {
                    larger.add(merged);
                }
            }
        }
        if (!grown) {
            return this;
        }
        Orbits coarser = new Orbits(List.of(), symmetry, larger);
        StateSet fewer = new StateSet();
        states.forEach(s -> fewer.add(coarser.canonical(s)));
        return coarser.with(fewer.list());
    }

    /** What others cut of a block, each element that is in none of them for itself; the small ones first. */
    private static List<int[]> parts(int[] whole, List<int[]> others) {
        List<int[]> parts = new ArrayList<>();
        int[] rest = whole;
        for (int[] other : others) {
            int[] common = Arrays.stream(whole).filter(e -> contains(other, e)).toArray();
            if (common.length > 0) {
                parts.add(common);
                rest = Arrays.stream(rest).filter(e -> !contains(other, e)).toArray();
            }
        }
        Arrays.stream(rest).forEach(e -> parts.add(new int[] {e}));
        parts.sort((a, b) -> Integer.compare(a.length, b.length));
        return parts;
    }

    private static boolean contains(int[] block, int element) {
        for (int e : block) {
            if (e == element) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the set is closed under the exchanges of an element of one block with one of another. For g in G and a, b
     * of these blocks (a b) g s = g (a' b') s with a' = g^-1 a and b' = g^-1 b in the same blocks: it suffices to try all
     * pairs on the states of the list.
     */
    private boolean isClosed(StateSet all, Symmetry symmetry, int[] one, int[] other) {
        for (int a : one) {
            for (int b : other) {
                int[] exchange = symmetry.renaming().exchange(a, b);
                for (TLCState state : states) {
                    TLCState image = symmetry.renaming().of(state, exchange);
                    if (image != state && !all.contains(canonical(image))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The same set, every state for itself; null if there are more than a number. */
    Orbits dissolved(int most) {
        StateSet all = new StateSet();
        states.forEach(all::add);
        for (int i = 0; i < all.size() && all.size() <= most; i++) {
            for (int[] block : blocks) {
                for (int j = 1; j < block.length; j++) {
                    all.add(symmetry.renaming().of(all.list().get(i), symmetry.renaming().exchange(block[0], block[j])));
                }
            }
        }
        return all.size() > most ? null : of(all.list());
    }

    /** How many states the set has, or at least so many where a state's symmetry is not understood. */
    BigInteger count() {
        if (plain()) {
            return BigInteger.valueOf(states.size());
        }
        BigInteger group = blocks.stream().map(b -> factorial(b.length)).reduce(BigInteger.ONE, BigInteger::multiply);
        return states.stream().map(s -> group.divide(stabiliser(s))).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** How many permutations of the group leave a state as it is; or, where that is not clear, the order of the group. */
    private BigInteger stabiliser(TLCState state) {
        long[] colours = new Colouring(state).refined();
        BigInteger order = BigInteger.ONE;
        for (int[] block : blocks) {
            int[] sorted = sorted(block, colours);
            for (int i = 0, j; i < sorted.length; i = j) {
                for (j = i + 1; j < sorted.length && colours[sorted[j]] == colours[sorted[i]]; j++) {
                    if (!fixes(state, sorted[i], sorted[j])) {
                        return blocks.stream().map(b -> factorial(b.length)).reduce(BigInteger.ONE, BigInteger::multiply);
                    }
                }
                order = order.multiply(factorial(j - i));
            }
        }
        return order;
    }

    private static BigInteger factorial(int n) {
        return IntStream.rangeClosed(2, n).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** The strings whose exchange leaves a state of the list as it is. */
    Twins twins(TLCState state) {
        long[] colours = new Colouring(state).refined();
        List<int[]> groups = new ArrayList<>();
        for (int[] block : blocks) {
            List<List<Integer>> own = new ArrayList<>();
            for (int e : block) {
                List<Integer> group = null;
                for (List<Integer> other : own) {
                    if (group == null && colours[e] == colours[other.get(0)] && fixes(state, e, other.get(0))) {
                        group = other;
                    }
                }
                if (group == null) {
                    group = new ArrayList<>();
                    own.add(group);
                }
                group.add(e);
            }
            own.stream().filter(g -> g.size() > 1)
                    .forEach(g -> groups.add(g.stream().mapToInt(Integer::intValue).toArray()));
        }
        return new Twins(symmetry.renaming(), groups);
    }

    private boolean fixes(TLCState state, int a, int b) {
        int[] exchange = symmetry.renaming().exchange(a, b);
        for (OpDeclNode variable : TLCState.vars) {
            Value value = (Value) state.lookup(variable.getName());
            if (!Membership.same(value, symmetry.renaming().of(value, exchange))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the set's states have different values of a variable only because they differ in the order of elements. */
    boolean moves(OpDeclNode variable) {
        Value value = (Value) states.get(0).lookup(variable.getName());
        for (int[] block : blocks) {
            for (int i = 1; i < block.length; i++) {
                if (!Membership.same(value,
                        symmetry.renaming().of(value, symmetry.renaming().exchange(block[0], block[i])))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Colours for the elements by where they stand in a state: an element of G maps the colours of a state to those of
     * its image. Colours are hashes; should two agree by accident, less is told apart.
     */
    private final class Colouring {
        private static final long SET = 0x9E3779B97F4A7C15L;
        private static final long KEY = 0xC2B2AE3D27D4EB4FL;
        private static final long VALUE = 0x165667B19E3779F9L;
        private static final long CHOSEN = 0x27D4EB2F165667C5L;

        private final TLCState state;
        private final int active;
        private long[] colours;
        private long[] found;

        Colouring(TLCState state) {
            this.state = state;
            colours = new long[symmetry.elements().size()];
            for (int e = 0; e < colours.length; e++) {
                colours[e] = mix(e, KEY);
            }
            int all = 0;
            for (int b = 0; b < blocks.size(); b++) {
                for (int e : blocks.get(b)) {
                    colours[e] = mix(b, CHOSEN);
                    all++;
                }
            }
            active = all;
        }

        /** Colours that do not get finer by looking again. */
        long[] refined() {
            refine();
            return colours;
        }

        /**
         * Colours by which the elements can be put in order: where some have the same, one is chosen. If the others of
         * its colour can still not be told apart, nor any others, it does not matter which.
         */
        long[] settled() {
            int classes = refine();
            Set<Long> alike = new HashSet<>();
            for (long[] next = tied(alike); next != null; next = tied(alike)) {
                long[] before = colours;
                colours = before.clone();
                colours[(int) next[1]] = mix(colours[(int) next[1]], CHOSEN);
                int finer = refine();
                if (finer == classes + 1) {
                    colours = before;
                    alike.add(next[0]);
                } else {
                    classes = finer;
                    alike.clear();
                }
            }
            return colours;
        }

        /** The least colour that several elements have, and one of these; null if there is none but those given. */
        private long[] tied(Set<Long> besides) {
            long[] least = null;
            for (int[] block : blocks) {
                int[] sorted = sorted(block, colours);
                for (int i = 1; i < sorted.length; i++) {
                    long colour = colours[sorted[i]];
                    if (colour == colours[sorted[i - 1]] && (least == null || colour < least[0])
                            && !besides.contains(colour)) {
                        least = new long[] {colour, sorted[i - 1]};
                    }
                }
            }
            return least;
        }

        private int refine() {
            int classes = classes();
            while (true) {
                found = new long[colours.length];
                for (int i = 0; i < TLCState.vars.length; i++) {
                    place((Value) state.lookup(TLCState.vars[i].getName()), mix(i, VALUE));
                }
                long[] finer = colours.clone();
                for (int[] block : blocks) {
                    for (int e : block) {
                        finer[e] = mix(colours[e], found[e]);
                    }
                }
                colours = finer;
                int more = classes();
                if (more <= classes || more == active) {
                    return more;
                }
                classes = more;
            }
        }

        private int classes() {
            int classes = 0;
            for (int[] block : blocks) {
                int[] sorted = sorted(block, colours);
                for (int i = 0; i < sorted.length; i++) {
                    if (i == 0 || colours[sorted[i]] != colours[sorted[i - 1]]) {
                        classes++;
                    }
                }
            }
            return classes;
        }

        /** Notes for each element in a value that it stands there, at a place of which a hash is given. */
        private void place(Value value, long at) {
            if (value instanceof StringValue string) {
                int e = symmetry.renaming().place(string.val);
                if (e >= 0) {
                    found[e] += mix(at, SET);
                }
            } else if (value instanceof RecordValue record) {
                for (int i = 0; i < record.names.length; i++) {
                    int e = symmetry.renaming().place(record.names[i]);
                    if (e >= 0) {
                        found[e] += mix(mix(at, hash(record.values[i])), SET);
                    }
                    place(record.values[i], mix(at ^ VALUE, name(record.names[i])));
                }
            } else if (value instanceof TupleValue tuple) {
                for (int i = 0; i < tuple.elems.length; i++) {
                    place(tuple.elems[i], mix(at ^ VALUE, number(i + 1)));
                }
            } else if (value instanceof FcnRcdValue fcn) {
                for (int i = 0; i < fcn.values.length; i++) {
                    if (fcn.intv == null) {
                        place(fcn.domain[i], mix(at, hash(fcn.values[i])));
                        place(fcn.values[i], mix(at ^ VALUE, hash(fcn.domain[i])));
                    } else {
                        place(fcn.values[i], mix(at ^ VALUE, number(fcn.intv.low + i)));
                    }
                }
            } else if (value instanceof SetEnumValue || value instanceof LargeSetValue) {
                long inside = 0;
                ValueEnumeration all = ((Enumerable) value).elements();
                for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
                    if (inside == 0) {
                        inside = mix(at, SET) + 1;
                    }
                    if (!Renaming.isPlain(v)) {
                        place(v, v instanceof StringValue ? inside : mix(inside, hash(v)));
                    }
                }
            } else if (!Renaming.isPlain(value)) {
                throw new Renaming.UnknownKind(value);
            }
        }

        /** A hash of the value in which an element counts by its colour. */
        private long hash(Value value) {
            if (value instanceof StringValue string) {
                return name(string.val);
            } else if (value instanceof IntValue number) {
                return number(number.val);
            } else if (value instanceof RecordValue record) {
                long sum = 0;
                for (int i = 0; i < record.names.length; i++) {
                    sum += mix(name(record.names[i]), hash(record.values[i]));
                }
                return mix(sum, VALUE);
            } else if (value instanceof TupleValue tuple) {
                long sum = 0;
                for (int i = 0; i < tuple.elems.length; i++) {
                    sum += mix(number(i + 1), hash(tuple.elems[i]));
                }
                return mix(sum, VALUE);
            } else if (value instanceof FcnRcdValue fcn) {
                long sum = 0;
                for (int i = 0; i < fcn.values.length; i++) {
                    sum += mix(fcn.intv == null ? hash(fcn.domain[i]) : number(fcn.intv.low + i), hash(fcn.values[i]));
                }
                return mix(sum, VALUE);
            } else if (value instanceof SetEnumValue || value instanceof LargeSetValue) {
                long sum = 0;
                ValueEnumeration all = ((Enumerable) value).elements();
                for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
                    sum += mix(hash(v), SET);
                }
                return mix(sum, SET);
            } else if (value instanceof IntervalValue interval) {
                return mix(interval.low, mix(interval.high, SET));
            }
            return value.toString().hashCode();
        }

        private long name(UniqueString string) {
            int e = symmetry.renaming().place(string);
            return e >= 0 ? colours[e] : mix(string.getTok(), KEY);
        }

        private static long number(int n) {
            return mix(n, VALUE);
        }

        private static long mix(long a, long b) {
            long h = (a ^ Long.rotateLeft(b, 31)) * 0x9E3779B97F4A7C15L + b;
            h ^= h >>> 29;
            h *= 0xBF58476D1CE4E5B9L;
            return h ^ h >>> 32;
        }
    }
}
