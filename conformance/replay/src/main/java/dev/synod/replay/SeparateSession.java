package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.Value;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the events of a trace apart, by the value of one of their arguments. Only for a specification that consists of
 * such parts: there the trace is a behaviour if and only if the events of each part are.
 */
final class SeparateSession implements SpecChecker.Session {
    private final String trace;
    private final String argument;
    /** Has seen no event. */
    private final SpecChecker.Session fresh;
    private final Map<Value, SpecChecker.Session> parts = new HashMap<>();
    /** The parts that could not be followed to their ends. */
    private final Set<Value> left = new HashSet<>();
    private Verdict.Unknown undecided;

    /**
     * @param fresh    a session of the whole specification, which is made of parts
     * @param argument the argument whose value says to which part an event belongs
     */
    SeparateSession(SpecChecker.Session fresh, String trace, String argument) {
        this.fresh = fresh;
        this.trace = trace;
        this.argument = argument;
    }

    @Override
    public Verdict begin() {
        return fresh.begin();
    }

    @Override
    public Verdict accept(TraceEvent event, long line) {
        return accept(event, line, true);
    }

    @Override
    public Verdict advance(TraceEvent event, long line) {
        return accept(event, line, false);
    }

    private Verdict accept(TraceEvent event, long line, boolean explain) {
        Value value = event.args() == null ? null : event.args().get(argument);
        // Of other values two may be written in different ways and mean the same.
        if (!(value instanceof Value.Str || value instanceof Value.Int)) {
            throw new TraceFormatException(trace, line, 0,
                    value == null ? "an event without the argument " + argument : argument + " = " + value,
                    "a string or a number that says to which part the event belongs",
                    "Log the argument, or replay the trace as a whole (without --by)");
        }
        if (left.contains(value)) {
            return null;
        }
        SpecChecker.Session part = parts.computeIfAbsent(value, v -> fresh.part(argument, v));
        Verdict verdict = explain ? part.accept(event, line) : part.advance(event, line);
        if (verdict instanceof Verdict.Unknown unknown) {
            // Another part may still diverge, and then the trace does.
            left.add(value);
            undecided = undecided != null ? undecided : new Verdict.Unknown(unknown.reason() + "; only events with "
                    + argument + " = " + value + " were looked at for that, and none of them from there on",
                    unknown.variables());
            return null;
        }
        return verdict;
    }

    @Override
    public boolean mayComeFirst() {
        return false;
    }

    @Override
    public Verdict finish() {
        return undecided;
    }

    @Override
    public boolean adopt(TraceEvent event, long line) {
        return false;
    }

    @Override
    public Coverage places() {
        return null;
    }

    @Override
    public Map<String, Long> coverage() {
        Map<String, Long> all = new LinkedHashMap<>(fresh.coverage());
        parts.values().forEach(part -> part.coverage().forEach((action, count) -> all.merge(action, count, Long::sum)));
        return all;
    }

    @Override
    public int candidates() {
        return parts.values().stream()
                .map(part -> BigInteger.valueOf(part.candidates()))
                .reduce(BigInteger.valueOf(fresh.candidates()), BigInteger::multiply)
                .min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }

    @Override
    public List<Map<String, Value>> states() {
        throw notPutTogether();
    }

    @Override
    public void changes(StateChanges to) {
        throw notPutTogether();
    }

    private static SpecException notPutTogether() {
        return new SpecException("the states of the whole are not put together where a trace is looked at in parts");
    }

    @Override
    public SpecChecker.Session fork() {
        throw new UnsupportedOperationException("parts are followed in one order");
    }

    @Override
    public SpecChecker.Session part(String other, Value value) {
        throw new UnsupportedOperationException("parts have no parts");
    }

    @Override
    public void join(SpecChecker.Session other) {
        throw new UnsupportedOperationException("parts are followed in one order");
    }
}
