package dev.synod.explore.bench;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** How much a trace tells. */
public enum TraceForm {
    /** Actions, arguments, and the variables that changed. */
    FULL("full"),
    /** The same, in a log for each node; their clocks put the logs into an order. */
    MERGED("merged logs"),
    /** Actions and arguments, of which the specification makes the states. */
    ACTIONS("actions only"),
    /** The variables that changed; which action it was is for the replay to find. */
    VARIABLES("variables only");

    private final String words;

    TraceForm(String words) {
        this.words = words;
    }

    /** The form in words. */
    public String words() {
        return words;
    }

    /** A recorded trace, complete with its footer, in this form; but a whole one where logs are to be made of it. */
    public byte[] of(byte[] recorded) {
        if (this == FULL || this == MERGED) {
            return recorded;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(recorded.length);
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(recorded), words);
                TraceWriter writer = new TraceWriter(out, of(reader.header()))) {
            for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                writer.write(of(event));
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private TraceHeader of(TraceHeader h) {
        return this == VARIABLES ? h : new TraceHeader(h.spec(), h.constants(), h.nullConstant(), h.self(), List.of(),
                List.of(), h.hidden(), h.source());
    }

    private TraceEvent of(TraceEvent e) {
        return this == VARIABLES
                ? new TraceEvent(e.n(), e.node(), e.clock(), null, null, e.state())
                : new TraceEvent(e.n(), e.node(), e.clock(), e.action(), e.args(), Map.of());
    }
}
