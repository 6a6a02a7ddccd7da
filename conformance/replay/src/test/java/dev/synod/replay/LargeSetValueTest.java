package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;
import tlc2.util.FP64;
import tlc2.value.impl.BoolValue;
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

/** A set with structural sharing answers every question as TLC's own set of the same elements does. */
class LargeSetValueTest {
    private static final int PACK_FROM = 6;

    @BeforeContainer
    static void fingerprints() {
        FP64.Init(0);
    }

    /** Builds the same value anew each time it is asked: TLC normalises values in place. */
    interface Recipe {
        Value make();
    }

    @Provide
    Arbitrary<List<Recipe>> elements() {
        return Arbitraries.of(ints(), strings(), tuples(), records(), sets()).flatMap(a -> a.list().ofMaxSize(60));
    }

    private static Arbitrary<Recipe> ints() {
        return Arbitraries.integers().between(-3, 40).map(i -> () -> IntValue.gen(i));
    }

    private static Arbitrary<Recipe> strings() {
        return Arbitraries.strings().alpha().ofMaxLength(2).map(s -> () -> new StringValue(s));
    }

    private static Arbitrary<Recipe> tuples() {
        return ints().list().ofMaxSize(2).map(l -> () -> new TupleValue(made(l)));
    }

    /** Records as an expression builds them, with their fields not in TLC's order. */
    private static Arbitrary<Recipe> records() {
        return net.jqwik.api.Combinators.combine(ints(), strings(), Arbitraries.of(true, false))
                .as((i, s, turned) -> () -> {
                    UniqueString type = UniqueString.uniqueStringOf("type");
                    UniqueString bal = UniqueString.uniqueStringOf("bal");
                    return turned
                            ? new RecordValue(new UniqueString[] {bal, type}, new Value[] {i.make(), s.make()}, false)
                            : new RecordValue(new UniqueString[] {type, bal}, new Value[] {s.make(), i.make()}, false);
                });
    }

    /** Sets written out, not normalised, with repetitions; and intervals, equal to some of them. */
    private static Arbitrary<Recipe> sets() {
        Arbitrary<Recipe> written = ints().list().ofMaxSize(3).map(l -> () -> new SetEnumValue(made(l), false));
        Arbitrary<Recipe> intervals = Arbitraries.integers().between(0, 4).map(i -> () -> new IntervalValue(i, i + 2));
        return Arbitraries.oneOf(written, intervals);
    }

    private static Value[] made(List<? extends Recipe> recipes) {
        return recipes.stream().map(Recipe::make).toArray(Value[]::new);
    }

    private static SetEnumValue plain(List<Recipe> recipes) {
        return new SetEnumValue(made(recipes), false);
    }

    private static LargeSetValue large(List<Recipe> recipes) {
        return LargeSetValue.of(plain(recipes), PACK_FROM);
    }

    private static void areSame(Value actual, Value expected) {
        assertThat(actual.equals(expected)).as("%s = %s", actual, expected).isTrue();
        assertThat(expected.equals(actual)).as("%s = %s", expected, actual).isTrue();
        assertThat(actual.compareTo(expected)).isZero();
        assertThat(expected.compareTo(actual)).isZero();
        assertThat(actual.size()).isEqualTo(((SetEnumValue) expected.toSetEnum().normalize()).size());
        assertThat(actual.fingerPrint(FP64.New())).isEqualTo(expected.fingerPrint(FP64.New()));
        assertThat(actual.toString()).isEqualTo(expected.toSetEnum().normalize().toString());
    }

    @Property(tries = 300)
    void isTheSameSet(@ForAll("elements") List<Recipe> a) {
        areSame(large(a), plain(a));
        LargeSetValue grown = LargeSetValue.of(new SetEnumValue(), PACK_FROM);
        for (Recipe r : a) {
            grown = (LargeSetValue) grown.cup(new SetEnumValue(new Value[] {r.make()}, false));
        }
        areSame(grown, plain(a));
        assertThat(grown.sum()).isEqualTo(large(a).sum()).isEqualTo(LargeSetValue.sumOf(plain(a)));
        assertThat(grown.equals(large(a))).isTrue();
    }

    @Provide
    Arbitrary<List<List<Recipe>>> twoSets() {
        return Arbitraries.of(ints(), strings(), tuples(), records(), sets())
                .flatMap(a -> a.list().ofMaxSize(50).list().ofSize(2));
    }

    @Property(tries = 300)
    void operationsGiveTheSame(@ForAll("twoSets") List<List<Recipe>> two) {
        List<Recipe> a = two.get(0);
        List<Recipe> b = two.get(1);
        SetEnumValue cup = (SetEnumValue) plain(a).cup(plain(b)).toSetEnum();
        SetEnumValue cap = (SetEnumValue) plain(a).cap(plain(b)).toSetEnum();
        SetEnumValue diff = (SetEnumValue) plain(a).diff(plain(b)).toSetEnum();
        for (Value other : List.of(plain(b), large(b))) {
            areSame(large(a).cup(other), cup);
            areSame(large(a).cap(other), cap);
            areSame(large(a).diff(other), diff);
            areSame(plain(a).cup(other), cup);
            areSame(plain(a).cap(other), cap);
            areSame(plain(a).diff(other), diff);
            assertThat(large(a).equals(other)).isEqualTo(plain(a).equals(plain(b)));
            assertThat(Integer.signum(large(a).compareTo(other)))
                    .isEqualTo(Integer.signum(plain(a).compareTo(plain(b))));
            assertThat(large(a).isSubsetEq(other)).isEqualTo(plain(a).isSubsetEq(plain(b)));
            assertThat(plain(a).isSubsetEq(other)).isEqualTo(plain(a).isSubsetEq(plain(b)));
        }
        for (Recipe r : b) {
            assertThat(large(a).member(r.make())).isEqualTo(plain(a).member(r.make()));
        }
    }

    /** CHOOSE takes the first element that will do, in TLC's order. */
    @Property(tries = 200)
    void normalOrderIsTlcs(@ForAll("elements") List<Recipe> a) {
        assertThat(ordered(large(a).elements(Enumerable.Ordering.NORMALIZED)))
                .isEqualTo(ordered(((Enumerable) plain(a).normalize()).elements(Enumerable.Ordering.NORMALIZED)));
        assertThat(Set.copyOf(ordered(large(a).elements())))
                .isEqualTo(Set.copyOf(ordered(((Enumerable) plain(a).normalize()).elements())));
    }

    private static List<String> ordered(ValueEnumeration all) {
        List<String> elements = new ArrayList<>();
        for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
            elements.add(v.normalize().toString());
        }
        return elements;
    }

    /** Operands stay as they were: sharing must not show. */
    @Property(tries = 200)
    void operandsDoNotChange(@ForAll("twoSets") List<List<Recipe>> two) {
        LargeSetValue a = large(two.get(0));
        LargeSetValue b = large(two.get(1));
        a.cup(b);
        a.cap(b);
        a.diff(b);
        a.cup(plain(two.get(1)));
        areSame(a, plain(two.get(0)));
        areSame(b, plain(two.get(1)));
    }

    /** Sets that have grown out of the same one, in turn, and others out of these: none sees what another got. */
    @Property(tries = 200)
    void setsGrowApart(@ForAll("twoSets") List<List<Recipe>> two, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LargeSetValue> sets = new ArrayList<>(List.of(large(two.get(0))));
        List<List<Recipe>> expected = new ArrayList<>(List.of(two.get(0)));
        for (int round = 0; round < 4; round++) {
            for (Recipe r : two.get(1)) {
                int from = random.nextInt(sets.size());
                boolean removes = random.nextInt(8) == 0;
                SetEnumValue one = new SetEnumValue(new Value[] {r.make()}, false);
                List<Recipe> recipes = new ArrayList<>(expected.get(from));
                if (removes) {
                    Value gone = r.make();
                    recipes.removeIf(other -> other.make().normalize().equals(gone.normalize()));
                } else {
                    recipes.add(r);
                }
                sets.add((LargeSetValue) (removes ? sets.get(from).diff(one) : sets.get(from).cup(one)));
                expected.add(recipes);
            }
        }
        for (int i = 0; i < sets.size(); i++) {
            areSame(sets.get(i), plain(expected.get(i)));
            assertThat(sets.get(i).sum()).isEqualTo(LargeSetValue.sumOf(plain(expected.get(i))));
            for (Recipe r : two.get(1)) {
                assertThat(sets.get(i).member(r.make())).isEqualTo(plain(expected.get(i)).member(r.make()));
            }
        }
    }

    /** A record and the function that is the same, a tuple and a function on 1..n, an interval and the set written out. */
    @Example
    void elementsOfAnotherFormAreTheSame() {
        UniqueString a = UniqueString.uniqueStringOf("a");
        List<List<Recipe>> forms = List.of(
                List.of(() -> new RecordValue(new UniqueString[] {a}, new Value[] {IntValue.gen(1)}, true),
                        () -> new FcnRcdValue(new Value[] {new StringValue(a)}, new Value[] {IntValue.gen(1)}, true)),
                List.of(() -> new TupleValue(new Value[] {IntValue.gen(7), IntValue.gen(8)}),
                        () -> new FcnRcdValue(new IntervalValue(1, 2), new Value[] {IntValue.gen(7), IntValue.gen(8)})),
                List.of(() -> new IntervalValue(1, 3),
                        () -> new SetEnumValue(new Value[] {IntValue.gen(3), IntValue.gen(1), IntValue.gen(2)}, false),
                        () -> large(List.of(() -> IntValue.gen(2), () -> IntValue.gen(1), () -> IntValue.gen(3)))));
        for (List<Recipe> same : forms) {
            for (Recipe one : same) {
                for (Recipe other : same) {
                    LargeSetValue set = large(List.of(one));
                    assertThat(set.member(other.make())).isTrue();
                    assertThat(set.cup(new SetEnumValue(new Value[] {other.make()}, false))).isSameAs(set);
                    assertThat(set.equals(large(List.of(other)))).isTrue();
                }
            }
        }
    }

    /** Thousands of elements, more than any table begins with, of all the forms that are packed. */
    @Property(tries = 5)
    void manyElements(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> known = new HashSet<>();
        LargeSetValue set = LargeSetValue.of(new SetEnumValue(), PACK_FROM);
        for (int i = 0; i < 5_000; i++) {
            Value part = IntValue.gen(random.nextInt(-600, 600));
            Value value = switch (random.nextInt(4)) {
                case 0 -> part;
                case 1 -> new TupleValue(new Value[] {part, BoolValue.ValTrue});
                case 2 -> new SetEnumValue(new Value[] {part, IntValue.gen(3)}, false);
                default -> new RecordValue(new UniqueString[] {UniqueString.uniqueStringOf("a")},
                        new Value[] {new SetEnumValue(new Value[] {part}, true)}, true);
            };
            value.deepNormalize();
            assertThat(set.member(value)).isEqualTo(known.contains(value.toString()));
            set = (LargeSetValue) set.cup(new SetEnumValue(new Value[] {value}, false));
            known.add(value.toString());
        }
        assertThat(set.size()).isEqualTo(known.size());
        assertThat(Set.copyOf(ordered(set.elements()))).isEqualTo(known);
    }
}
