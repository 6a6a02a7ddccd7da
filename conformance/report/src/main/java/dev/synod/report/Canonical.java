package dev.synod.report;

import dev.synod.tlc.TlaValue;
import dev.synod.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One text for equal values, whether a trace or TLC wrote them: with the fields of records and the elements of sets and
 * functions in an order of their own. It serves to find the same message again and is not shown to anyone.
 */
final class Canonical {
    private Canonical() {}

    /** Whether a value has parts: only such values are taken for messages, since a number may be anything. */
    static boolean isStructured(String text) {
        return text.startsWith("[") || text.startsWith("<<") && !text.matches("<<\\s*>>");
    }

    /** Of a text as TLC writes values. */
    static String of(String text) {
        return of(TlaValue.parse(text));
    }

    private static String of(TlaValue value) {
        if (value instanceof TlaValue.Rec r) {
            return record(r.fields().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> of(e.getValue()))));
        } else if (value instanceof TlaValue.Tuple t) {
            return tuple(t.elements().stream().map(Canonical::of));
        } else if (value instanceof TlaValue.SetOf s) {
            return set(s.elements().stream().map(Canonical::of));
        } else if (value instanceof TlaValue.Interval i) {
            return set(Stream.iterate(i.low(), n -> n <= i.high(), n -> n + 1).map(String::valueOf));
        } else if (value instanceof TlaValue.Function f) {
            return function(f.entries().entrySet().stream().map(e -> of(e.getKey()) + " :> " + of(e.getValue())));
        }
        return value.toString();
    }

    /**
     * Of a trace's value.
     *
     * @param nullConstant what stands for the null constant; null if there is none
     */
    static String of(Value value, String nullConstant) {
        if (value instanceof Value.Rec r) {
            return record(r.fields().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> of(e.getValue(), nullConstant))));
        } else if (value instanceof Value.Tup t) {
            return tuple(t.elements().stream().map(e -> of(e, nullConstant)));
        } else if (value instanceof Value.SetOf s) {
            return set(s.elements().stream().map(e -> of(e, nullConstant)));
        } else if (value instanceof Value.Fun f) {
            return isRecord(f.entries()) ? record(f.entries().stream().collect(Collectors.toMap(
                    e -> ((Value.Str) e.key()).value(), e -> of(e.value(), nullConstant), (a, b) -> b)))
                    : function(f.entries().stream().map(e -> of(e.key(), nullConstant) + " :> "
                            + of(e.value(), nullConstant)));
        } else if (value == Value.NULL && nullConstant != null) {
            return nullConstant;
        }
        return value.toString();
    }

    /** A function of strings is a record, and TLC writes it as one where they are identifiers. */
    private static boolean isRecord(List<Value.Entry> entries) {
        return !entries.isEmpty() && entries.stream()
                .allMatch(e -> e.key() instanceof Value.Str s && s.value().matches("[A-Za-z_][A-Za-z0-9_]*"));
    }

    private static String record(Map<String, String> fields) {
        return new TreeMap<>(fields).entrySet().stream().map(e -> e.getKey() + " |-> " + e.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String tuple(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "<<", ">>"));
    }

    private static String set(Stream<String> elements) {
        return elements.sorted().collect(Collectors.joining(", ", "{", "}"));
    }

    private static String function(Stream<String> entries) {
        return entries.sorted().collect(Collectors.joining(" @@ ", "(", ")"));
    }
}
