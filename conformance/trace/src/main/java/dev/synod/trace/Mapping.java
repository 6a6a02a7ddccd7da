package dev.synod.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says how a log that somebody else's program wrote is read as a trace: where in a line the node, the action, its
 * arguments, the clock and the variables stand, and of which type they are. {@code traces/README.md} describes the file.
 *
 * <p>A mapping accounts for everything in a line: what it neither reads nor lists under {@code ignore} is an error, since
 * a misspelt place would hide what the program did.
 */
public final class Mapping {
    /** The format's name and version, the value of {@code format}. */
    public static final String FORMAT = "synod-mapping/1";
    /** What is called the node of an event that is nobody's. */
    public static final String NOBODY = "the system";

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Where something stands in a line; {@code null} for {@code at} where it is the same in all lines. */
    record Place(JsonPointer at, JsonNode is, ValueType type, boolean optional) {}

    /** A condition on a line. */
    record Condition(JsonPointer at, JsonNode is, boolean missing) {
        boolean holds(JsonNode line) {
            JsonNode found = line.at(at);
            return missing ? found.isMissingNode() : found.equals(is);
        }
    }

    /** How a line tells of a variable. */
    enum Telling { VALUE, NODE, UPDATES }

    /** A variable of the specification. */
    record Variable(String name, Place place, Telling telling, JsonNode initially) {}

    private final String name;
    private final Map<String, Integer> lines;
    private boolean states;
    private String spec = "";
    private String nullConstant;
    private String self;
    private Map<String, Value> constants = Map.of();
    private List<String> hidden = List.of();
    private Place node;
    private Place clock;
    private List<String> clockNodes;
    private Place action;
    private Map<String, String> actionNames = Map.of();
    private final Map<String, Map<String, Place>> arguments = new LinkedHashMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private boolean absentIsUntold;
    private final List<Condition> skip = new ArrayList<>();
    private final List<JsonPointer> ignore = new ArrayList<>();
    private Condition end;

    private Mapping(String name, Map<String, Integer> lines) {
        this.name = name;
        this.lines = lines;
    }

    /**
     * Reads a mapping.
     *
     * @throws TraceFormatException if it is malformed
     * @throws UncheckedIOException if it cannot be read
     */
    public static Mapping of(Path file) {
        try {
            return of(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a mapping.
     *
     * @param name what errors call it
     */
    public static Mapping of(byte[] text, String name) {
        try {
            JsonNode root = JSON.readTree(text);
            Mapping mapping = new Mapping(name, lines(text));
            mapping.read(root);
            return mapping;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new TraceFormatException(name, line, 0, "no JSON (" + e.getOriginalMessage() + ")",
                    "a mapping, {\"format\":\"" + FORMAT + "\",...}", "Correct the file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mapping of a behaviour in the Informal Trace Format whose variables have the types that the file shows. */
    static Mapping ofStates(String name, List<String> variables, List<String> ignored) {
        Mapping mapping = new Mapping(name, Map.of());
        mapping.states = true;
        for (String variable : variables) {
            JsonPointer at = JsonPointer.empty().appendProperty(variable);
            mapping.variables.add(new Variable(variable, new Place(at, null, ValueType.Any.ANY, false), Telling.VALUE, null));
        }
        ignored.forEach(i -> mapping.ignore.add(JsonPointer.empty().appendProperty(i)));
        return mapping;
    }

    /**
     * Opens a log that is read so.
     *
     * @param in        the log; closed with the trace
     * @param trace     what errors call it
     * @param constants values of the specification's constants besides those in the mapping
     * @param part      whether it is the log of one process among several, whose clocks know of events elsewhere
     * @param live      whether it is being written, so that nothing behind its end is waited for
     * @throws TraceFormatException if a constant has two values, or the log's beginning is malformed
     */
    public TraceSource open(InputStream in, String trace, Map<String, Value> constants, boolean part, boolean live) {
        if (states && live) {
            throw error("/log", "states, which are not written line by line", "a log of events",
                    "Replay the file when it is written");
        }
        for (String constant : constants.keySet()) {
            if (this.constants.containsKey(constant)) {
                throw error("/constants/" + constant, "a value of " + constant, "none, since the configuration gives one",
                        "Give each constant's value once");
            }
        }
        Map<String, Value> all = new LinkedHashMap<>(this.constants);
        all.putAll(constants);
        return states ? new ItfReader(in, trace, this, all) : new MappedReader(in, trace, this, all, part, live);
    }

    // -- what readers ask --------------------------------------------------------------------------------------------

    TraceHeader header(Map<String, Value> all, Map<String, Value> initial) {
        Map<String, Value> given = new LinkedHashMap<>(all);
        if (nullConstant != null && new Value.Model(nullConstant).equals(given.get(nullConstant))) {
            given.remove(nullConstant);
        }
        return new TraceHeader(spec, given, nullConstant, self, named(Telling.NODE), shared(), hidden, initial, Map.of());
    }

    private List<String> named(Telling telling) {
        return variables.stream().filter(v -> v.telling() == telling).map(Variable::name).toList();
    }

    private List<String> shared() {
        return variables.stream().filter(v -> v.telling() != Telling.NODE).map(Variable::name).toList();
    }

    Place node() {
        return node;
    }

    Place clock() {
        return clock;
    }

    /** The nodes to which the elements of a clock that is an array belong; null if there is no such list. */
    List<String> clockNodes() {
        return clockNodes;
    }

    Place action() {
        return action;
    }

    String actionName(String logged) {
        return actionNames.getOrDefault(logged, logged);
    }

    Map<String, Place> arguments(String actionName) {
        Map<String, Place> found = actionName == null ? null : arguments.get(actionName);
        return found == null ? arguments.getOrDefault("*", Map.of()) : found;
    }

    List<Variable> variables() {
        return variables;
    }

    boolean absentIsUntold() {
        return absentIsUntold;
    }

    boolean skips(JsonNode line) {
        return skip.stream().anyMatch(c -> c.holds(line));
    }

    boolean ends(JsonNode line) {
        return end != null && end.holds(line);
    }

    /** The first key of a line for which the mapping has no use, or null. */
    JsonPointer unused(JsonNode line) {
        return places().unused(line, JsonPointer.empty());
    }

    private Places places;

    private Places places() {
        if (places == null) {
            places = new Places();
            for (Place place : Arrays.asList(node, clock, action)) {
                add(place);
            }
            arguments.values().forEach(a -> a.values().forEach(this::add));
            variables.forEach(v -> add(v.place()));
            skip.forEach(c -> places.add(c.at()));
            ignore.forEach(places::add);
        }
        return places;
    }

    private void add(Place place) {
        if (place != null && place.at() != null) {
            places.add(place.at());
        }
    }

    /** The places of a line that the mapping reads, as a tree. */
    private static final class Places {
        private final Map<String, Places> below = new HashMap<>();
        private boolean read;

        void add(JsonPointer pointer) {
            Places at = this;
            for (JsonPointer p = pointer; !p.matches(); p = p.tail()) {
                at = at.below.computeIfAbsent(p.getMatchingProperty(), k -> new Places());
            }
            at.read = true;
        }

        JsonPointer unused(JsonNode node, JsonPointer here) {
            if (read) {
                return null;
            }
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> e : node.properties()) {
                    JsonPointer unused = unused(e.getKey(), e.getValue(), here.appendProperty(e.getKey()));
                    if (unused != null) {
                        return unused;
                    }
                }
            } else if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    JsonPointer unused = unused(Integer.toString(i), node.get(i), here.appendIndex(i));
                    if (unused != null) {
                        return unused;
                    }
                }
            } else if (!node.isNull()) {
                return here;
            }
            return null;
        }

        private JsonPointer unused(String key, JsonNode node, JsonPointer here) {
            Places next = below.get(key);
            return next == null ? here : next.unused(node, here);
        }
    }

    // -- the file ----------------------------------------------------------------------------------------------------

    private static Map<String, Integer> lines(byte[] text) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                lines.putIfAbsent(parser.getParsingContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }

    private void read(JsonNode root) {
        object(root, "", "format", "log", "spec", "constants", "null", "self", "hidden", "node", "clock", "action",
                "arguments", "variables", "absent", "skip", "ignore", "end");
        if (!FORMAT.equals(text(root, "", "format", null))) {
            throw error("/format", "format " + root.path("format"), "\"" + FORMAT + "\"",
                    "This version of Synod reads " + FORMAT + " only");
        }
        String log = oneOf(root, "log", "ndjson", "itf");
        states = log.equals("itf");
        spec = root.has("spec") ? text(root, "", "spec", null) : "";
        nullConstant = text(root, "", "null", "");
        nullConstant = nullConstant.isEmpty() ? null : nullConstant;
        self = text(root, "", "self", "");
        self = self.isEmpty() ? null : self;
        hidden = strings(root, "hidden");
        constants(root.path("constants"));
        node = root.has("node") ? place(root.get("node"), "/node", ValueType.Any.ANY) : null;
        clock(root.path("clock"));
        action(root.path("action"));
        arguments(root.path("arguments"));
        variables(root.path("variables"));
        absentIsUntold = oneOf(root, "absent", "unchanged", "any").equals("any");
        if (absentIsUntold && !hidden.isEmpty()) {
            throw error("/hidden", "hidden actions beside \"absent\":\"any\"", "one of them, since a hidden action must not "
                    + "change what the log tells", "Let the log tell every change, and remove \"absent\"");
        }
        for (int i = 0; i < array(root, "skip").size(); i++) {
            skip.add(condition(root.get("skip").get(i), "/skip/" + i));
        }
        for (int i = 0; i < array(root, "ignore").size(); i++) {
            ignore.add(pointer(root.get("ignore").get(i), "/ignore/" + i));
        }
        end = root.has("end") ? condition(root.get("end"), "/end") : null;
        if (states) {
            for (String key : List.of("node", "clock", "skip", "end", "absent")) {
                if (root.has(key)) {
                    throw error("/" + key, "\"" + key + "\" for states (\"log\":\"itf\")", "none: each state gives every "
                            + "variable, and the file is whole", "Remove it");
                }
            }
            if (variables.stream().anyMatch(v -> v.telling() != Telling.VALUE)) {
                throw error("/variables", "a variable that is not given whole", "\"as\":\"value\" for states "
                        + "(\"log\":\"itf\")", "Remove \"as\"");
            }
        }
    }

    private void constants(JsonNode json) {
        if (json.isMissingNode()) {
            return;
        }
        if (!json.isObject()) {
            throw wrong("/constants", json, "an object with a value for each constant");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : json.properties()) {
            values.put(e.getKey(), value(ValueType.Any.ANY, e.getValue(), "/constants/" + e.getKey()));
        }
        constants = values;
    }

    private void clock(JsonNode json) {
        if (json.isObject()) {
            object(json, "/clock", "at", "nodes", "optional");
            clock = new Place(pointer(json.path("at"), "/clock/at"), null, ValueType.Any.ANY, flag(json, "/clock", "optional"));
            clockNodes = json.has("nodes") ? strings(json, "nodes") : null;
        } else if (!json.isMissingNode()) {
            clock = new Place(pointer(json, "/clock"), null, ValueType.Any.ANY, false);
        }
    }

    private void action(JsonNode json) {
        if (json.isObject()) {
            object(json, "/action", "at", "names", "optional");
            action = new Place(pointer(json.path("at"), "/action/at"), null, ValueType.Str.STR, flag(json, "/action", "optional"));
            JsonNode names = json.path("names");
            Map<String, String> renamed = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e : names.properties()) {
                if (!e.getValue().isTextual()) {
                    throw wrong("/action/names/" + e.getKey(), e.getValue(), "the name of an action of the specification");
                }
                renamed.put(e.getKey(), e.getValue().textValue());
            }
            if (!names.isMissingNode() && !names.isObject()) {
                throw wrong("/action/names", names, "an object from names in the log to actions");
            }
            actionNames = renamed;
        } else if (!json.isMissingNode()) {
            action = new Place(pointer(json, "/action"), null, ValueType.Str.STR, false);
        }
    }

    private void arguments(JsonNode json) {
        if (!json.isMissingNode() && !json.isObject()) {
            throw wrong("/arguments", json, "an object from actions to their arguments");
        }
        for (Map.Entry<String, JsonNode> a : json.properties()) {
            String here = "/arguments/" + a.getKey();
            if (!a.getValue().isObject()) {
                throw wrong(here, a.getValue(), "an object from arguments to their places");
            }
            Map<String, Place> places = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e : a.getValue().properties()) {
                places.put(e.getKey(), place(e.getValue(), here + "/" + e.getKey(), ValueType.Any.ANY));
            }
            arguments.put(a.getKey(), places);
        }
    }

    private void variables(JsonNode json) {
        if (!json.isMissingNode() && !json.isObject()) {
            throw wrong("/variables", json, "an object from variables to their places");
        }
        for (Map.Entry<String, JsonNode> e : json.properties()) {
            String here = "/variables/" + e.getKey();
            JsonNode v = e.getValue();
            if (v.isTextual()) {
                variables.add(new Variable(e.getKey(), new Place(pointer(v, here), null, ValueType.Any.ANY, !states),
                        Telling.VALUE, null));
                continue;
            }
            object(v, here, "at", "as", "type", "initially");
            JsonPointer at = states && !v.has("at") ? JsonPointer.empty().appendProperty(e.getKey())
                    : pointer(v.path("at"), here + "/at");
            Telling telling = switch (text(v, here, "as", "value")) {
                case "value" -> Telling.VALUE;
                case "node" -> Telling.NODE;
                case "updates" -> Telling.UPDATES;
                default -> throw wrong(here + "/as", v.get("as"), "\"value\", \"node\" or \"updates\"");
            };
            variables.add(new Variable(e.getKey(), new Place(at, null, type(v, here), !states), telling, v.get("initially")));
        }
    }

    private Place place(JsonNode json, String here, ValueType untyped) {
        if (json.isTextual()) {
            return new Place(pointer(json, here), null, untyped, false);
        }
        object(json, here, "at", "is", "type", "optional");
        if (json.has("at") == json.has("is")) {
            throw error(here, json.has("at") ? "both \"at\" and \"is\"" : "neither \"at\" nor \"is\"",
                    "{\"at\":\"/pointer\"} or {\"is\":value}", "Say where it stands, or what it always is");
        }
        return new Place(json.has("at") ? pointer(json.get("at"), here + "/at") : null, json.get("is"),
                json.has("type") ? type(json, here) : untyped, flag(json, here, "optional"));
    }

    private Condition condition(JsonNode json, String here) {
        object(json, here, "at", "is", "missing");
        boolean missing = flag(json, here, "missing");
        if (missing == json.has("is")) {
            throw error(here, "a condition with " + (missing ? "both" : "neither") + " \"is\" " + (missing ? "and" : "nor")
                    + " \"missing\"", "{\"at\":\"/pointer\",\"is\":value} or {\"at\":\"/pointer\",\"missing\":true}",
                    "Say one of them");
        }
        return new Condition(pointer(json.path("at"), here + "/at"), json.get("is"), missing);
    }

    private ValueType type(JsonNode json, String here) {
        String text = text(json, here, "type", "Any");
        try {
            return ValueType.parse(text);
        } catch (ValueType.Mismatch e) {
            throw error(here + "/type", e.found(), e.expected(), "Correct the type");
        }
    }

    private Value value(ValueType type, JsonNode json, String here) {
        try {
            return type.read(json);
        } catch (ValueType.Mismatch e) {
            throw error(here, e.found(), e.expected(), "Correct the value");
        }
    }

    private JsonPointer pointer(JsonNode json, String here) {
        if (json.isTextual()) {
            try {
                return JsonPointer.compile(json.textValue());
            } catch (IllegalArgumentException e) {
                // Told below.
            }
        }
        throw wrong(here, json, "a JSON pointer, such as \"/event\" (RFC 6901)");
    }

    private void object(JsonNode json, String here, String... known) {
        if (!json.isObject()) {
            throw wrong(here, json, "an object with " + String.join(", ", known));
        }
        for (Map.Entry<String, JsonNode> e : json.properties()) {
            if (!Arrays.asList(known).contains(e.getKey())) {
                throw error(here + "/" + e.getKey(), "the key \"" + e.getKey() + '"', "one of " + String.join(", ", known),
                        "Correct the key");
            }
        }
    }

    private String text(JsonNode json, String here, String key, String unless) {
        JsonNode found = json.path(key);
        if (found.isMissingNode() && unless != null) {
            return unless;
        }
        if (!found.isTextual()) {
            throw wrong(here + "/" + key, found, "a string as " + key);
        }
        return found.textValue();
    }

    private String oneOf(JsonNode json, String key, String... known) {
        String found = text(json, "", key, known[0]);
        if (!Arrays.asList(known).contains(found)) {
            throw wrong("/" + key, json.get(key), Arrays.stream(known).map(k -> '"' + k + '"').collect(Collectors.joining(" or ")));
        }
        return found;
    }

    private boolean flag(JsonNode json, String here, String key) {
        JsonNode found = json.path(key);
        if (!found.isMissingNode() && !found.isBoolean()) {
            throw wrong(here + "/" + key, found, "true or false");
        }
        return found.asBoolean(false);
    }

    private JsonNode array(JsonNode json, String key) {
        JsonNode found = json.path(key);
        if (!found.isMissingNode() && !found.isArray()) {
            throw wrong("/" + key, found, "an array");
        }
        return found;
    }

    private List<String> strings(JsonNode json, String key) {
        List<String> found = new ArrayList<>();
        for (JsonNode element : array(json, key)) {
            if (!element.isTextual()) {
                throw wrong("/" + key, element, "a string");
            }
            found.add(element.textValue());
        }
        return found;
    }

    private TraceFormatException wrong(String here, JsonNode found, String expected) {
        return error(here, found == null || found.isMissingNode() ? "nothing" : found.toString(), expected,
                "traces/README.md describes the mapping");
    }

    private TraceFormatException error(String here, String found, String expected, String remedy) {
        String at = here;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return new TraceFormatException(name, lines.getOrDefault(at, 1), 0,
                found + (here.isEmpty() ? "" : " at " + here), expected, remedy);
    }
}
