package dev.synod.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.synod.trace.Value.Operation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a piece of JSON stands for, in the notation of Apalache's type annotations (Snowcat): {@code Int}, {@code Str},
 * {@code Bool}, {@code Set(T)}, {@code Seq(T)}, {@code K -> V}, {@code <<T, U>>}, {@code {f: T, g: U}}, and any other
 * name in capitals, such as {@code RM}, for model values, which JSON writes as strings.
 *
 * <p>JSON cannot tell a sequence from a set, nor the key {@code "1"} from the number, nor a string from a model value.
 * Nothing of this is guessed: what has no type is read as the Informal Trace Format says ({@code Any}).
 */
sealed interface ValueType {

    /** JSON that is not of a type. */
    final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;
        private final String found;
        private final String expected;

        Mismatch(String found, String expected) {
            super(found + " where " + expected + " is expected", null, false, false);
            this.found = found;
            this.expected = expected;
        }

        String found() {
            return found;
        }

        String expected() {
            return expected;
        }
    }

    /** The value that a piece of JSON stands for; {@code null} is the null constant, whatever the type. */
    default Value read(JsonNode json) throws Mismatch {
        return json.isNull() ? Value.NULL : value(json);
    }

    /** The value that JSON other than {@code null} stands for. */
    Value value(JsonNode json) throws Mismatch;

    /** The value that an object's key stands for, where this is the type of a function's arguments. */
    default Value key(String key) throws Mismatch {
        throw new Mismatch("the key \"" + key + "\" of an object", "an array of pairs ({\"#map\":[[key,value],...]}), "
                + "since no key of an object is of type " + this);
    }

    /** A part of a value, and where it is. */
    record Part(Value key, ValueType type) {}

    /** The part of a value of this type to which an element of a path leads. */
    default Part part(JsonNode element) throws Mismatch {
        throw new Mismatch("the path element " + element, "the end of the path, since a value of type " + this
                + " has no parts");
    }

    /** The type of an operation's argument, where it changes a value of this type. */
    default ValueType argument(Operation operation) throws Mismatch {
        if (operation == Operation.REPLACE) {
            return this;
        }
        throw new Mismatch(operation + " of a value of type " + this, "an operation on values of this type");
    }

    /** {@code Int}. */
    enum Int implements ValueType {
        INT;

        @Override
        public Value value(JsonNode json) throws Mismatch {
            if (json.isIntegralNumber() || json.isObject() && json.has("#bigint")) {
                return Any.ANY.value(json);
            }
            throw mismatch(json, "a whole number");
        }

        @Override
        public Value key(String key) throws Mismatch {
            if (!key.matches("-?(0|[1-9]\\d{0,17})")) {
                throw new Mismatch("the key \"" + key + '"', "the digits of a number");
            }
            return Value.of(Long.parseLong(key));
        }

        @Override
        public ValueType argument(Operation operation) throws Mismatch {
            return operation == Operation.ADD || operation == Operation.SUBTRACT ? this
                    : ValueType.super.argument(operation);
        }

        @Override
        public String toString() {
            return "Int";
        }
    }

    /** {@code Str}. */
    enum Str implements ValueType {
        STR;

        @Override
        public Value value(JsonNode json) throws Mismatch {
            if (json.isTextual()) {
                return Value.of(json.textValue());
            }
            throw mismatch(json, "a string");
        }

        @Override
        public Value key(String key) {
            return Value.of(key);
        }

        @Override
        public String toString() {
            return "Str";
        }
    }

    /** {@code Bool}. */
    enum Bool implements ValueType {
        BOOL;

        @Override
        public Value value(JsonNode json) throws Mismatch {
            if (json.isBoolean()) {
                return Value.of(json.booleanValue());
            }
            throw mismatch(json, "true or false");
        }

        @Override
        public String toString() {
            return "Bool";
        }
    }

    /** Model values, under whatever name. */
    record Model(String name) implements ValueType {
        @Override
        public Value value(JsonNode json) throws Mismatch {
            if (json.isTextual()) {
                return new Value.Model(json.textValue());
            }
            throw mismatch(json, "a string that names a model value");
        }

        @Override
        public Value key(String key) {
            return new Value.Model(key);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code Set(T)}: an array, or {@code {"#set": [...]}}. */
    record SetOf(ValueType element) implements ValueType {
        @Override
        public Value value(JsonNode json) throws Mismatch {
            return new Value.SetOf(all(element, encoded(json, "#set"), "an array of the elements of a set"));
        }

        @Override
        public ValueType argument(Operation operation) throws Mismatch {
            return switch (operation) {
                case ADD_ELEMENT, REMOVE_ELEMENT -> element;
                case ADD_ELEMENTS -> this;
                default -> ValueType.super.argument(operation);
            };
        }

        @Override
        public String toString() {
            return "Set(" + element + ")";
        }
    }

    /** {@code Seq(T)}: an array, or {@code {"#tup": [...]}}. */
    record Seq(ValueType element) implements ValueType {
        @Override
        public Value value(JsonNode json) throws Mismatch {
            return new Value.Tup(all(element, encoded(json, "#tup"), "an array of the elements of a sequence"));
        }

        @Override
        public Part part(JsonNode at) throws Mismatch {
            return new Part(Int.INT.value(at), element);
        }

        @Override
        public ValueType argument(Operation operation) throws Mismatch {
            return operation == Operation.APPEND_ELEMENT ? element : ValueType.super.argument(operation);
        }

        @Override
        public String toString() {
            return "Seq(" + element + ")";
        }
    }

    /** {@code <<T, U>>}. */
    record Tup(List<ValueType> elements) implements ValueType {
        @Override
        public Value value(JsonNode json) throws Mismatch {
            JsonNode array = encoded(json, "#tup");
            if (!array.isArray() || array.size() != elements.size()) {
                throw mismatch(json, "an array of " + elements.size());
            }
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                values.add(elements.get(i).read(array.get(i)));
            }
            return new Value.Tup(values);
        }

        @Override
        public Part part(JsonNode at) throws Mismatch {
            if (!at.isInt() || at.intValue() < 1 || at.intValue() > elements.size()) {
                throw mismatch(at, "a number from 1 to " + elements.size());
            }
            return new Part(Value.of(at.longValue()), elements.get(at.intValue() - 1));
        }

        @Override
        public String toString() {
            return elements.stream().map(Object::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /** {@code {f: T, g: U}}: an object; a value may have fewer fields, never others. */
    record Rec(Map<String, ValueType> fields) implements ValueType {
        @Override
        public Value value(JsonNode json) throws Mismatch {
            if (!json.isObject()) {
                throw mismatch(json, "an object with the fields of a record");
            }
            Map<String, Value> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e : json.properties()) {
                values.put(e.getKey(), field(e.getKey()).read(e.getValue()));
            }
            return new Value.Rec(values);
        }

        private ValueType field(String name) throws Mismatch {
            ValueType type = fields.get(name);
            if (type == null) {
                throw new Mismatch("the field \"" + name + '"', "one of " + String.join(", ", fields.keySet()));
            }
            return type;
        }

        @Override
        public Part part(JsonNode at) throws Mismatch {
            Value name = Str.STR.value(at);
            return new Part(name, field(at.textValue()));
        }

        @Override
        public ValueType argument(Operation operation) throws Mismatch {
            return operation == Operation.UPDATE_RECORD ? this : ValueType.super.argument(operation);
        }

        @Override
        public String toString() {
            return fields.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** {@code K -> V}: an object, whose keys are of type K, or {@code {"#map": [[key, value], ...]}}. */
    record Fun(ValueType from, ValueType to) implements ValueType {
        @Override
        public Value value(JsonNode json) throws Mismatch {
            List<Value.Entry> entries = new ArrayList<>();
            if (json.isObject() && json.size() == 1 && json.has("#map")) {
                for (JsonNode pair : pairs(json.get("#map"))) {
                    entries.add(new Value.Entry(from.read(pair.get(0)), to.read(pair.get(1))));
                }
                return new Value.Fun(entries);
            }
            if (!json.isObject()) {
                throw mismatch(json, "an object whose keys are a function's arguments");
            }
            for (Map.Entry<String, JsonNode> e : json.properties()) {
                entries.add(new Value.Entry(from.key(e.getKey()), to.read(e.getValue())));
            }
            return new Value.Fun(entries);
        }

        @Override
        public Part part(JsonNode at) throws Mismatch {
            return new Part(from.read(at), to);
        }

        @Override
        public ValueType argument(Operation operation) throws Mismatch {
            return switch (operation) {
                case REMOVE_KEY -> from;
                case UPDATE_RECORD -> this;
                case ADD_TO_BAG, REMOVE_FROM_BAG -> {
                    if (to != Int.INT && to != Any.ANY) {
                        throw new Mismatch(operation + " of a value of type " + this, "a bag, T -> Int");
                    }
                    yield from;
                }
                default -> ValueType.super.argument(operation);
            };
        }

        @Override
        public String toString() {
            return (from instanceof Fun ? "(" + from + ")" : from) + " -> " + to;
        }
    }

    /** {@code Any}: the Informal Trace Format's own encoding; a plain array is a tuple, a plain object a record. */
    enum Any implements ValueType {
        ANY;

        @Override
        public Value value(JsonNode json) throws Mismatch {
            if (json.isTextual()) {
                return Value.of(json.textValue());
            } else if (json.isIntegralNumber()) {
                return json.canConvertToLong() ? Value.of(json.longValue()) : new Value.BigInt(json.bigIntegerValue());
            } else if (json.isBoolean()) {
                return Value.of(json.booleanValue());
            } else if (json.isArray()) {
                return new Value.Tup(all(this, json, "an array"));
            } else if (!json.isObject()) {
                throw mismatch(json, "a value (TLA+ has no fractions)");
            }
            String first = json.isEmpty() ? "" : json.fieldNames().next();
            if (first.startsWith("#")) {
                return special(first, json);
            }
            Map<String, Value> fields = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e : json.properties()) {
                if (e.getKey().startsWith("#")) {
                    throw new Mismatch("the key \"" + e.getKey() + "\" among a record's fields", "a field's name");
                }
                fields.put(e.getKey(), read(e.getValue()));
            }
            return new Value.Rec(fields);
        }

        private Value special(String key, JsonNode json) throws Mismatch {
            JsonNode content = json.get(key);
            if (json.size() != 1) {
                throw new Mismatch("another key beside " + key, "the end of the object");
            }
            switch (key) {
                case "#set":
                    return new Value.SetOf(all(this, content, "an array behind #set"));
                case "#tup":
                    return new Value.Tup(all(this, content, "an array behind #tup"));
                case "#map":
                    List<Value.Entry> entries = new ArrayList<>();
                    for (JsonNode pair : pairs(content)) {
                        entries.add(new Value.Entry(read(pair.get(0)), read(pair.get(1))));
                    }
                    return new Value.Fun(entries);
                case "#bigint":
                    if (!content.isTextual() || !content.textValue().matches("-?\\d+")) {
                        throw mismatch(content, "an integer's digits behind #bigint");
                    }
                    BigInteger number = new BigInteger(content.textValue());
                    return number.bitLength() < Long.SIZE ? Value.of(number.longValue()) : new Value.BigInt(number);
                case "#model":
                    if (!content.isTextual()) {
                        throw mismatch(content, "the name of a model value behind #model");
                    }
                    return new Value.Model(content.textValue());
                default:
                    throw new Mismatch("the key \"" + key + '"', "#set, #tup, #map, #bigint or #model");
            }
        }

        @Override
        public Value key(String key) {
            return Value.of(key);
        }

        @Override
        public Part part(JsonNode at) throws Mismatch {
            return new Part(read(at), this);
        }

        @Override
        public ValueType argument(Operation operation) {
            return this;
        }

        @Override
        public String toString() {
            return "Any";
        }
    }

    /**
     * Reads a type.
     *
     * @throws Mismatch if the text is no type
     */
    static ValueType parse(String text) throws Mismatch {
        return new Parser(text).whole();
    }

    private static Mismatch mismatch(JsonNode json, String expected) {
        String text = json.toString();
        return new Mismatch(text.length() > 60 ? text.substring(0, 60) + "..." : text, expected);
    }

    private static JsonNode encoded(JsonNode json, String key) {
        return json.isObject() && json.size() == 1 && json.has(key) ? json.get(key) : json;
    }

    private static List<Value> all(ValueType type, JsonNode array, String expected) throws Mismatch {
        if (!array.isArray()) {
            throw mismatch(array, expected);
        }
        List<Value> values = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            values.add(type.read(element));
        }
        return values;
    }

    private static List<JsonNode> pairs(JsonNode array) throws Mismatch {
        if (!array.isArray()) {
            throw mismatch(array, "an array of pairs behind #map");
        }
        List<JsonNode> pairs = new ArrayList<>();
        for (JsonNode pair : array) {
            if (!pair.isArray() || pair.size() != 2) {
                throw mismatch(pair, "a pair [key, value]");
            }
            pairs.add(pair);
        }
        return pairs;
    }

    /** A type's text, token by token. */
    final class Parser {
        private static final Pattern TOKEN = Pattern.compile("\\s*(->|<<|>>|[A-Za-z_]\\w*|[(){},:]|$|.)");
        private final String text;
        private final List<String> tokens = new ArrayList<>();
        private int at;

        private Parser(String text) {
            this.text = text;
            Matcher matcher = TOKEN.matcher(text.strip());
            while (matcher.find()) {
                tokens.add(matcher.group(1));
            }
            tokens.add("");
        }

        private ValueType whole() throws Mismatch {
            ValueType type = type();
            if (!tokens.get(at).isEmpty()) {
                throw unexpected("the end of the type");
            }
            return type;
        }

        private ValueType type() throws Mismatch {
            ValueType left = simple();
            if (tokens.get(at).equals("->")) {
                at++;
                return new Fun(left, type());
            }
            return left;
        }

        private ValueType simple() throws Mismatch {
            String token = tokens.get(at++);
            switch (token) {
                case "Int":
                    return Int.INT;
                case "Str":
                    return Str.STR;
                case "Bool":
                    return Bool.BOOL;
                case "Any":
                    return Any.ANY;
                case "Set", "Seq":
                    take("(");
                    ValueType element = type();
                    take(")");
                    return token.equals("Set") ? new SetOf(element) : new Seq(element);
                case "(":
                    ValueType inner = type();
                    take(")");
                    return inner;
                case "<<":
                    List<ValueType> elements = new ArrayList<>();
                    do {
                        elements.add(type());
                    } while (comma());
                    take(">>");
                    return new Tup(elements);
                case "{":
                    Map<String, ValueType> fields = new LinkedHashMap<>();
                    do {
                        String name = tokens.get(at++);
                        take(":");
                        if (!name.matches("\\w+") || fields.put(name, type()) != null) {
                            throw new Mismatch("the field \"" + name + "\" in the type " + text, "a name, each once");
                        }
                    } while (comma());
                    take("}");
                    return new Rec(fields);
                default:
                    if (token.matches("[A-Z][A-Z0-9_]*")) {
                        return new Model(token);
                    }
                    at--;
                    throw unexpected("Int, Str, Bool, Any, Set(T), Seq(T), K -> V, <<T, U>>, {f: T} or the name of a type "
                            + "of model values, in capitals");
            }
        }

        private boolean comma() {
            if (tokens.get(at).equals(",")) {
                at++;
                return true;
            }
            return false;
        }

        private void take(String token) throws Mismatch {
            if (!tokens.get(at++).equals(token)) {
                at--;
                throw unexpected(token);
            }
        }

        private Mismatch unexpected(String expected) {
            return new Mismatch("\"" + tokens.get(Math.min(at, tokens.size() - 1)) + "\" in the type " + text, expected);
        }
    }
}
