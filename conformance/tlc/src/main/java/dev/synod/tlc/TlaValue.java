package dev.synod.tlc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A TLA+ value as TLC prints it.
 *
 * <p>TLC prints a function whose domain is a set of strings that are identifiers as a record, and one whose domain is
 * {@code 1..n} as a tuple; in TLA+ they are equal, and here they are {@link Rec} and {@link Tuple}. A set of
 * consecutive integers may be printed as an {@link Interval} or element by element.
 */
public sealed interface TlaValue {

    /**
     * Reads a value in the syntax that TLC prints.
     *
     * @param text the text of one value
     * @return the value; never null. What TLC prints without evaluating it (say {@code SUBSET S}) is {@link Unread}
     */
    static TlaValue parse(String text) {
        return TlaValueParser.parse(text);
    }

    /**
     * An integer.
     *
     * @param value the number
     */
    record Int(long value) implements TlaValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /**
     * TRUE or FALSE.
     *
     * @param value which one
     */
    record Bool(boolean value) implements TlaValue {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /**
     * A string.
     *
     * @param value its characters, without quotes and escapes
     */
    record Str(String value) implements TlaValue {
        @Override
        public String toString() {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t").replace("\n", "\\n")
                    .replace("\f", "\\f").replace("\r", "\\r") + '"';
        }
    }

    /**
     * A model value.
     *
     * @param name its name
     */
    record Model(String name) implements TlaValue {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A set, element by element.
     *
     * @param elements the elements in the order in which TLC prints them
     */
    record SetOf(List<TlaValue> elements) implements TlaValue {
        /** Copies the elements. */
        public SetOf {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * A set of consecutive integers {@code low..high}.
     *
     * @param low  the least
     * @param high the greatest
     */
    record Interval(long low, long high) implements TlaValue {
        @Override
        public String toString() {
            return low + ".." + high;
        }
    }

    /**
     * A tuple, which is also a sequence.
     *
     * @param elements the elements in order
     */
    record Tuple(List<TlaValue> elements) implements TlaValue {
        /** Copies the elements. */
        public Tuple {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /**
     * A record.
     *
     * @param fields the fields in the order in which TLC prints them
     */
    record Rec(Map<String, TlaValue> fields) implements TlaValue {
        /** Keeps the fields in their order, unmodifiable. */
        public Rec {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            return fields.entrySet().stream().map(field -> field.getKey() + " |-> " + field.getValue())
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /**
     * A function, pair by pair.
     *
     * @param entries argument and value, in the order in which TLC prints them
     */
    record Function(Map<TlaValue, TlaValue> entries) implements TlaValue {
        /** Keeps the pairs in their order, unmodifiable. */
        public Function {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String toString() {
            return entries.entrySet().stream().map(entry -> entry.getKey() + " :> " + entry.getValue())
                    .collect(Collectors.joining(" @@ ", "(", ")"));
        }
    }

    /**
     * Text that is not one of the other shapes, such as a set that TLC did not enumerate.
     *
     * @param text what TLC printed
     */
    record Unread(String text) implements TlaValue {
        @Override
        public String toString() {
            return text;
        }
    }
}
