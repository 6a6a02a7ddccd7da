package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.trace.Value.BigInt;
import dev.synod.trace.Value.Bool;
import dev.synod.trace.Value.Except;
import dev.synod.trace.Value.Fun;
import dev.synod.trace.Value.Int;
import dev.synod.trace.Value.Model;
import dev.synod.trace.Value.Null;
import dev.synod.trace.Value.Rec;
import dev.synod.trace.Value.SetOf;
import dev.synod.trace.Value.Str;
import dev.synod.trace.Value.Tup;
import dev.synod.trace.Value.Untold;
import dev.synod.trace.Value.Updates;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import tlc2.value.impl.ValueVec;
import util.UniqueString;

/** Turns a trace's values into TLC's, and values that TLC computed into the form in which a state keeps them. */
final class TlcValues {
    private static final int MAX_SHOWN = 300;
    private static final int SLOTS = 1 << 12;
    /** Sets that are so many times as large as those that share structure are packed. */
    private static final int PACK_FROM = 16;

    private final Map<String, StringValue> strings = new HashMap<>();
    private final Map<List<String>, UniqueString[]> shapes = new HashMap<>();
    private final int large;
    private Value nullValue;
    /** Composed values that were decoded a short while ago: a reader gives the same object for the same text. */
    private final dev.synod.trace.Value[] encoded = new dev.synod.trace.Value[SLOTS];
    private final Value[] decoded = new Value[SLOTS];

    /** @param large sets from this size on are kept with structural sharing */
    TlcValues(int large) {
        this.large = large;
    }

    /** What {@code null} stands for from now on; null where the trace names no null constant. */
    void nullIs(Value value) {
        nullValue = value;
        Arrays.fill(encoded, null);
    }

    /**
     * The TLC value that a trace's value encodes.
     *
     * @throws SpecException if TLC has no such value
     */
    Value decode(dev.synod.trace.Value value) {
        if (value instanceof Str s) {
            return string(s.value());
        } else if (value instanceof Int i) {
            if (i.value() != (int) i.value()) {
                throw tooLarge(BigInteger.valueOf(i.value()));
            }
            return IntValue.gen((int) i.value());
        } else if (value instanceof Null) {
            if (nullValue == null) {
                throw new SpecException("a null value, but the header does not say which constant it stands for. "
                        + "Add \"null\":\"NAME\" to the header, with a constant of the specification");
            }
            return nullValue;
        } else if (value instanceof Bool b) {
            return b.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
        } else if (value instanceof Model m) {
            return model(m.name());
        } else if (value instanceof BigInt b) {
            if (b.value().bitLength() >= Integer.SIZE) {
                throw tooLarge(b.value());
            }
            return IntValue.gen(b.value().intValue());
        } else if (value instanceof Updates || value instanceof Untold) {
            throw new SpecException("changes of a variable (" + value + ") in the place of a value. They may stand only "
                    + "as the value of a variable in an event's state");
        } else if (value instanceof Except) {
            throw new SpecException("a change of a function ({\"#except\":...}) in the place of a whole value. "
                    + "It may stand only as the value of a variable in an event's state");
        }
        int slot = System.identityHashCode(value) & SLOTS - 1;
        if (encoded[slot] == value) {
            return decoded[slot];
        }
        Value composed = composed(value);
        encoded[slot] = value;
        decoded[slot] = composed;
        return composed;
    }

    private Value composed(dev.synod.trace.Value value) {
        if (value instanceof Rec r) {
            return record(r);
        } else if (value instanceof SetOf s) {
            Value set = new SetEnumValue(decode(s.elements()), false);
            set.normalize();
            return set;
        } else if (value instanceof Tup t) {
            return tuple(decode(t.elements()));
        } else if (value instanceof Fun f) {
            return function(f);
        }
        throw new IllegalArgumentException("a value of no known kind: " + value);
    }

    /** The model value of this name, which one of the constants must hold. */
    private static Value model(String name) {
        for (ModelValue model : ModelValue.mvs) {
            if (model.val.toString().equals(name)) {
                return model;
            }
        }
        throw new SpecException("the model value " + name + ", which none of the constants holds. The model values are "
                + (ModelValue.mvs.length == 0 ? "none" : String.join(", ",
                        Arrays.stream(ModelValue.mvs).map(m -> m.val.toString()).sorted().toList())));
    }

    /** What {@code null} stands for; null where the trace names no null constant. */
    Value nullValue() {
        return nullValue;
    }

    StringValue string(String s) {
        return strings.computeIfAbsent(s, StringValue::new);
    }

    private Value[] decode(List<dev.synod.trace.Value> values) {
        Value[] decoded = new Value[values.size()];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = decode(values.get(i));
        }
        return decoded;
    }

    /** A tuple. TLC takes one of single characters to be a string, but not so a function on 1..n that is the same. */
    static Value tuple(Value[] elements) {
        boolean characters = elements.length > 0;
        for (Value element : elements) {
            characters &= element instanceof StringValue s && s.val.length() == 1;
        }
        return characters ? new FcnRcdValue(new IntervalValue(1, elements.length), elements) : new TupleValue(elements);
    }

    private Value record(Rec r) {
        UniqueString[] names =
                shapes.computeIfAbsent(new ArrayList<>(r.fields().keySet()), TlcValues::uniqueStrings);
        Value[] values = new Value[names.length];
        int i = 0;
        for (dev.synod.trace.Value v : r.fields().values()) {
            values[i++] = decode(v);
        }
        // A record sorts its arrays in place: it must not sort those that all records of this shape share.
        Value rcd = new RecordValue(isSorted(names) ? names : names.clone(), values, false);
        rcd.normalize();
        return rcd;
    }

    private static UniqueString[] uniqueStrings(List<String> names) {
        return names.stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new);
    }

    private static boolean isSorted(UniqueString[] names) {
        for (int i = 1; i < names.length; i++) {
            if (names[i - 1].compareTo(names[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    private Value function(Fun f) {
        int size = f.entries().size();
        Value[] domain = new Value[size];
        Value[] values = new Value[size];
        for (int i = 0; i < size; i++) {
            domain[i] = decode(f.entries().get(i).key());
            values[i] = decode(f.entries().get(i).value());
        }
        Value fcn = new FcnRcdValue(domain, values, false);
        if (((SetEnumValue) new SetEnumValue(domain.clone(), false).normalize()).size() != size) {
            throw new SpecException("a function ({\"#map\":...}) with the same key twice. Give each key once");
        }
        fcn.normalize();
        return fcn;
    }

    private static SpecException tooLarge(BigInteger value) {
        return new SpecException("the number " + value + ", but TLC's integers end at " + Integer.MAX_VALUE
                + ". Use smaller numbers in the run");
    }

    /** The function with another value at one argument, or null if the argument is not in its domain. */
    static Value except(Value function, Value argument, Value value) {
        FcnRcdValue fcn = (FcnRcdValue) function.toFcnRcd();
        if (fcn == null) {
            return null;
        }
        Value[] domain = fcn.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            if (sameKind(domain[i], argument) && domain[i].equals(argument)) {
                Value[] values = fcn.values.clone();
                values[i] = value;
                Value changed = new FcnRcdValue(domain, values, fcn.isNormalized());
                changed.normalize();
                return changed;
            }
        }
        return null;
    }

    /** The function's value at an argument, or null if it is no function or the argument is not in its domain. */
    static Value apply(Value function, Value argument) {
        FcnRcdValue fcn = (FcnRcdValue) function.toFcnRcd();
        if (fcn == null) {
            return null;
        }
        Value[] domain = fcn.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            if (sameKind(domain[i], argument) && domain[i].equals(argument)) {
                return fcn.values[i];
            }
        }
        return null;
    }

    /** TLC refuses to compare a string with a number; they are simply not equal here. */
    private static boolean sameKind(Value a, Value b) {
        return a.getKind() == b.getKind();
    }

    /** A function changed as an {@code #except} says: new and changed entries, and keys that left. */
    Value except(Value function, Except change) {
        FcnRcdValue fcn = (FcnRcdValue) function.toFcnRcd();
        if (fcn == null) {
            return null;
        }
        Map<Value, Value> entries = new java.util.LinkedHashMap<>();
        Value[] domain = fcn.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            entries.put(domain[i], fcn.values[i]);
        }
        for (dev.synod.trace.Value key : change.gone()) {
            if (entries.remove(decode(key)) == null) {
                throw new SpecException("the key " + key + " among those that left (#gone), but the function has no "
                        + "such key. Its keys are " + Arrays.toString(domain));
            }
        }
        Set<Value> given = new HashSet<>();
        for (dev.synod.trace.Value key : change.gone()) {
            given.add(decode(key));
        }
        for (dev.synod.trace.Value.Entry e : change.changed()) {
            Value key = decode(e.key());
            if (!given.add(key)) {
                throw new SpecException("the key " + e.key() + " twice in a change of a function ({\"#except\":...}). "
                        + "Give each key once");
            }
            entries.put(key, decode(e.value()));
        }
        Value changed = new FcnRcdValue(
                entries.keySet().toArray(Value[]::new), entries.values().toArray(Value[]::new), false);
        changed.normalize();
        return changed;
    }

    /** A value that TLC computed, evaluated to the end, compact, and with structural sharing where it is large. */
    Value settle(Value computed) {
        Value value = computed;
        if (value instanceof FcnLambdaValue) {
            value = value.toFcnRcd();
        } else if (!(value instanceof LargeSetValue) && value instanceof tlc2.value.impl.Enumerable) {
            Value set = value.toSetEnum();
            value = set == null ? value : set;
        }
        value.deepNormalize();
        if (value instanceof FcnRcdValue function) {
            // What is a set at each node grows as sets of the whole state do.
            for (int i = 0; i < function.values.length; i++) {
                function.values[i] = compact(function.values[i]);
            }
        }
        return compact(value);
    }

    /** The value, evaluated and normalised; with structural sharing if it is a large set. */
    private Value compact(Value value) {
        if (value instanceof SetEnumValue set && set.size() >= large) {
            ValueVec compact = new ValueVec(set.size());
            ValueEnumeration all = set.elements();
            for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
                compact.addElement(v);
            }
            return LargeSetValue.of(new SetEnumValue(compact, true), PACK_FROM * large);
        }
        return value;
    }

    /** A hash of a settled value that agrees with TLC's equality and needs no pass over large sets. */
    static long hash(Value value) {
        if (value instanceof LargeSetValue set) {
            return set.sum();
        }
        if (value instanceof SetEnumValue set) {
            return LargeSetValue.sumOf(set);
        }
        return value.fingerPrint(tlc2.util.FP64.New());
    }

    /** The value in TLA+ notation, shortened in the middle where it is long. */
    static String show(Value value) {
        if (value instanceof LargeSetValue set) {
            return "a set of " + set.size() + " elements";
        }
        String s = whole(value);
        return s.length() <= MAX_SHOWN ? s : s.substring(0, MAX_SHOWN) + "... (" + s.length() + " characters)";
    }

    /** The value in TLA+ notation on one line, however long. */
    static String whole(Value value) {
        return value.toString().replaceAll("\\s+", " ");
    }
}
