package dev.synod.replay.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a trace as a log for ShiViz, which draws it as a space-time diagram (Beschastnikh, Wang, Brun and Ernst,
 * <i>Debugging Distributed Systems</i>, 2016).
 *
 * <p>The first line is the regular expression by which ShiViz reads the rest, the second says that there is one execution
 * only. An event is two lines: what happened; the host and its vector clock.
 */
public final class ShiVizWriter {
    /** How ShiViz reads an event. */
    public static final String PATTERN = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ShiVizWriter() {}

    /**
     * Writes the rest of a trace.
     *
     * @return the number of events
     * @throws TraceFormatException if an event has no clock, a clock of which ShiViz makes nothing, or a host with blanks
     * @throws UncheckedIOException if it cannot be written
     */
    public static long write(TraceSource trace, Appendable out) {
        try {
            out.append(PATTERN).append("\n\n");
            Map<String, Long> counts = new HashMap<>();
            long events = 0;
            for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
                check(trace, event, counts);
                out.append(event.describe().replaceAll("\\p{Cntrl}", " ")).append('\n').append(event.node()).append(' ')
                        .append(clock(event)).append('\n');
                events++;
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clock(TraceEvent event) throws JsonProcessingException {
        Map<String, Long> known = new java.util.LinkedHashMap<>(event.clock());
        // ShiViz takes an entry for a host to say that there is one.
        known.values().removeIf(count -> count == 0);
        return JSON.writeValueAsString(known);
    }

    private static void check(TraceSource trace, TraceEvent event, Map<String, Long> counts) {
        if (event.clock() == null) {
            throw new TraceFormatException(trace.name(), trace.line(), 0, "an event without a clock",
                    "a vector clock in every event", "ShiViz draws what the clocks say: log them");
        }
        long expected = counts.merge(event.node(), 1L, Long::sum);
        if (event.clock().getOrDefault(event.node(), 0L) != expected) {
            throw new TraceFormatException(trace.name(), trace.line(), 0, "clock " + event.clock() + " at " + event.node(),
                    event.node() + " = " + expected, "ShiViz wants a host's own entry to count its events, from 1 on");
        }
        if (event.node().isEmpty() || event.node().chars().anyMatch(Character::isWhitespace)) {
            throw new TraceFormatException(trace.name(), trace.line(), 0, "the node \"" + event.node() + '"',
                    "a name without blanks", "Give the node another name");
        }
    }
}
