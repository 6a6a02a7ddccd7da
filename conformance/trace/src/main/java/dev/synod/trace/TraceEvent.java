package dev.synod.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One step of one node.
 *
 * @param n      the event's number, from 1, without gaps
 * @param node   the node that took the step
 * @param clock  its vector clock after the step (events known of each node), or null where it was not logged
 * @param action the specification's action, or null where it was not logged
 * @param args   the action's arguments by name, or null where they were not logged; some may be missing
 * @param state  the variables of this node that changed, with their new values; empty where nothing did
 */
public record TraceEvent(
        long n, String node, Map<String, Long> clock, String action, Map<String, Value> args, Map<String, Value> state) {

    /** Keeps the maps as they are given: the writer's hot path makes no copies, and readers get unmodifiable ones. */
    public TraceEvent {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(state, "state");
    }

    /** The same event under another number. */
    public TraceEvent withN(long number) {
        return new TraceEvent(number, node, clock, action, args, state);
    }

    /** The same event with another state, of which a copy is kept. */
    public TraceEvent withState(Map<String, Value> other) {
        return new TraceEvent(n, node, clock, action, args, Collections.unmodifiableMap(new LinkedHashMap<>(other)));
    }

    /** The event as a person would say it, {@code ReceiveVoted(p = "p1", m = [...])}. */
    public String describe() {
        String what = action == null ? "(action not logged)" : action;
        if (args == null) {
            return what;
        }
        return args.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", ", what + "(", ")"));
    }
}
