package dev.synod.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads a log of one JSON object a line, as a mapping says, holding no more than one line. */
final class MappedReader implements TraceSource {
    private final InputStream in;
    private final String name;
    private final Mapping mapping;
    private final EventMapper mapper;
    private final TraceHeader header;
    private final CausalOrder order;
    private final boolean live;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private long line;
    private long events;
    private boolean lineFeed;
    private boolean complete;
    private boolean cutShort;

    MappedReader(InputStream in, String name, Mapping mapping, Map<String, Value> constants, boolean part,
            boolean live) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.name = name;
        this.mapping = mapping;
        this.mapper = new EventMapper(mapping, name);
        this.header = mapping.header(constants, Map.of());
        this.live = live;
        this.order = part ? null : new CausalOrder(name);
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
        while (!complete && !cutShort && readLine()) {
            JsonNode json;
            try {
                json = Mapping.JSON.readTree(buffer.toByteArray());
            } catch (JsonProcessingException e) {
                if (!lineFeed) {
                    cutShort = true;
                    return null;
                }
                throw new TraceFormatException(name, line, e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                        "no JSON (" + e.getOriginalMessage() + ")", "one JSON object a line",
                        "Look at the line, or record the log again");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!json.isObject()) {
                throw new TraceFormatException(name, line, 0, json.isMissingNode() ? "an empty line" : json.toString(),
                        "one JSON object a line", "Look at the line, or record the log again");
            }
            if (mapping.ends(json)) {
                complete = true;
                if (!live && readLine()) {
                    throw new TraceFormatException(name, line, 0, "another line", "the end of the file after the line that "
                            + "ends the log", "Correct the mapping's \"end\", or write one file a run");
                }
                return null;
            }
            if (!mapping.skips(json)) {
                TraceEvent event = mapper.event(++events, json, line);
                if (order != null) {
                    order.check(event, line);
                }
                return event;
            }
        }
        return null;
    }

    private boolean readLine() {
        buffer.reset();
        lineFeed = false;
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    lineFeed = true;
                    break;
                }
                buffer.write(b);
                if (buffer.size() > TraceReader.MAX_LINE) {
                    throw new TraceFormatException(name, line + 1, 0, "a line of more than " + TraceReader.MAX_LINE
                            + " bytes", "a shorter one", "Log what changed instead of whole values");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!lineFeed && buffer.size() == 0) {
            return false;
        }
        line++;
        return true;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public boolean cutShort() {
        return cutShort;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
