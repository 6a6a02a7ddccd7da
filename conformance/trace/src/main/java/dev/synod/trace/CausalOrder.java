package dev.synod.trace;

import java.util.HashMap;
import java.util.Map;

/**
 * Holds a sequence of events to its own vector clocks: it must be one linear extension of happened-before
 * (Mattern 1989; Fidge 1988).
 *
 * <p>A node's own entry grows with each of its events, and no event knows of an event of another node that has not
 * come yet. Events without a clock say nothing.
 */
final class CausalOrder {
    private final String trace;
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Map<String, Long>> last = new HashMap<>();

    CausalOrder(String trace) {
        this.trace = trace;
    }

    /** @throws TraceFormatException if the event cannot come at this place */
    void check(TraceEvent event, long line) {
        Map<String, Long> clock = event.clock();
        if (clock == null) {
            return;
        }
        String node = event.node();
        Long own = clock.get(node);
        long before = seen.getOrDefault(node, 0L);
        if (own == null || own <= before) {
            throw new TraceFormatException(trace, line, 0,
                    "clock " + clock + " at " + node, "an entry of " + node + " above " + before,
                    "A node's own entry counts its events; the events are out of order, or the log was changed");
        }
        seen.put(node, own);
        for (Map.Entry<String, Long> e : clock.entrySet()) {
            if (e.getValue() > seen.getOrDefault(e.getKey(), 0L)) {
                throw new TraceFormatException(trace, line, 0,
                        node + " knowing of event " + e.getValue() + " of " + e.getKey(),
                        "no more than the " + seen.getOrDefault(e.getKey(), 0L) + " that came before this line",
                        "The events are out of causal order, or this is the log of one process among several: give all of "
                                + "them (--merge)");
            }
        }
        Map<String, Long> previous = last.put(node, clock);
        if (previous != null) {
            for (Map.Entry<String, Long> e : previous.entrySet()) {
                if (clock.getOrDefault(e.getKey(), 0L) < e.getValue()) {
                    throw new TraceFormatException(trace, line, 0,
                            node + " forgetting events of " + e.getKey() + " in its clock " + clock,
                            "at least " + e.getValue() + " of " + e.getKey(), "A vector clock never goes back");
                }
            }
        }
    }
}
