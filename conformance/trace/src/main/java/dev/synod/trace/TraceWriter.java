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
                ValueJson.writeFields(json, event.args());
            }
            json.writeFieldName("state");
            ValueJson.writeFields(json, event.state());
            json.writeEndObject();
            json.writeRaw('\n');
            events++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Appends an event whose parts are JSON already, as {@link ValueJson} writes them.
     *
     * @throws IllegalArgumentException if its number is not the next one
     * @throws UncheckedIOException     if the stream cannot be written
     */
    public void writeJson(long n, String node, String clock, String action, String args, String state) {
        if (n != events + 1) {
            throw new IllegalArgumentException("event number " + n + " after " + events);
        }
        try {
            json.writeStartObject();
            json.writeNumberField("n", n);
            json.writeStringField("node", node);
            json.writeFieldName("clock");
            json.writeRawValue(clock);
            json.writeStringField("action", action);
            json.writeFieldName("args");
            json.writeRawValue(args);
            json.writeFieldName("state");
            json.writeRawValue(state);
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
        ValueJson.writeFields(json, header.constants());
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
            ValueJson.writeFields(json, header.initial());
        }
        json.writeFieldName("source");
        ValueJson.writeFields(json, header.source());
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
}
