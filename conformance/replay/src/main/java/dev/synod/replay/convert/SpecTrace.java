package dev.synod.replay.convert;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole trace in memory.
 *
 * @param name   what messages call it
 * @param header its header
 * @param events its events, in order
 */
public record SpecTrace(String name, TraceHeader header, List<TraceEvent> events) {

    /** Copies the list of events. */
    public SpecTrace {
        events = List.copyOf(events);
    }

    /**
     * Reads a trace from a file.
     *
     * @throws dev.synod.trace.TraceFormatException if it is malformed
     * @throws java.io.UncheckedIOException         if it cannot be read
     */
    public static SpecTrace read(Path file) {
        try (TraceReader reader = TraceReader.of(file)) {
            return read(reader);
        }
    }

    /**
     * Reads the rest of a trace; it stays open.
     *
     * @throws dev.synod.trace.TraceFormatException if it is malformed
     */
    public static SpecTrace read(TraceSource reader) {
        List<TraceEvent> events = new ArrayList<>();
        for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return new SpecTrace(reader.name(), reader.header(), events);
    }
}
