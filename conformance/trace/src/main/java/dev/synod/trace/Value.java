package dev.synod.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A TLA+ value as a trace holds it, in the encoding of the Informal Trace Format (ITF).
 *
 * <p>Equality is that of the written form: two sets with the same elements in another order are different
 * {@code Value}s. Whether they are the same TLA+ value is for the evaluator to say, not for this package.
 */
public sealed interface Value {

    /** The specification's null constant, which the trace's header names; JSON {@code null}. */
    Value NULL = Null.NULL;

    /** An integer that fits 64 bits; a JSON number. */
    record Int(long value) implements Value {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** An integer of any size; {@code {"#bigint": "..."}}. */
    record BigInt(BigInteger value) implements Value {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** A truth value; JSON {@code true} or {@code false}. */
    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /** A string; a JSON string. */
    record Str(String value) implements Value {
        @Override
        public String toString() {
            return '"' + value + '"';
        }
    }

    /** The one instance of {@link Value#NULL}. */
    enum Null implements Value {
        /** The specification's null constant. */
        NULL;

        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * A model value of TLC: equal to nothing but itself; {@code {"#model": "r1"}}. A JSON string is never one.
     */
    record Model(String name) implements Value {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A finite set; {@code {"#set": [...]}}. */
    record SetOf(List<Value> elements) implements Value {
        /** Copies the elements. */
        public SetOf {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return joined(elements, "{", "}");
        }
    }

    /** A function given by its pairs; {@code {"#map": [[key, value], ...]}}. */
    record Fun(List<Entry> entries) implements Value {
        /** Copies the entries. */
        public Fun {
            entries = List.copyOf(entries);
        }

        @Override
        public String toString() {
            return joined(entries, "(", ")", " @@ ");
        }
    }

    /** A tuple or sequence; {@code {"#tup": [...]}}, or a plain JSON array. */
    record Tup(List<Value> elements) implements Value {
        /** Copies the elements. */
        public Tup {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return joined(elements, "<<", ">>");
        }
    }

    /** A record; a plain JSON object. The fields keep the order in which they were written. */
    record Rec(Map<String, Value> fields) implements Value {
        /** Copies the fields. */
        public Rec {
            fields = fields instanceof Fields ? fields : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(e -> e.getKey() + " |-> " + e.getValue())
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /**
     * The change of a function: new values of some keys, and keys that left the domain;
     * {@code {"#except": [[key, value], ...], "#gone": [key, ...]}}. It stands for a whole value only in an event's
     * {@code state}, relative to the value before.
     */
    record Except(List<Entry> changed, List<Value> gone) implements Value {
        /** Copies both lists. */
        public Except {
            changed = List.copyOf(changed);
            gone = List.copyOf(gone);
        }

        @Override
        public String toString() {
            return "EXCEPT " + joined(changed, "(", ")", " @@ ") + (gone.isEmpty() ? "" : " without " + gone);
        }
    }

    /**
     * Changes of a variable, one after the other, each relative to the value before it. Like {@link Except} it stands
     * only in an event's {@code state}. Of these, traces of {@link TraceHeader#FORMAT} have only {@link #plus}.
     */
    record Updates(List<Update> updates) implements Value {
        /** Copies the list. */
        public Updates {
            updates = List.copyOf(updates);
        }

        @Override
        public String toString() {
            return updates.stream().map(Object::toString).collect(Collectors.joining("; "));
        }
    }

    /**
     * One change of a part of a variable.
     *
     * @param operation what is done
     * @param path      the arguments, from the outside in, at which the part is found; empty for the whole variable
     * @param argument  the operation's argument, or null for those that have none
     */
    record Update(Operation operation, List<Value> path, Value argument) {
        /** Copies the path. */
        public Update {
            path = List.copyOf(path);
            if ((argument != null) != operation.hasArgument()) {
                throw new IllegalArgumentException(operation + (argument == null ? " without" : " with") + " an argument");
            }
        }

        @Override
        public String toString() {
            return operation + joined(path, "[", "]") + (argument == null ? "" : " " + argument);
        }
    }

    /** What an {@link Update} does to a part of a variable. */
    enum Operation {
        /** Puts the argument in its place. */
        REPLACE,
        /** Adds an element to a set. */
        ADD_ELEMENT,
        /** Adds the elements of a set or a sequence to a set. */
        ADD_ELEMENTS,
        /** Takes an element out of a set, if it is there. */
        REMOVE_ELEMENT,
        /** Puts the empty set in its place. */
        CLEAR,
        /** Appends an element to a sequence. */
        APPEND_ELEMENT,
        /** Gives a key of a function the null constant as its value, if the function has that key. */
        REMOVE_KEY,
        /** Gives the fields that the argument has the argument's values; fields that are not there are left out. */
        UPDATE_RECORD,
        /** Counts one more of an element of a bag, which is a function from elements to numbers. */
        ADD_TO_BAG,
        /** Counts one less of an element of a bag, if the bag has that key; it stays a key. */
        REMOVE_FROM_BAG,
        /** Adds a number. */
        ADD,
        /** Subtracts a number. */
        SUBTRACT,
        /** Says that nothing changes. */
        UNCHANGED;

        /** Whether the operation takes an argument. */
        public boolean hasArgument() {
            return this != CLEAR && this != UNCHANGED;
        }
    }

    /**
     * Says that an event does not tell what becomes of a variable. It stands only in an event's {@code state}; traces of
     * {@link TraceHeader#FORMAT} do not have it, since there a variable that the header lists is always told.
     */
    enum Untold implements Value {
        /** The one instance. */
        UNTOLD;

        @Override
        public String toString() {
            return "untold";
        }
    }

    /** One pair of a function. */
    record Entry(Value key, Value value) {
        @Override
        public String toString() {
            return key + " :> " + value;
        }
    }

    /** Says that an event does not tell what becomes of a variable. */
    Value UNTOLD = Untold.UNTOLD;

    /** An integer. */
    static Value of(long value) {
        return new Int(value);
    }

    /** A truth value. */
    static Value of(boolean value) {
        return new Bool(value);
    }

    /** A string, never null; for the null constant use {@link #NULL}. */
    static Value of(String value) {
        return new Str(value);
    }

    /** A set of the given elements, in their order. */
    static Value set(Collection<? extends Value> elements) {
        return new SetOf(List.copyOf(elements));
    }

    /** A tuple of the given elements. */
    static Value tup(List<? extends Value> elements) {
        return new Tup(List.copyOf(elements));
    }

    /** A record of the given fields, in their order. */
    static Value rec(Map<String, ? extends Value> fields) {
        return new Rec(new LinkedHashMap<>(fields));
    }

    /**
     * The change of a set that has those elements more than before; {@code {"#plus": [...]}}. It stands only in an
     * event's {@code state}.
     */
    static Updates plus(List<? extends Value> elements) {
        return new Updates(List.of(new Update(Operation.ADD_ELEMENTS, List.of(), new SetOf(List.copyOf(elements)))));
    }

    /** A function with the given pairs, in their order. */
    static Value fun(Map<? extends Value, ? extends Value> pairs) {
        List<Entry> entries = new ArrayList<>(pairs.size());
        pairs.forEach((k, v) -> entries.add(new Entry(k, v)));
        return new Fun(entries);
    }

    private static String joined(List<?> elements, String open, String close) {
        return joined(elements, open, close, ", ");
    }

    private static String joined(List<?> elements, String open, String close, String separator) {
        return elements.stream().map(Object::toString).collect(Collectors.joining(separator, open, close));
    }
}
