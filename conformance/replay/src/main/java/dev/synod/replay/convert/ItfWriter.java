package dev.synod.replay.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.synod.replay.ReplayListener;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecChecker;
import dev.synod.replay.SpecException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceSource;
import dev.synod.trace.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the behaviour that explains a trace in the Informal Trace Format (ITF, Apalache's ADR 15): every variable of the
 * specification in every state, whether the trace logs it or not.
 *
 * <p>That needs one behaviour: where several states explain the trace up to an event, there is no saying which. The
 * constants are the file's {@code params}. ITF has no model values: they are written as strings, and {@code #meta} names
 * them under {@code modelValues}, so that this project's reader knows them again.
 */
public final class ItfWriter {
    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final TraceHeader header;
    private final Set<String> modelValues = new TreeSet<>();
    private final JsonGenerator json;
    private long ambiguous = -1;
    private int states;

    private ItfWriter(TraceHeader header, OutputStream out) throws IOException {
        this.header = header;
        header.constants().values().forEach(this::collect);
        if (header.nullConstant() != null) {
            modelValues.add(header.nullConstant());
        }
        json = JSON.createGenerator(out);
    }

    /**
     * What came of it. Only if the result is ok and the behaviour is the only one has it been written whole.
     *
     * @param result    the replay's result
     * @param ambiguous the number of the first event after which several states explain the trace; -1 if there is none
     * @param states    how many states these are, or 0
     */
    public record Outcome(ReplayResult result, long ambiguous, int states) {}

    /**
     * Replays a trace and writes its behaviour; the stream and the trace stay open.
     *
     * @throws SpecException        if the trace has hidden actions, or a value cannot be written
     * @throws UncheckedIOException if the stream cannot be written
     */
    public static Outcome write(TraceSource trace, Replayer replayer, OutputStream out) {
        if (!trace.header().hidden().isEmpty()) {
            throw new SpecException(trace.name() + ": a trace with hidden actions (" + String.join(", ",
                    trace.header().hidden()) + "), which have states that no event tells of. Log these actions");
        }
        try {
            ItfWriter writer = new ItfWriter(trace.header(), out);
            ReplayResult result = replayer.replay(trace, writer.listener());
            writer.end();
            return new Outcome(result, writer.ambiguous, writer.states);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReplayListener listener() {
        return (events, session) -> {
            try {
                state(events, session);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private void state(long events, SpecChecker.Session session) throws IOException {
        if (ambiguous < 0 && session.candidates() > 1) {
            ambiguous = events;
            states = session.candidates();
        }
        if (ambiguous >= 0) {
            return;
        }
        Map<String, Value> state = session.states().get(0);
        if (events == 0) {
            begin(List.copyOf(state.keySet()));
        }
        json.writeStartObject();
        json.writeObjectFieldStart("#meta");
        json.writeNumberField("index", events);
        json.writeEndObject();
        for (Map.Entry<String, Value> c : header.constants().entrySet()) {
            field(c.getKey(), c.getValue());
        }
        if (header.nullConstant() != null && !header.constants().containsKey(header.nullConstant())) {
            field(header.nullConstant(), Value.NULL);
        }
        for (Map.Entry<String, Value> v : state.entrySet()) {
            field(v.getKey(), v.getValue());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void begin(List<String> variables) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("#meta");
        json.writeStringField("format", "ITF");
        json.writeStringField("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
        json.writeStringField("source", header.spec());
        names("modelValues", modelValues);
        json.writeEndObject();
        Set<String> params = new java.util.LinkedHashSet<>(header.constants().keySet());
        if (header.nullConstant() != null) {
            params.add(header.nullConstant());
        }
        names("params", params);
        names("vars", variables);
        json.writeArrayFieldStart("states");
        json.writeRaw('\n');
    }

    private void end() throws IOException {
        if (json.getOutputContext().inArray()) {
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        json.flush();
    }

    private void names(String field, Iterable<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private void collect(Value value) {
        if (value instanceof Value.Model m) {
            modelValues.add(m.name());
        } else if (value instanceof Value.SetOf s) {
            s.elements().forEach(this::collect);
        } else if (value instanceof Value.Tup t) {
            t.elements().forEach(this::collect);
        } else if (value instanceof Value.Rec r) {
            r.fields().values().forEach(this::collect);
        } else if (value instanceof Value.Fun f) {
            f.entries().forEach(e -> {
                collect(e.key());
                collect(e.value());
            });
        }
    }

    private void field(String name, Value value) throws IOException {
        json.writeFieldName(name);
        write(value);
    }

    private void write(Value value) throws IOException {
        if (value instanceof Value.Int i) {
            json.writeNumber(i.value());
        } else if (value instanceof Value.BigInt b) {
            json.writeStartObject();
            json.writeStringField("#bigint", b.toString());
            json.writeEndObject();
        } else if (value instanceof Value.Bool b) {
            json.writeBoolean(b.value());
        } else if (value instanceof Value.Str s) {
            if (modelValues.contains(s.value())) {
                throw new SpecException("both the string \"" + s.value() + "\" and the model value " + s.value()
                        + ", which ITF cannot tell apart. Give the model value another name");
            }
            json.writeString(s.value());
        } else if (value instanceof Value.Null) {
            json.writeString(header.nullConstant());
        } else if (value instanceof Value.Model m) {
            json.writeString(m.name());
        } else if (value instanceof Value.Rec r) {
            json.writeStartObject();
            for (Map.Entry<String, Value> e : r.fields().entrySet()) {
                field(e.getKey(), e.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Value.SetOf s) {
            encoded("#set", s.elements());
        } else if (value instanceof Value.Tup t) {
            encoded("#tup", t.elements());
        } else if (value instanceof Value.Fun f) {
            json.writeStartObject();
            json.writeArrayFieldStart("#map");
            for (Value.Entry e : f.entries()) {
                json.writeStartArray();
                write(e.key());
                write(e.value());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } else {
            throw new SpecException("a value that ITF does not have: " + value);
        }
    }

    private void encoded(String key, List<Value> elements) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(key);
        for (Value element : elements) {
            write(element);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
