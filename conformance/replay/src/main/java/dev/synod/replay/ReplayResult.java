package dev.synod.replay;

import dev.synod.trace.TraceHeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The outcome of replaying one trace.
 *
 * @param trace    the trace's name
 * @param header   its header, or null where that could not be read
 * @param verdict  the verdict
 * @param complete whether the trace's footer was read; the beginning of a run is a legal behaviour too, and an
 *                 incomplete trace that is ok is no more than that
 * @param events   the number of events that the specification explained
 * @param actions  how often each action of the specification explained an event, for all actions, in the order of
 *                 the specification's next-state relation
 * @param warnings what the user should know besides
 * @param duration how long the events took, without loading the specification
 * @param coverage which places of the next-state relation the events took; null where that was not to be counted
 */
public record ReplayResult(
        String trace,
        TraceHeader header,
        Verdict verdict,
        boolean complete,
        long events,
        Map<String, Long> actions,
        List<String> warnings,
        Duration duration,
        Coverage coverage) {

    /** A result without coverage. */
    public ReplayResult(String trace, TraceHeader header, Verdict verdict, boolean complete, long events,
            Map<String, Long> actions, List<String> warnings, Duration duration) {
        this(trace, header, verdict, complete, events, actions, warnings, duration, null);
    }

    /** Events a second, or 0 where no time was measured. */
    public double eventsPerSecond() {
        return duration.isZero() ? 0 : events * 1e9 / duration.toNanos();
    }

    /** The number of the specification's actions that explained an event. */
    public long actionsCovered() {
        return actions.values().stream().filter(n -> n > 0).count();
    }
}
