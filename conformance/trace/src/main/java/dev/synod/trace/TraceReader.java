package dev.synod.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a trace event by event, holding no more than one line.
 *
 * <p>Whatever is not exactly the format is an error with its place: a key that the format does not know is not skipped,
 * since a misspelt {@code state} would hide what the code did. The one thing forgiven is a last line that ends without
 * its line feed and is no whole JSON text, as a crash leaves it: it is left out, and {@link #cutShort()} tells.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class TraceReader implements TraceSource {
    /** The longest line that is read, in bytes. */
    public static final int MAX_LINE = 64 << 20;

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final int MAX_SHOWN = 60;

    private final Lines lines;
    private final String name;
    private final TraceHeader header;
    private final CausalOrder order;
    private final Set<String> loggable;
    private final PlainEvents plain;
    private final boolean live;
    private JsonParser json;
    private long events;
    private boolean complete;
    private boolean cutShort;

    private TraceReader(InputStream in, String name, boolean part, boolean live) {
        this.name = name;
        this.lines = new Lines(in, 1 << 16);
        if (!nextLine()) {
            throw error(0, "an empty file", "a header line",
                    "A trace begins with a line {\"format\":\"" + TraceHeader.FORMAT + "\",\"spec\":...}");
        }
        this.header = parse(this::readHeader);
        this.order = part ? null : new CausalOrder(name);
        this.live = live;
        this.loggable = new HashSet<>(header.observed());
        loggable.addAll(header.shared());
        this.plain = new PlainEvents(loggable);
    }

    /**
     * Opens a trace and reads its header.
     *
     * @throws TraceFormatException if the header is missing or malformed
     * @throws UncheckedIOException if the file cannot be read
     */
    public static TraceReader of(Path file) {
        try {
            return of(Files.newInputStream(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a trace from a stream; the header at once.
     *
     * @param name what errors call the trace
     */
    public static TraceReader of(InputStream in, String name) {
        return of(in, name, false, false);
    }

    /**
     * Reads a trace that is being written: it ends with its footer, and what may be written behind that is not waited for.
     */
    public static TraceReader ofLive(InputStream in, String name) {
        return of(in, name, false, true);
    }

    /**
     * Reads the trace of one process among several, whose clocks know of events that other traces hold: it is not held to
     * them here. {@link CausalMerge} holds all of them to their clocks.
     */
    public static TraceReader ofPart(InputStream in, String name) {
        return of(in, name, true, false);
    }

    private static TraceReader of(InputStream in, String name, boolean part, boolean live) {
        try {
            return new TraceReader(in, name, part, live);
        } catch (RuntimeException e) {
            try {
                in.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** For a text that is one value. */
    private TraceReader(byte[] json, String name) {
        this.name = name;
        // With room for one byte more, so that the end is found without a larger buffer.
        this.lines = new Lines(new ByteArrayInputStream(json), json.length + 1);
        this.header = null;
        this.order = null;
        this.live = false;
        this.loggable = Set.of();
        this.plain = null;
    }

    /** @see ValueJson#read */
    static Value value(byte[] json, String name) {
        TraceReader reader = new TraceReader(json, name);
        if (!reader.nextLine()) {
            throw reader.error(0, "an empty text", "a value", "Write the value as JSON");
        }
        Value value = reader.parse(() -> {
            if (reader.json.nextToken() == null) {
                throw reader.error(0, "an empty line", "a value", "Write the value as JSON");
            }
            return reader.value();
        });
        if (reader.nextLine()) {
            throw reader.error(0, "a second line", "the end of the value", "Write the value on one line");
        }
        return value;
    }

    /** The trace's header, never null. */
    @Override
    public TraceHeader header() {
        return header;
    }

    /** What errors call this trace. */
    @Override
    public String name() {
        return name;
    }

    /** The number of the line read last, from 1. */
    @Override
    public long line() {
        return lines.number;
    }

    /** Whether the footer has been read: the trace is whole. */
    @Override
    public boolean complete() {
        return complete;
    }

    /** Whether the last line was cut short, as by a crash, and left out. */
    @Override
    public boolean cutShort() {
        return cutShort;
    }

    /**
     * The next event, or null at the end of the trace.
     *
     * @throws TraceFormatException if the line is not an event or the footer
     */
    @Override
    public TraceEvent next() {
        if (complete || cutShort || !nextLine()) {
            return null;
        }
        TraceEvent event = plain.read(lines.buffer, lines.start, lines.length, events + 1);
        try {
            event = event != null ? event : parse(this::readEventOrFooter);
        } catch (CutShort e) {
            cutShort = true;
            return null;
        }
        if (event == null) {
            complete = true;
            if ((!live || lines.hasMore()) && nextLine()) {
                throw error(0, "another line", "the end of the file after the footer",
                        "Events behind the footer belong to no trace; write one file a trace");
            }
            return null;
        }
        events++;
        if (order != null) {
            order.check(event, lines.number);
        }
        return event;
    }

    @Override
    public void close() {
        try {
            lines.in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // -- one line ----------------------------------------------------------------------------------------------------

    private interface Line<T> {
        T read() throws IOException;
    }

    private static final class CutShort extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean nextLine() {
        try {
            return lines.next(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T parse(Line<T> line) {
        try {
            json = JSON.createParser(lines.buffer, lines.start, lines.length);
            T result = line.read();
            if (json.nextToken() != null) {
                throw error(column(), "more text behind the object", "the end of the line",
                        "Write one JSON object a line");
            }
            return result;
        } catch (JsonProcessingException e) {
            if (!lines.ended && header != null) {
                throw new CutShort();
            }
            if (!lines.ended && e instanceof JsonEOFException) {
                throw error(column(e), "the end of the text before that of the header or the value", "the rest of it",
                        "The file is cut short; record the trace again");
            }
            throw error(column(e), "no JSON (" + e.getOriginalMessage() + ")", "one JSON object a line",
                    "Look at the line, or record the trace again");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TraceHeader readHeader() throws IOException {
        expectObject("a header", "A trace begins with a line {\"format\":\"" + TraceHeader.FORMAT + "\",\"spec\":...}");
        String format = null;
        String spec = null;
        String nullConstant = null;
        String self = null;
        Map<String, Value> constants = null;
        List<String> observed = null;
        List<String> shared = List.of();
        List<String> hidden = List.of();
        Map<String, Value> initial = Map.of();
        Map<String, Value> source = Map.of();
        Set<String> seen = new HashSet<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (!seen.add(key)) {
                throw twice(key);
            }
            json.nextToken();
            switch (key) {
                case "format" -> {
                    format = string(key);
                    if (!format.equals(TraceHeader.FORMAT)) {
                        throw error(column(), "format " + quote(format), quote(TraceHeader.FORMAT),
                                "This version of Synod reads " + TraceHeader.FORMAT + " only");
                    }
                }
                case "spec" -> spec = string(key);
                case "constants" -> constants = fields(key);
                case "null" -> nullConstant = string(key);
                case "self" -> self = string(key);
                case "observed" -> observed = names(key);
                case "shared" -> shared = names(key);
                case "hidden" -> hidden = names(key);
                case "initial" -> initial = fields(key);
                case "source" -> source = fields(key);
                case "n", "node" -> throw error(column(), "an event", "the header first",
                        "The first line must be {\"format\":\"" + TraceHeader.FORMAT + "\",\"spec\":...}");
                default -> throw error(column(), "the key " + quote(key),
                        "one of format, spec, constants, null, self, observed, shared, hidden, initial, source",
                        "Correct the key; what only people read belongs under source");
            }
        }
        if (format == null) {
            throw missing("format", "the header", "\"format\":\"" + TraceHeader.FORMAT + "\"");
        }
        if (spec == null) {
            throw missing("spec", "the header", "\"spec\":\"folder/Module\"");
        }
        if (observed == null) {
            throw missing("observed", "the header", "\"observed\":[...], the variables that the events log");
        }
        for (String v : shared) {
            if (observed.contains(v)) {
                throw error(0, quote(v) + " both in observed and in shared", "it in one of them",
                        "A variable is either a function of the node (observed) or logged whole (shared)");
            }
        }
        return new TraceHeader(
                spec, constants == null ? Map.of() : constants, nullConstant, self, observed,
                shared, hidden, initial, source);
    }

    /** An event, or null for the footer. */
    private TraceEvent readEventOrFooter() throws IOException {
        expectObject("an event", "Each line is an object {\"n\":...,\"node\":...,...}");
        long n = -1;
        String node = null;
        Map<String, Long> clock = null;
        String action = null;
        Map<String, Value> args = null;
        Map<String, Value> state = null;
        Boolean end = null;
        long count = -1;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "n" -> {
                    unique(n < 0, key);
                    n = number(key);
                }
                case "node" -> {
                    unique(node == null, key);
                    node = string(key);
                }
                case "clock" -> {
                    unique(clock == null, key);
                    clock = clock();
                }
                case "action" -> {
                    unique(action == null, key);
                    action = string(key);
                }
                case "args" -> {
                    unique(args == null, key);
                    args = fields(key);
                }
                case "state" -> {
                    unique(state == null, key);
                    state = state();
                }
                case "end" -> {
                    unique(end == null, key);
                    if (json.currentToken() != JsonToken.VALUE_TRUE) {
                        throw found("\"end\":true");
                    }
                    end = true;
                }
                case "events" -> {
                    unique(count < 0, key);
                    count = number(key);
                }
                case "format" -> throw error(column(), "a second header", "an event or the footer",
                        "One file holds one trace");
                default -> throw error(column(), "the key " + quote(key),
                        "one of n, node, clock, action, args, state (or end, events in the footer)",
                        "Correct the key: nothing of an event is skipped");
            }
        }
        if (end != null || count >= 0) {
            footer(end, count, n >= 0 || node != null || clock != null || action != null || args != null || state != null);
            return null;
        }
        if (n < 0) {
            throw missing("n", "the event", "\"n\":" + (events + 1));
        }
        if (node == null) {
            throw missing("node", "the event", "\"node\":\"...\", the node that took the step");
        }
        if (n != events + 1) {
            throw error(0, "event number " + n, "number " + (events + 1),
                    n > events + 1 ? "Events are missing: record the trace again" : "Number the events from 1 on");
        }
        return new TraceEvent(n, node, clock, action, args, state == null ? Map.of() : state);
    }

    private void footer(Boolean end, long count, boolean mixed) {
        if (end == null || count < 0 || mixed) {
            throw error(0, mixed ? "a footer that is also an event" : "half a footer",
                    "{\"end\":true,\"events\":" + events + "}", "Write the footer on a line of its own");
        }
        if (count != events) {
            throw error(0, "a footer that counts " + count + " events", events + " events",
                    "The trace has lost or gained events since it was recorded: record it again");
        }
    }

    private Map<String, Value> state() throws IOException {
        Map<String, Value> state = fields("state");
        for (String variable : state.keySet()) {
            if (!loggable.contains(variable)) {
                throw error(0, "a value of " + quote(variable) + " in state",
                        "only variables that the header lists: " + String.join(", ", loggable.stream().sorted().toList()),
                        "List the variable in the header's observed (or shared), or correct its name");
            }
        }
        return state;
    }

    private Map<String, Long> clock() throws IOException {
        expect(JsonToken.START_OBJECT, "an object {\"node\":count,...} as clock");
        Map<String, Long> clock = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            if (clock.put(key, number("clock of " + key)) != null) {
                throw twice(key);
            }
        }
        return Collections.unmodifiableMap(clock);
    }

    // -- values ------------------------------------------------------------------------------------------------------

    private Map<String, Value> fields(String what) throws IOException {
        expect(JsonToken.START_OBJECT, "an object as " + what);
        Map<String, Value> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            if (fields.put(key, value()) != null) {
                throw twice(key);
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    private Value value() throws IOException {
        switch (json.currentToken()) {
            case VALUE_STRING:
                return new Value.Str(json.getText());
            case VALUE_NUMBER_INT:
                if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    return new Value.BigInt(json.getBigIntegerValue());
                }
                return new Value.Int(json.getLongValue());
            case VALUE_TRUE:
                return new Value.Bool(true);
            case VALUE_FALSE:
                return new Value.Bool(false);
            case VALUE_NULL:
                return Value.NULL;
            case START_ARRAY:
                return new Value.Tup(elements());
            case START_OBJECT:
                return object();
            default:
                throw found("a value (TLA+ has no fractions)");
        }
    }

    private List<Value> elements() throws IOException {
        List<Value> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return elements;
    }

    private Value object() throws IOException {
        if (json.nextToken() == JsonToken.END_OBJECT) {
            return new Value.Rec(Map.of());
        }
        String first = json.currentName();
        if (first.startsWith("#")) {
            return special(first);
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        do {
            String key = json.currentName();
            if (key.startsWith("#")) {
                throw error(column(), "the key " + quote(key) + " among a record's fields", "a field's name",
                        "Keys that begin with # are the encoding's own and come first");
            }
            json.nextToken();
            if (fields.put(key, value()) != null) {
                throw twice(key);
            }
        } while (json.nextToken() != JsonToken.END_OBJECT);
        return new Value.Rec(fields);
    }

    private Value special(String key) throws IOException {
        json.nextToken();
        Value result;
        switch (key) {
            case "#set" -> result = new Value.SetOf(array(key));
            case "#tup" -> result = new Value.Tup(array(key));
            case "#map" -> result = new Value.Fun(entries(key));
            case "#plus" -> result = Value.plus(array(key));
            case "#bigint" -> result = new Value.BigInt(bigInteger());
            case "#model" -> result = new Value.Model(string(key));
            case "#except", "#gone" -> {
                return except(key);
            }
            default -> throw error(column(), "the key " + quote(key),
                    "#set, #map, #tup, #bigint, #model, #except, #gone or #plus",
                    "Encode the value as the Informal Trace Format says");
        }
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw error(column(), "another key beside " + key, "the end of the object",
                    "Encode the value as the Informal Trace Format says");
        }
        return result;
    }

    private Value except(String firstKey) throws IOException {
        List<Value.Entry> changed = null;
        List<Value> gone = null;
        String key = firstKey;
        while (true) {
            if (key.equals("#except") && changed == null) {
                changed = entries(key);
            } else if (key.equals("#gone") && gone == null) {
                gone = array(key);
            } else {
                throw error(column(), "the key " + quote(key), "#except and #gone, each once",
                        "Encode the change of a function as {\"#except\":[[key,value],...],\"#gone\":[key,...]}");
            }
            if (json.nextToken() == JsonToken.END_OBJECT) {
                return new Value.Except(changed == null ? List.of() : changed, gone == null ? List.of() : gone);
            }
            key = json.currentName();
            json.nextToken();
        }
    }

    private List<Value> array(String key) throws IOException {
        expect(JsonToken.START_ARRAY, "an array behind " + key);
        return elements();
    }

    private List<Value.Entry> entries(String key) throws IOException {
        expect(JsonToken.START_ARRAY, "an array of pairs behind " + key);
        List<Value.Entry> entries = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.START_ARRAY, "a pair [key, value]");
            List<Value> pair = elements();
            if (pair.size() != 2) {
                throw error(column(), pair.size() + " values", "a pair [key, value]",
                        "A function's entries are arrays of two");
            }
            entries.add(new Value.Entry(pair.get(0), pair.get(1)));
        }
        return entries;
    }

    private BigInteger bigInteger() throws IOException {
        String digits = string("#bigint");
        try {
            return new BigInteger(digits);
        } catch (NumberFormatException e) {
            throw error(column(), quote(digits), "an integer's digits behind #bigint", "Correct the number");
        }
    }

    private String string(String what) throws IOException {
        expect(JsonToken.VALUE_STRING, "a string as " + what);
        return json.getText();
    }

    private long number(String what) throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number as " + what);
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
            throw found("a whole number from 0 to " + Long.MAX_VALUE + " as " + what);
        }
        return json.getLongValue();
    }

    private List<String> names(String what) throws IOException {
        expect(JsonToken.START_ARRAY, "an array of names as " + what);
        List<String> names = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String name = string("a name in " + what);
            if (names.contains(name)) {
                throw error(column(), quote(name) + " twice in " + what, "each name once", "Remove one of them");
            }
            names.add(name);
        }
        return names;
    }

    // -- errors ------------------------------------------------------------------------------------------------------

    private void expectObject(String what, String remedy) throws IOException {
        JsonToken token = json.nextToken();
        if (token != JsonToken.START_OBJECT) {
            throw error(token == null ? 0 : column(), token == null ? "an empty line" : shown(), what, remedy);
        }
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (json.currentToken() != token) {
            throw found(what);
        }
    }

    private TraceFormatException found(String expected) throws IOException {
        return error(column(), shown(), expected, "Correct the line, or record the trace again");
    }

    private String shown() throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string " + quote(json.getText());
            default -> json.getText();
        };
    }

    private void unique(boolean first, String key) {
        if (!first) {
            throw twice(key);
        }
    }

    private TraceFormatException twice(String key) {
        return error(column(), "the key " + quote(key) + " a second time", "each key once", "Remove one of them");
    }

    private TraceFormatException missing(String key, String where, String example) {
        return error(0, where + " without " + quote(key), example, "Add it, or record the trace again");
    }

    private TraceFormatException error(int column, String found, String expected, String remedy) {
        return new TraceFormatException(name, Math.max(1, lines.number), column, found, expected, remedy);
    }

    private int column() {
        return json == null ? 0 : Math.max(0, json.currentTokenLocation().getColumnNr());
    }

    private static int column(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
    }

    private static String quote(String text) {
        return '"' + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text) + '"';
    }

    /** The input cut at its line feeds, in one buffer that is used again. */
    private static final class Lines {
        private final InputStream in;
        private byte[] buffer;
        private int filled;
        private int start;
        private int length;
        private int nextStart;
        private boolean eof;
        private boolean ended;
        private long number;

        /** @param size of the buffer, to begin with, in bytes */
        Lines(InputStream in, int size) {
            this.in = in;
            this.buffer = new byte[size];
        }

        /** Whether more has been read than was asked for. */
        boolean hasMore() {
            return nextStart < filled;
        }

        boolean next(String name) throws IOException {
            int scan = nextStart;
            while (true) {
                for (; scan < filled; scan++) {
                    if (buffer[scan] == '\n') {
                        return line(scan, true);
                    }
                }
                if (eof) {
                    return nextStart < filled && line(filled, false);
                }
                scan -= makeRoom(name);
                int read = in.read(buffer, filled, buffer.length - filled);
                if (read < 0) {
                    eof = true;
                } else {
                    filled += read;
                }
            }
        }

        private boolean line(int end, boolean lineFeed) {
            start = nextStart;
            length = end - start;
            ended = lineFeed;
            nextStart = lineFeed ? end + 1 : end;
            number++;
            return true;
        }

        /** Moves the unfinished line to the front or grows the buffer; returns by how much positions moved. */
        private int makeRoom(String name) {
            if (filled < buffer.length) {
                return 0;
            }
            int moved = nextStart;
            int rest = filled - nextStart;
            if (rest >= MAX_LINE) {
                throw new TraceFormatException(name, number + 1, 0, "a line of more than " + MAX_LINE + " bytes",
                        "a shorter one", "Log large variables by what changed in them ({\"#except\":...})");
            }
            byte[] target = rest > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
            System.arraycopy(buffer, nextStart, target, 0, rest);
            buffer = target;
            filled = rest;
            nextStart = 0;
            return moved;
        }
    }
}
