package dev.synod.replay.minimise;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the values come from of which a trace with hidden actions speaks. Without the event that first spoke of a value, a
 * later one that speaks of it may be impossible for that alone, though at the same conjunct: a read of what was never
 * written is another story than a read of what was overwritten.
 *
 * <p>A value is a string or a number among an event's arguments that is neither a node nor a constant; the field
 * {@code type} of a record, which says of what kind it is, does not count.
 */
final class Origins {
    private static final String KIND = "type";

    private final Map<TraceEvent, Set<Value>> values = new IdentityHashMap<>();
    /** What an event speaks of that an earlier one has spoken of. */
    private final Map<TraceEvent, Set<Value>> later = new IdentityHashMap<>();

    private final TraceEvent cause;

    /** @param events the whole trace, up to the event that fails */
    Origins(TraceHeader header, List<TraceEvent> events) {
        cause = header.hidden().isEmpty() ? null : causeOfLast(events);
        if (header.hidden().isEmpty()) {
            return;
        }
        Set<Value> known = new HashSet<>();
        header.constants().values().forEach(value -> collect(value, known));
        events.forEach(event -> known.add(Value.of(event.node())));
        Set<Value> spokenOf = new HashSet<>();
        for (TraceEvent event : events) {
            Set<Value> own = new HashSet<>();
            if (event.args() != null) {
                event.args().values().forEach(value -> collect(value, own));
            }
            own.removeAll(known);
            values.put(event, own);
            Set<Value> again = new HashSet<>(own);
            again.retainAll(spokenOf);
            later.put(event, again);
            spokenOf.addAll(own);
        }
    }

    private static TraceEvent causeOfLast(List<TraceEvent> events) {
        for (int i = events.size() - 2; i >= 0; i--) {
            if (events.get(i).node().equals(events.get(events.size() - 1).node())) {
                return events.get(i);
            }
        }
        return null;
    }

    /**
     * Whether events have the one right before the last at its node: an answer and what was asked. With an older question
     * the answer may be impossible only for being no answer to that.
     */
    boolean hasCause(List<TraceEvent> events) {
        return cause == null || events.stream().anyMatch(event -> event == cause);
    }

    private static void collect(Value value, Set<Value> found) {
        if (value instanceof Value.Str || value instanceof Value.Int) {
            found.add(value);
        } else if (value instanceof Value.Rec record) {
            record.fields().forEach((name, field) -> {
                if (!name.equals(KIND)) {
                    collect(field, found);
                }
            });
        } else if (value instanceof Value.SetOf set) {
            set.elements().forEach(element -> collect(element, found));
        } else if (value instanceof Value.Tup tuple) {
            tuple.elements().forEach(element -> collect(element, found));
        } else if (value instanceof Value.Fun function) {
            function.entries().forEach(entry -> {
                collect(entry.key(), found);
                collect(entry.value(), found);
            });
        }
    }

    /** The events without those that speak of what no event before speaks of any more. */
    List<TraceEvent> supported(List<TraceEvent> events) {
        if (values.isEmpty()) {
            return events;
        }
        Set<Value> spokenOf = new HashSet<>();
        List<TraceEvent> supported = new ArrayList<>();
        for (TraceEvent event : events) {
            if (spokenOf.containsAll(later.get(event))) {
                supported.add(event);
                spokenOf.addAll(values.get(event));
            }
        }
        return supported;
    }
}
