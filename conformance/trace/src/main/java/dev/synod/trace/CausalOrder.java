package dev.synod.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
    /** Each node's place in the arrays below, by name. */
    private final Map<String, Integer> places = new HashMap<>();
    /** How many events of each node there were. */
    private long[] seen = new long[4];
    /** The last clock of each node, and the same by places; null where there was none. */
    private final List<Map<String, Long>> lastClocks = new ArrayList<>();
    private long[][] last = new long[4][];
    private String[] placed = {};
    private int[] placesOfPlaced = {};

    CausalOrder(String trace) {
        this.trace = trace;
    }

    /** @throws TraceFormatException if the event cannot come at this place */
    void check(TraceEvent event, long line) {
        Map<String, Long> clock = event.clock();
        if (clock == null) {
            return;
        }
        int node = place(event.node());
        long[] counts = byPlaces(clock);
        if (counts[node] <= seen[node]) {
            throw new TraceFormatException(trace, line, 0,
                    "clock " + clock + " at " + event.node(), "an entry of " + event.node() + " above " + seen[node],
                    "A node's own entry counts its events; the events are out of order, or the log was changed");
        }
        seen[node] = counts[node];
        long[] before = last[node];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > seen[i] || before != null && i < before.length && counts[i] < before[i]) {
                throw contradiction(event, node, line);
            }
        }
        last[node] = counts;
        lastClocks.set(node, clock);
    }

    private long[] byPlaces(Map<String, Long> clock) {
        if (clock instanceof ClockEntries entries) {
            if (entries.nodes() != placed) {
                placed = entries.nodes();
                placesOfPlaced = new int[placed.length];
                for (int i = 0; i < placed.length; i++) {
                    placesOfPlaced[i] = place(placed[i]);
                }
            }
            long[] counts = new long[places.size()];
            for (int i = 0; i < placesOfPlaced.length; i++) {
                counts[placesOfPlaced[i]] = entries.count(i);
            }
            return counts;
        }
        clock.keySet().forEach(this::place);
        long[] counts = new long[places.size()];
        clock.forEach((node, count) -> counts[place(node)] = count);
        return counts;
    }

    private int place(String node) {
        Integer known = places.get(node);
        if (known != null) {
            return known;
        }
        int place = places.size();
        places.put(node, place);
        if (place == seen.length) {
            seen = Arrays.copyOf(seen, place * 2);
            last = Arrays.copyOf(last, place * 2);
        }
        lastClocks.add(null);
        return place;
    }

    /** What is wrong with the clock: it knows too much, or it has forgotten something. */
    private TraceFormatException contradiction(TraceEvent event, int node, long line) {
        for (Map.Entry<String, Long> e : event.clock().entrySet()) {
            long came = seen[place(e.getKey())];
            if (e.getValue() > came) {
                return new TraceFormatException(trace, line, 0,
                        event.node() + " knowing of event " + e.getValue() + " of " + e.getKey(),
                        "no more than the " + came + " that came before this line",
                        "The events are out of causal order, or this is the log of one process among several: give all "
                                + "of them (--merge)");
            }
        }
        for (Map.Entry<String, Long> e : lastClocks.get(node).entrySet()) {
            if (event.clock().getOrDefault(e.getKey(), 0L) < e.getValue()) {
                return new TraceFormatException(trace, line, 0,
                        event.node() + " forgetting events of " + e.getKey() + " in its clock " + event.clock(),
                        "at least " + e.getValue() + " of " + e.getKey(), "A vector clock never goes back");
            }
        }
        throw new IllegalStateException("no contradiction in " + event.clock());
    }
}
