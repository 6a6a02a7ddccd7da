package dev.synod.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Single values as JSON, in the encoding that traces have. */
public final class ValueJson {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private ValueJson() {}

    /** What writes a part of a text. */
    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    /** The value as JSON, on one line. */
    public static String text(Value value) {
        return text(json -> write(json, value));
    }

    /** Named values as one JSON object, on one line, in their order. */
    public static String text(Map<String, Value> fields) {
        return text(json -> writeFields(json, fields));
    }

    private static String text(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            part.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Reads one value, as strictly as a trace is read.
     *
     * @param json UTF-8, nothing but the value
     * @param name what errors call the text
     * @throws TraceFormatException if it is anything else; the message says where, and what was expected
     */
    public static Value read(byte[] json, String name) {
        return TraceReader.value(json, name);
    }

    static void writeFields(JsonGenerator json, Map<String, Value> fields) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Value> e : fields.entrySet()) {
            json.writeFieldName(e.getKey());
            write(json, e.getValue());
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Value value) throws IOException {
        if (value instanceof Value.Int v) {
            json.writeNumber(v.value());
        } else if (value instanceof Value.Str v) {
            json.writeString(v.value());
        } else if (value instanceof Value.Rec v) {
            writeFields(json, v.fields());
        } else if (value instanceof Value.Null) {
            json.writeNull();
        } else if (value instanceof Value.Bool v) {
            json.writeBoolean(v.value());
        } else if (value instanceof Value.SetOf v) {
            json.writeStartObject();
            writeValues(json, "#set", v.elements());
            json.writeEndObject();
        } else if (value instanceof Value.Tup v) {
            json.writeStartObject();
            writeValues(json, "#tup", v.elements());
            json.writeEndObject();
        } else if (value instanceof Value.Fun v) {
            json.writeStartObject();
            writeEntries(json, "#map", v.entries());
            json.writeEndObject();
        } else if (value instanceof Value.Except v) {
            json.writeStartObject();
            writeEntries(json, "#except", v.changed());
            if (!v.gone().isEmpty()) {
                writeValues(json, "#gone", v.gone());
            }
            json.writeEndObject();
        } else if (value instanceof Value.Updates v && added(v) != null) {
            json.writeStartObject();
            writeValues(json, "#plus", added(v));
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

    private static void writeValues(JsonGenerator json, String field, List<Value> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (Value v : values) {
            write(json, v);
        }
        json.writeEndArray();
    }

    private static void writeEntries(JsonGenerator json, String field, List<Value.Entry> entries) throws IOException {
        json.writeArrayFieldStart(field);
        for (Value.Entry e : entries) {
            json.writeStartArray();
            write(json, e.key());
            write(json, e.value());
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
