package dev.synod.replay.engine;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetCapValue;
import tlc2.value.impl.SetCupValue;
import tlc2.value.impl.SetDiffValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.SetOfFcnsValue;
import tlc2.value.impl.SetOfRcdsValue;
import tlc2.value.impl.SetOfTuplesValue;
import tlc2.value.impl.SetPredValue;
import tlc2.value.impl.SubsetValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Equality and membership between a trace's values and the specification's.
 *
 * <p>TLC refuses to compare values of different kinds, say a string and a number. A trace may well hold such a value, and
 * then it is not the other: nothing else follows from the refusal, in particular not that the other member of
 * {@code Nat \cup {"none"}} is none either.
 */
final class Membership {
    private Membership() {}

    /**
     * Equality; values that TLC refuses to compare are not equal. TLC holds {@code <<"a">> = "a"} to be true, but refuses
     * {@code "a" = <<"a">>}: hence both ways.
     */
    static boolean same(Value a, Value b) {
        if (a == b) {
            return true;
        }
        try {
            return a.equals(b) && b.equals(a);
        } catch (RuntimeException e) {
            if (Evaluation.isEvaluationError(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Membership of a trace's value.
     *
     * @throws RuntimeException TLC's evaluation error, where it is not clear whether the value is a member
     */
    static boolean member(Value set, Value value) {
        try {
            return set.member(value);
        } catch (RuntimeException e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            return memberDespite(set, value, e);
        }
    }

    /** What TLC will not say of the whole set, its parts may. */
    private static boolean memberDespite(Value set, Value value, RuntimeException e) {
        if (set instanceof SetCupValue cup) {
            return member(cup.set1, value) || member(cup.set2, value);
        } else if (set instanceof SetCapValue cap) {
            return member(cap.set1, value) && member(cap.set2, value);
        } else if (set instanceof SetDiffValue diff) {
            return member(diff.set1, value) && !member(diff.set2, value);
        } else if (set instanceof UserValue || set instanceof IntervalValue) {
            // Nat, Int, STRING, m..n: their members are of one kind, which this value is not of.
            return false;
        } else if (set instanceof SubsetValue subset) {
            return value instanceof Enumerable && value.isFinite()
                    && all((Enumerable) value, element -> member(subset.set, element));
        } else if (set instanceof SetOfRcdsValue records) {
            return isRecordOf(records, value);
        } else if (set instanceof SetOfTuplesValue tuples) {
            return value.toTuple() instanceof TupleValue tuple
                    && tuple.elems.length == tuples.sets.length
                    && IntStream.range(0, tuple.elems.length).allMatch(i -> member(tuples.sets[i], tuple.elems[i]));
        } else if (set instanceof SetOfFcnsValue functions) {
            return value.toFcnRcd() instanceof FcnRcdValue function
                    && same(functions.domain, function.getDomain())
                    && Arrays.stream(function.values).allMatch(v -> member(functions.range, v));
        } else if (set instanceof SetEnumValue || set instanceof LargeSetValue) {
            return !all((Enumerable) set, element -> !same(element, value));
        } else if (set instanceof SetPredValue filtered && !member(filtered.inVal, value)) {
            return false;
        }
        throw e;
    }

    private static boolean isRecordOf(SetOfRcdsValue records, Value value) {
        if (!(value.toRcd() instanceof RecordValue rcd) || rcd.names.length != records.names.length) {
            return false;
        }
        records.normalize();
        rcd.normalize();
        for (int i = 0; i < rcd.names.length; i++) {
            if (!rcd.names[i].equals(records.names[i]) || !member(records.values[i], rcd.values[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean all(Enumerable set, Predicate<Value> test) {
        ValueEnumeration all = set.elements();
        for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
            if (!test.test(v)) {
                return false;
            }
        }
        return true;
    }
}
