package dev.synod.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a behaviour in the Informal Trace Format (ITF) of Apalache and Quint, in which each state gives every variable.
 *
 * <p>The first state is the header's {@code initial}, so that the specification's initial predicate is held to it; each
 * later one is an event. In a lasso the step from the last state back to the loop's first is an event too. Where a line is
 * asked for, it is the number of the state, from 1.
 */
public final class ItfReader implements TraceSource {
    private static final String MODEL_VALUES = "modelValues";

    private final String name;
    private final TraceHeader header;
    private final EventMapper mapper;
    private final List<JsonNode> states = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final Set<String> modelValues;
    private int next = 1;

    ItfReader(InputStream in, String name, Mapping given, Map<String, Value> constants) {
        this.name = name;
        JsonNode root = root(in);
        Set<String> declared = new HashSet<>(names(root, "vars"));
        List<String> params = names(root, "params");
        this.modelValues = new HashSet<>(strings(root.path("#meta").path(MODEL_VALUES)));
        JsonNode all = root.path("states");
        if (!all.isArray() || all.isEmpty()) {
            throw error(1, all.isArray() ? "no states" : "no \"states\"", "an array of one state or more",
                    "Write the behaviour in the Informal Trace Format");
        }
        for (int i = 0; i < all.size(); i++) {
            add(all.get(i), i + 1, declared, params);
        }
        JsonNode loop = root.path("loop");
        if (!loop.isMissingNode() && !loop.isNull()) {
            if (!loop.isInt() || loop.intValue() < 0 || loop.intValue() >= all.size()) {
                throw error(1, loop + " as loop", "the index of a state, from 0 to " + (all.size() - 1), "Correct it");
            }
            add(all.get(loop.intValue()), loop.intValue() + 1, declared, params);
        }
        List<String> variables = names(root, "vars").stream().filter(v -> !v.contains("::")).toList();
        Mapping mapping = given != null ? given : Mapping.ofStates(name, variables,
                declared.stream().filter(v -> v.contains("::")).toList());
        this.mapper = new EventMapper(mapping, name);
        Map<String, Value> values = new LinkedHashMap<>(constants);
        for (String param : params) {
            Value value = constant(states.get(0).path(param), param);
            Value other = values.put(param, value);
            if (other != null && !other.equals(value)) {
                throw error(1, param + " = " + value, other.toString() + ", as it was given", "Give each constant once");
            }
        }
        for (JsonNode state : states) {
            params.forEach(((ObjectNode) state)::remove);
        }
        Map<String, Value> initial = mapper.event(1, states.get(0), 1).state();
        TraceHeader said = mapping.header(values, initial);
        this.header = modelValues.isEmpty() ? said : Models.in(said, modelValues);
    }

    /**
     * Reads a behaviour.
     *
     * @param in        the file's text; closed with the trace
     * @param name      what errors call it
     * @param constants values of the specification's constants, besides those of the file's {@code params}
     * @throws TraceFormatException if it is malformed
     * @throws UncheckedIOException if it cannot be read
     */
    public static ItfReader of(InputStream in, String name, Map<String, Value> constants) {
        return new ItfReader(in, name, null, constants);
    }

    private JsonNode root(InputStream in) {
        try (in) {
            JsonNode root = Mapping.JSON.readTree(in);
            if (!root.isObject()) {
                throw error(1, "no object", "{\"vars\":[...],\"states\":[...]}",
                        "Write the behaviour in the Informal Trace Format");
            }
            for (Map.Entry<String, JsonNode> e : root.properties()) {
                if (!Set.of("#meta", "params", "vars", "states", "loop").contains(e.getKey())) {
                    throw error(1, "the key \"" + e.getKey() + '"', "one of #meta, params, vars, states, loop",
                            "Correct the key");
                }
            }
            return root;
        } catch (JsonProcessingException e) {
            throw error(e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()),
                    "no JSON (" + e.getOriginalMessage() + ")", "a behaviour in the Informal Trace Format",
                    "Correct the file, or write it again");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(JsonNode state, int number, Set<String> declared, List<String> params) {
        if (!state.isObject()) {
            throw error(number, state.toString(), "a state, {\"variable\":value,...}", "Correct the state");
        }
        ObjectNode copy = state.deepCopy();
        copy.remove("#meta");
        for (String variable : declared) {
            if (!copy.has(variable)) {
                throw error(number, "a state without " + variable, "a value for each of vars", "Write the file again");
            }
        }
        for (Map.Entry<String, JsonNode> e : copy.properties()) {
            if (!declared.contains(e.getKey()) && !params.contains(e.getKey())) {
                throw error(number, "a value of " + e.getKey(), "only variables that vars lists", "List it under vars");
            }
        }
        for (String param : params) {
            JsonNode first = states.isEmpty() ? copy.path(param) : null;
            if (first != null && first.isMissingNode()) {
                throw error(number, "a state without " + param, "a value for each of params", "Write the file again");
            }
        }
        states.add(copy);
        numbers.add(number);
    }

    private Value constant(JsonNode json, String param) {
        try {
            return Models.in(ValueType.Any.ANY.read(json), modelValues);
        } catch (ValueType.Mismatch e) {
            throw error(1, e.found() + " as " + param, e.expected(), "Correct the value");
        }
    }

    private List<String> names(JsonNode root, String key) {
        JsonNode names = root.path(key);
        if (key.equals("vars") && !names.isArray()) {
            throw error(1, "no \"vars\"", "an array of the variables' names", "Write the file again");
        }
        return strings(names);
    }

    private List<String> strings(JsonNode names) {
        List<String> found = new ArrayList<>();
        for (JsonNode n : names) {
            if (!n.isTextual()) {
                throw error(1, n.toString(), "a name", "Correct the file");
            }
            found.add(n.textValue());
        }
        return found;
    }

    private TraceFormatException error(long state, String found, String expected, String remedy) {
        return new TraceFormatException(name, state, 0, found, expected, remedy);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TraceHeader header() {
        return header;
    }

    @Override
    public TraceEvent next() {
        if (next >= states.size()) {
            return null;
        }
        int at = next++;
        TraceEvent event = mapper.event(at, states.get(at), numbers.get(at));
        return modelValues.isEmpty() ? event : Models.in(event, modelValues);
    }

    @Override
    public long line() {
        return numbers.get(Math.min(next, states.size()) - 1);
    }

    @Override
    public boolean complete() {
        return next >= states.size();
    }

    @Override
    public boolean cutShort() {
        return false;
    }

    @Override
    public void close() {
        // The whole file has been read.
    }
}
