package dev.synod.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a trace, one JSON object a line, as it comes.
 *
 * <p>A trace is complete only when {@link #finish()} has written its footer: without it a reader reports the trace as
 * incomplete, because the beginning of a run is a legal behaviour too and must be told from a whole one.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class TraceWriter implements Closeable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final JsonGenerator json;
    private long events;
    private boolean finished;

    /**
     * Writes the header to the stream at once; {@link #close()} closes the stream.
     *
     * @throws UncheckedIOException if the stream cannot be written
     */
    public TraceWriter(OutputStream out, TraceHeader header) {
        try {
            json = JSON.createGenerator(out);
            json.setPrettyPrinter(null);
            json.setRootValueSeparator(null);
            write(header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Creates the file, and its folder if need be; an existing file is replaced.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static TraceWriter to(Path file, TraceHeader header) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return new TraceWriter(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Appends an event, under the number that it bears.
     *
     * @throws IllegalArgumentException if its number is not the next one
     * @throws UncheckedIOException     if the stream cannot be written
     */
    public void write(TraceEvent event) {
        if (finished) {
            throw new IllegalStateException("the trace is finished: its footer has been written");
        }
        if (event.n() != events + 1) {
            throw new IllegalArgumentException("event number " + event.n() + " after " + events);
        }
        try {
            json.writeStartObject();
            json.writeNumberField("n", event.n());
            json.writeStringField("node", event.node());
            if (event.clock() != null) {
                json.writeObjectFieldStart("clock");
                for (Map.Entry<String, Long> e : event.clock().entrySet()) {
                    json.writeNumberField(e.getKey(), e.getValue());
                }
                json.writeEndObject();
            }
            if (event.action() != null) {
                json.writeStringField("action", event.action());
            }
            if (event.args() != null) {
                json.writeFieldName("args");
                writeFields(event.args());
            }
            json.writeFieldName("state");
            writeFields(event.state());
            json.writeEndObject();
            json.writeRaw('\n');
            events++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of events written so far. */
    public long events() {
        return events;
    }

    /** Writes the footer: the trace is whole. */
    public void finish() {
        if (finished) {
            return;
        }
        try {
            json.writeStartObject();
            json.writeBooleanField("end", true);
            json.writeNumberField("events", events);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
            finished = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes on what is buffered. */
    public void flush() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the stream; without {@link #finish()} before, the trace stays incomplete. */
    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(TraceHeader header) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", TraceHeader.FORMAT);
        json.writeStringField("spec", header.spec());
        json.writeFieldName("constants");
        writeFields(header.constants());
        if (header.nullConstant() != null) {
            json.writeStringField("null", header.nullConstant());
        }
        if (header.self() != null) {
            json.writeStringField("self", header.self());
        }
        writeNames("observed", header.observed());
        if (!header.shared().isEmpty()) {
            writeNames("shared", header.shared());
        }
        if (!header.hidden().isEmpty()) {
            writeNames("hidden", header.hidden());
        }
        if (!header.initial().isEmpty()) {
            json.writeFieldName("initial");
            writeFields(header.initial());
        }
        json.writeFieldName("source");
        writeFields(header.source());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeNames(String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private void writeFields(Map<String, Value> fields) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Value> e : fields.entrySet()) {
            json.writeFieldName(e.getKey());
            write(e.getValue());
        }
        json.writeEndObject();
    }

    private void write(Value value) throws IOException {
        if (value instanceof Value.Int v) {
            json.writeNumber(v.value());
        } else if (value instanceof Value.Str v) {
            json.writeString(v.value());
        } else if (value instanceof Value.Rec v) {
            writeFields(v.fields());
        } else if (value instanceof Value.Null) {
            json.writeNull();
        } else if (value instanceof Value.Bool v) {
            json.writeBoolean(v.value());
        } else if (value instanceof Value.SetOf v) {
            json.writeStartObject();
            writeValues("#set", v.elements());
            json.writeEndObject();
        } else if (value instanceof Value.Tup v) {
            json.writeStartObject();
            writeValues("#tup", v.elements());
            json.writeEndObject();
        } else if (value instanceof Value.Fun v) {
            json.writeStartObject();
            writeEntries("#map", v.entries());
            json.writeEndObject();
        } else if (value instanceof Value.Except v) {
            json.writeStartObject();
            writeEntries("#except", v.changed());
            if (!v.gone().isEmpty()) {
                writeValues("#gone", v.gone());
            }
            json.writeEndObject();
        } else if (value instanceof Value.Updates v && added(v) != null) {
            json.writeStartObject();
            writeValues("#plus", added(v));
            json.writeEndObject();
        } else if (value instanceof Value.BigInt v) {
            json.writeStartObject();
            json.writeStringField("#bigint", v.value().toString());
            json.writeEndObject();
        } else if (value instanceof Value.Model v) {
            json.writeStartObject();
            json.writeStringField("#model", v.name());
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException("a value that " + TraceHeader.FORMAT + " does not have: " + value);
        }
    }

    /** The elements that came, if that is all that the updates say. */
    private static List<Value> added(Value.Updates updates) {
        return updates.updates().size() == 1
                && updates.updates().get(0).argument() instanceof Value.SetOf set
                && updates.equals(Value.plus(set.elements())) ? set.elements() : null;
    }

    private void writeValues(String field, List<Value> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (Value v : values) {
            write(v);
        }
        json.writeEndArray();
    }

    private void writeEntries(String field, List<Value.Entry> entries) throws IOException {
        json.writeArrayFieldStart(field);
        for (Value.Entry e : entries) {
            json.writeStartArray();
            write(e.key());
            write(e.value());
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
