package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.trace.Value.Update;
import dev.synod.trace.Value.Updates;
import java.util.Arrays;
import java.util.List;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import tlc2.value.impl.ValueVec;

/**
 * Applies logged changes to the value that a variable has in one of the states that explain the trace.
 *
 * <p>The operations mean what the trace specifications of Cirstea, Kuppe, Loillier and Merz (<i>Validating Traces of
 * Distributed Programs Against TLA+ Specifications</i>, 2024) make of them, with one exception: where TLA+ leaves a
 * function as it is because its domain lacks the key of a path, here the change does not apply.
 */
final class Updating {
    private Updating() {}

    /**
     * The value after the changes, settled.
     *
     * @throws SpecException if a change cannot be applied to this value
     */
    static Value apply(TlcValues values, String variable, Value before, Updates changes) {
        Value value = before;
        for (Update update : changes.updates()) {
            value = at(values, variable, value, update, 0);
        }
        return value == before ? before : values.settle(value);
    }

    private static Value at(TlcValues values, String variable, Value value, Update update, int depth) {
        if (depth == update.path().size()) {
            return changed(values, variable, value, update);
        }
        Value key = values.decode(update.path().get(depth));
        FcnRcdValue function = function(value, variable, update);
        Value[] domain = function.getDomainAsValues();
        int i = index(domain, key);
        if (i < 0) {
            throw new SpecException("a change of " + variable + " (" + update + ") at " + TlcValues.show(key)
                    + ", but its keys are " + TlcValues.show(function.getDomain()) + ". Correct the path");
        }
        Value[] results = function.values.clone();
        results[i] = at(values, variable, results[i], update, depth + 1);
        return function(domain, results);
    }

    private static Value changed(TlcValues values, String variable, Value value, Update update) {
        Value argument = update.argument() == null ? null : values.decode(update.argument());
        return switch (update.operation()) {
            case REPLACE -> values.settle(argument);
            case UNCHANGED -> value;
            case CLEAR -> new SetEnumValue(new Value[0], true);
            case ADD_ELEMENT -> union(elements(value, variable, update), List.of(argument));
            case ADD_ELEMENTS -> value instanceof LargeSetValue set && argument instanceof SetEnumValue
                    ? set.cup(argument)
                    : union(elements(value, variable, update), all(argument, variable, update));
            case REMOVE_ELEMENT -> without(elements(value, variable, update), argument);
            case APPEND_ELEMENT -> append(value, argument, variable, update);
            case REMOVE_KEY -> removeKey(values, value, argument, variable, update);
            case UPDATE_RECORD -> updateRecord(value, argument, variable, update);
            case ADD_TO_BAG -> count(value, argument, 1, variable, update);
            case REMOVE_FROM_BAG -> count(value, argument, -1, variable, update);
            case ADD -> sum(value, argument, 1, variable, update);
            case SUBTRACT -> sum(value, argument, -1, variable, update);
        };
    }

    // -- sets --------------------------------------------------------------------------------------------------------

    private static ValueVec elements(Value value, String variable, Update update) {
        if (!(value instanceof Enumerable enumerable) || value.toSetEnum() == null) {
            throw inapplicable(value, "a set", variable, update);
        }
        ValueVec elements = new ValueVec();
        ValueEnumeration all = enumerable.elements();
        for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
            elements.addElement(v);
        }
        return elements;
    }

    private static List<Value> all(Value argument, String variable, Update update) {
        if (!(argument instanceof StringValue) && argument.toTuple() instanceof TupleValue tuple) {
            return Arrays.asList(tuple.elems);
        }
        ValueVec elements = elements(argument, variable, update);
        return java.util.stream.IntStream.range(0, elements.size()).mapToObj(elements::elementAt).toList();
    }

    private static Value union(ValueVec elements, List<Value> added) {
        added.forEach(elements::addElement);
        Value set = new SetEnumValue(elements, false);
        set.normalize();
        return set;
    }

    private static Value without(ValueVec elements, Value removed) {
        ValueVec kept = new ValueVec(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            if (!Membership.same(elements.elementAt(i), removed)) {
                kept.addElement(elements.elementAt(i));
            }
        }
        Value set = new SetEnumValue(kept, false);
        set.normalize();
        return set;
    }

    // -- functions ---------------------------------------------------------------------------------------------------

    private static Value append(Value value, Value argument, String variable, Update update) {
        // TLC takes a string for a sequence of characters.
        if (value instanceof StringValue || !(value.toTuple() instanceof TupleValue tuple)) {
            throw inapplicable(value, "a sequence", variable, update);
        }
        Value[] elements = Arrays.copyOf(tuple.elems, tuple.elems.length + 1);
        elements[elements.length - 1] = argument;
        return TlcValues.tuple(elements);
    }

    private static Value removeKey(TlcValues values, Value value, Value key, String variable, Update update) {
        if (values.nullValue() == null) {
            throw new SpecException("a change of " + variable + " (" + update + ") that puts the null constant in the place "
                    + "of a value, but the trace names none. Name it (\"null\")");
        }
        FcnRcdValue function = function(value, variable, update);
        int i = index(function.getDomainAsValues(), key);
        if (i < 0) {
            return value;
        }
        Value[] results = function.values.clone();
        results[i] = values.nullValue();
        return function(function.getDomainAsValues(), results);
    }

    private static Value updateRecord(Value value, Value argument, String variable, Update update) {
        FcnRcdValue function = function(value, variable, update);
        FcnRcdValue changes = function(argument, variable, update);
        Value[] domain = function.getDomainAsValues();
        Value[] results = function.values.clone();
        Value[] changed = changes.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            int at = index(changed, domain[i]);
            if (at >= 0) {
                results[i] = changes.values[at];
            }
        }
        return function(domain, results);
    }

    private static Value count(Value value, Value element, int by, String variable, Update update) {
        FcnRcdValue function = function(value, variable, update);
        Value[] domain = function.getDomainAsValues();
        Value[] results = function.values.clone();
        int i = index(domain, element);
        if (i >= 0) {
            results[i] = sum(results[i], IntValue.gen(1), by, variable, update);
            return function(domain, results);
        }
        if (by < 0) {
            return value;
        }
        Value[] more = Arrays.copyOf(domain, domain.length + 1);
        more[domain.length] = element;
        Value[] counts = Arrays.copyOf(results, domain.length + 1);
        counts[domain.length] = IntValue.gen(1);
        return function(more, counts);
    }

    private static Value sum(Value value, Value argument, int sign, String variable, Update update) {
        if (!(value instanceof IntValue a) || !(argument instanceof IntValue b)) {
            throw inapplicable(value, "a number", variable, update);
        }
        long sum = a.val + (long) sign * b.val;
        if (sum != (int) sum) {
            throw new SpecException("a change of " + variable + " (" + update + ") to " + sum
                    + ", but TLC's integers end at " + Integer.MAX_VALUE + ". Use smaller numbers in the run");
        }
        return IntValue.gen((int) sum);
    }

    private static FcnRcdValue function(Value value, String variable, Update update) {
        if (value instanceof RecordValue || value.toFcnRcd() instanceof FcnRcdValue) {
            return (FcnRcdValue) value.toFcnRcd();
        }
        throw inapplicable(value, "a function, a record or a sequence", variable, update);
    }

    private static Value function(Value[] domain, Value[] results) {
        Value function = new FcnRcdValue(domain.clone(), results, false);
        function.normalize();
        return function;
    }

    private static int index(Value[] domain, Value key) {
        for (int i = 0; i < domain.length; i++) {
            if (Membership.same(domain[i], key)) {
                return i;
            }
        }
        return -1;
    }

    private static SpecException inapplicable(Value value, String expected, String variable, Update update) {
        return new SpecException("a change of " + variable + " (" + update + ") where the value is "
                + TlcValues.show(value) + ", which is not " + expected + ". Correct the log or its mapping");
    }
}
