package dev.synod.replay.convert;

import dev.synod.replay.SpecException;
import dev.synod.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Traces' values in TLA+ notation, as SANY and TLC read it. */
final class TlaText {
    /** The operator that makes a function of a sequence of pairs; the module defines it. */
    static final String FUNCTION = "Trace_Function";
    /** The function without arguments; the module defines it. */
    static final String NOTHING = "Trace_Nothing";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of(
            "ACTION", "ASSUME", "ASSUMPTION", "AXIOM", "BY", "CASE", "CHOOSE", "CONSTANT", "CONSTANTS", "COROLLARY",
            "DEF", "DEFINE", "DEFS", "DOMAIN", "ELSE", "ENABLED", "EXCEPT", "EXTENDS", "FALSE", "HAVE", "HIDE", "IF",
            "IN", "INSTANCE", "LAMBDA", "LEMMA", "LET", "LOCAL", "MODULE", "NEW", "OBVIOUS", "OMITTED", "ONLY",
            "OTHER", "PICK", "PROOF", "PROPOSITION", "PROVE", "QED", "RECURSIVE", "SF_", "STATE", "SUBSET",
            "SUFFICES", "TAKE", "TEMPORAL", "THEN", "THEOREM", "TRUE", "UNCHANGED", "UNION", "USE", "VARIABLE",
            "VARIABLES", "WF_", "WITH", "WITNESS");

    private final String nullConstant;
    private final Map<String, String> models = new TreeMap<>();

    /** @param nullConstant what null stands for, or null where there is no such constant */
    TlaText(String nullConstant) {
        this.nullConstant = nullConstant;
    }

    /** The model values that were written, each with the constant that stands for it and that has to be declared. */
    Map<String, String> models() {
        return models;
    }

    private String model(String name) {
        if (!isName(name)) {
            throw new SpecException("the model value \"" + name + "\", which is no name in TLA+. Use letters, digits and _");
        }
        return name.equals(nullConstant) ? name : models.computeIfAbsent(name, n -> "Trace_Model_" + n);
    }

    /** Whether a record field or a variable can bear this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches()
                && !RESERVED.contains(name)
                && !name.startsWith("WF_")
                && !name.startsWith("SF_");
    }

    /**
     * The value.
     *
     * @throws SpecException if TLC has no such value
     */
    String of(Value value) {
        if (value instanceof Value.Str s) {
            return string(s.value());
        } else if (value instanceof Value.Int i) {
            return integer(i.value());
        } else if (value instanceof Value.Bool b) {
            return b.value() ? "TRUE" : "FALSE";
        } else if (value instanceof Value.Null) {
            if (nullConstant == null) {
                throw new SpecException("a null value, but the header does not say which constant it stands for. "
                        + "Add \"null\":\"NAME\" to the header, with a constant of the specification");
            }
            return nullConstant;
        } else if (value instanceof Value.Model m) {
            return model(m.name());
        } else if (value instanceof Value.SetOf s) {
            return "{" + joined(s.elements()) + "}";
        } else if (value instanceof Value.Tup t) {
            return "<<" + joined(t.elements()) + ">>";
        } else if (value instanceof Value.Rec r) {
            return fields(r.fields());
        } else if (value instanceof Value.Fun f) {
            return function(f.entries());
        } else if (value instanceof Value.Except) {
            throw new SpecException("a change of a function ({\"#except\":...}) in the place of a whole value. "
                    + "It may stand only as the value of a variable in an event's state");
        }
        if (value instanceof Value.Updates || value instanceof Value.Untold) {
            throw new SpecException("changes of a variable (" + value + ") relative to its value before, or a variable that "
                    + "an event does not tell. These are not written as TLA+: log whole values");
        }
        throw new SpecException("the number " + value + ", but TLC's integers end at " + Integer.MAX_VALUE
                + ". Use smaller numbers in the run");
    }

    /** A record, or, where its fields' names are no names in TLA+, the function that it is. */
    String fields(Map<String, Value> fields) {
        if (fields.keySet().stream().allMatch(TlaText::isName)) {
            return record(fields.entrySet().stream()
                    .map(e -> Map.entry(e.getKey(), of(e.getValue())))
                    .toList());
        }
        return function(fields.entrySet().stream()
                .map(e -> new Value.Entry(Value.of(e.getKey()), e.getValue()))
                .toList());
    }

    /** A record of fields whose values are written already. */
    static String record(List<Map.Entry<String, String>> fields) {
        if (fields.isEmpty()) {
            return NOTHING;
        }
        return fields.stream()
                .map(e -> e.getKey() + " |-> " + e.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** A function, by its pairs. */
    String function(List<Value.Entry> entries) {
        if (entries.isEmpty()) {
            return NOTHING;
        }
        if (entries.stream().map(e -> sorted(e.key())).distinct().count() < entries.size()) {
            throw new SpecException("a function ({\"#map\":...}) with the same key twice. Give each key once");
        }
        return entries.stream()
                .map(e -> "<<" + of(e.key()) + ", " + of(e.value()) + ">>")
                .collect(Collectors.joining(", ", FUNCTION + "(<<", ">>)"));
    }

    /** A form that is the same for values that differ only in the order in which sets and records were written. */
    private static String sorted(Value value) {
        if (value instanceof Value.SetOf s) {
            return s.elements().stream().map(TlaText::sorted).sorted().distinct()
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Value.Tup t) {
            return t.elements().stream().map(TlaText::sorted).collect(Collectors.joining(", ", "<<", ">>"));
        } else if (value instanceof Value.Rec r) {
            return r.fields().entrySet().stream()
                    .map(e -> string(e.getKey()) + ":" + sorted(e.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Value.Fun f) {
            return f.entries().stream()
                    .map(e -> sorted(e.key()) + ":" + sorted(e.value()))
                    .sorted()
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }

    /** The values, with commas between them. */
    String joined(List<Value> values) {
        return values.stream().map(this::of).collect(Collectors.joining(", "));
    }

    private static String integer(long value) {
        if (value != (int) value) {
            throw new SpecException("the number " + value + ", but TLC's integers end at " + Integer.MAX_VALUE
                    + ". Use smaller numbers in the run");
        }
        // SANY reads a minus sign and a number, and the number alone must fit.
        return value == Integer.MIN_VALUE ? "(-2147483647 - 1)" : Long.toString(value);
    }

    /** A string literal. */
    static String string(String s) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case '\f' -> quoted.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        throw new SpecException("the character " + String.format("U+%04X", (int) c)
                                + " in a string; TLA+ modules are written in ASCII. Use other names in the run");
                    }
                    quoted.append(c);
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** A set of strings. */
    static String strings(Iterable<String> strings) {
        StringBuilder set = new StringBuilder("{");
        for (String s : strings) {
            set.append(set.length() == 1 ? "" : ", ").append(string(s));
        }
        return set.append('}').toString();
    }
}
