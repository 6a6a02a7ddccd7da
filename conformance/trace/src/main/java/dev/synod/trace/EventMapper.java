package dev.synod.trace;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.trace.Mapping.Place;
import dev.synod.trace.Mapping.Telling;
import dev.synod.trace.Mapping.Variable;
import dev.synod.trace.Value.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes events of the lines of a log, as a {@link Mapping} says. */
final class EventMapper {
    /** The operations by the names that they have in logs of updates. */
    private static final Map<String, Operation> OPERATIONS = Map.ofEntries(
            Map.entry("Replace", Operation.REPLACE), Map.entry("Update", Operation.REPLACE),
            Map.entry("AddElement", Operation.ADD_ELEMENT), Map.entry("AddElements", Operation.ADD_ELEMENTS),
            Map.entry("RemoveElement", Operation.REMOVE_ELEMENT), Map.entry("Clear", Operation.CLEAR),
            Map.entry("AppendElement", Operation.APPEND_ELEMENT), Map.entry("RemoveKey", Operation.REMOVE_KEY),
            Map.entry("UpdateRec", Operation.UPDATE_RECORD), Map.entry("AddToBag", Operation.ADD_TO_BAG),
            Map.entry("RemoveFromBag", Operation.REMOVE_FROM_BAG), Map.entry("Add", Operation.ADD),
            Map.entry("Sub", Operation.SUBTRACT), Map.entry("Unchanged", Operation.UNCHANGED));
    private static final String INIT = "Init";
    private static final String INIT_WITH_VALUE = "InitWithValue";
    private static final List<String> WITH_INITIAL = List.of(INIT, INIT_WITH_VALUE, "ResetWithValue");

    private final Mapping mapping;
    private final String trace;

    EventMapper(Mapping mapping, String trace) {
        this.mapping = mapping;
        this.trace = trace;
    }

    /** The event of a line. */
    TraceEvent event(long n, JsonNode json, long line) {
        JsonPointer unused = mapping.unused(json);
        if (unused != null) {
            throw new TraceFormatException(trace, line, 0, unused + ", which the mapping does not speak of",
                    "only what the mapping reads", "Map it, or list it (or what holds it) under \"ignore\"");
        }
        String node = node(json, line);
        String logged = text(mapping.action(), json, line, "action");
        String action = logged == null ? null : mapping.actionName(logged);
        Map<String, Value> args = new LinkedHashMap<>();
        for (Map.Entry<String, Place> e : mapping.arguments(action).entrySet()) {
            JsonNode found = found(e.getValue(), json, line, "argument " + e.getKey());
            if (!found.isMissingNode()) {
                args.put(e.getKey(), read(e.getValue(), found, line));
            }
        }
        return new TraceEvent(n, node, clock(json, line), action, args.isEmpty() ? null : Collections.unmodifiableMap(args),
                state(json, line));
    }

    /** What a line says of the variables. */
    Map<String, Value> state(JsonNode json, long line) {
        Map<String, Value> state = new LinkedHashMap<>();
        for (Variable variable : mapping.variables()) {
            JsonNode found = found(variable.place(), json, line, "variable " + variable.name());
            if (found.isMissingNode()) {
                if (mapping.absentIsUntold()) {
                    state.put(variable.name(), Value.UNTOLD);
                }
            } else if (variable.telling() == Telling.UPDATES) {
                state.put(variable.name(), updates(variable, found, line));
            } else {
                state.put(variable.name(), read(variable.place(), found, line));
            }
        }
        return Collections.unmodifiableMap(state);
    }

    private String node(JsonNode json, long line) {
        if (mapping.node() == null) {
            return Mapping.NOBODY;
        }
        JsonNode found = found(mapping.node(), json, line, "node");
        if (found.isMissingNode()) {
            return Mapping.NOBODY;
        }
        if (found.isTextual() || found.isIntegralNumber()) {
            return found.asText();
        }
        throw error(line, mapping.node(), found.toString(), "a string or a whole number as node");
    }

    private String text(Place place, JsonNode json, long line, String what) {
        JsonNode found = found(place, json, line, what);
        if (found.isMissingNode()) {
            return null;
        }
        if (!found.isTextual()) {
            throw error(line, place, found.toString(), "a string as " + what);
        }
        return found.textValue();
    }

    private Map<String, Long> clock(JsonNode json, long line) {
        Place place = mapping.clock();
        JsonNode found = found(place, json, line, "clock");
        if (found.isMissingNode()) {
            return null;
        }
        Map<String, Long> clock = new LinkedHashMap<>();
        List<String> nodes = mapping.clockNodes();
        if (found.isArray() && nodes != null && found.size() == nodes.size()) {
            for (int i = 0; i < nodes.size(); i++) {
                clock.put(nodes.get(i), entry(found.get(i), place, line));
            }
        } else if (found.isObject()) {
            found.properties().forEach(e -> clock.put(e.getKey(), entry(e.getValue(), place, line)));
        } else {
            throw error(line, place, found.toString(), nodes == null ? "a vector clock, {\"node\":count,...}"
                    : "an array of " + nodes.size() + " counts, or an object, as vector clock");
        }
        return Collections.unmodifiableMap(clock);
    }

    private long entry(JsonNode count, Place place, long line) {
        if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
            throw error(line, place, count.toString(), "a whole number from 0 on in a vector clock");
        }
        return count.longValue();
    }

    private JsonNode found(Place place, JsonNode json, long line, String what) {
        if (place == null) {
            return MissingNode.getInstance();
        }
        JsonNode found = place.at() == null ? place.is() : json.at(place.at());
        if (found.isMissingNode() && !place.optional()) {
            throw new TraceFormatException(trace, line, 0, "nothing at " + place.at(), "the " + what,
                    "Correct the mapping; if not all lines give it, say \"optional\":true, or skip such lines");
        }
        return found;
    }

    private Value read(Place place, JsonNode json, long line) {
        try {
            return place.type().read(json);
        } catch (ValueType.Mismatch e) {
            throw error(line, place, e.found(), e.expected() + " (type " + place.type() + ")");
        }
    }

    // -- updates -----------------------------------------------------------------------------------------------------

    private Value updates(Variable variable, JsonNode json, long line) {
        Place place = variable.place();
        if (!json.isArray()) {
            throw error(line, place, json.toString(), "an array of updates [{\"op\":...,\"path\":[...],\"args\":[...]}]");
        }
        List<Value.Update> updates = new ArrayList<>();
        for (JsonNode update : json) {
            try {
                updates.add(update(variable, update));
            } catch (ValueType.Mismatch e) {
                throw error(line, place, e.found(), e.expected());
            }
        }
        return new Value.Updates(updates);
    }

    private Value.Update update(Variable variable, JsonNode json) throws ValueType.Mismatch {
        JsonNode op = json.path("op");
        JsonNode path = json.path("path");
        JsonNode args = json.path("args");
        for (Map.Entry<String, JsonNode> e : json.properties()) {
            if (!List.of("op", "path", "args").contains(e.getKey())) {
                throw new ValueType.Mismatch("the key \"" + e.getKey() + "\" of an update", "op, path and args");
            }
        }
        if (!op.isTextual() || !(path.isMissingNode() || path.isArray()) || !(args.isMissingNode() || args.isArray())) {
            throw new ValueType.Mismatch(json.toString(), "an update {\"op\":...,\"path\":[...],\"args\":[...]}");
        }
        ValueType type = variable.place().type();
        JsonNode initially = variable.initially();
        List<Value> at = new ArrayList<>();
        for (JsonNode element : path) {
            ValueType.Part part = type.part(element);
            at.add(part.key());
            type = part.type();
            initially = initially == null ? null : initially.path(element.asText());
        }
        if (WITH_INITIAL.contains(op.textValue())) {
            return initialised(variable, op.textValue(), args, at, type, initially);
        }
        Operation operation = OPERATIONS.get(op.textValue());
        if (operation == null) {
            throw new ValueType.Mismatch("the operation " + op, "one of "
                    + String.join(", ", OPERATIONS.keySet().stream().sorted().toList()) + ", "
                    + String.join(", ", WITH_INITIAL));
        }
        if (!operation.hasArgument()) {
            return new Value.Update(operation, at, null);
        }
        if (args.size() != 1) {
            throw new ValueType.Mismatch(args.size() + " arguments of " + op.textValue(), "one");
        }
        return new Value.Update(operation, at, type.argument(operation).read(args.get(0)));
    }

    /** The operations that go back to a value that the mapping gives, with some fields changed or none. */
    private static Value.Update initialised(Variable variable, String op, JsonNode args, List<Value> at, ValueType type,
            JsonNode initially) throws ValueType.Mismatch {
        if (initially == null || initially.isMissingNode()) {
            throw new ValueType.Mismatch("the operation " + op, "an operation that needs no initial value, since the "
                    + "mapping gives none (\"initially\") for this part of " + variable.name());
        }
        if (op.equals(INIT)) {
            return new Value.Update(Operation.REPLACE, at, type.read(initially));
        }
        if (args.size() != 1 || !args.get(0).isObject() || !initially.isObject()) {
            throw new ValueType.Mismatch(args.toString(), "one argument of " + op + ", a record, where the initial value "
                    + "is one");
        }
        ObjectNode changed = initially.deepCopy();
        for (Map.Entry<String, JsonNode> e : args.get(0).properties()) {
            if (changed.has(e.getKey())) {
                changed.set(e.getKey(), e.getValue());
            }
        }
        return new Value.Update(Operation.REPLACE, at, type.read(changed));
    }

    private TraceFormatException error(long line, Place place, String found, String expected) {
        return new TraceFormatException(trace, line, 0,
                (found.length() > 120 ? found.substring(0, 120) + "..." : found)
                        + (place.at() == null ? "" : " at " + place.at()),
                expected, "Correct the mapping, or record the log again");
    }
}
