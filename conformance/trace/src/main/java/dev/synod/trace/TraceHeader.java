package dev.synod.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The first line of a trace: which specification it is about, and what its events tell.
 *
 * @param spec         the specification's module, as its path below the folder of specifications without the ending,
 *                     for example {@code synod/Synod}
 * @param constants    the values of the specification's constants, by name
 * @param nullConstant the constant that JSON {@code null} stands for, or null where the specification has none
 * @param self         the argument that is the acting node in every action that has it ({@code p}), or null where
 *                     there is none: an event at one node that names another is not accepted
 * @param observed     the variables that are functions of the node: an event's {@code state} gives their value at the
 *                     event's node; one that an event does not give has changed nowhere
 * @param shared       the variables that are logged whole; one that an event does not give has not changed
 * @param hidden       actions of the specification that the code does not log and that may happen between two events
 * @param initial      values that variables have in the state before the first event; every state that the initial
 *                     predicate allows is possible for those that are not given
 * @param source       where the trace comes from (algorithm, runtime, seed, faults, ...); free, for people and tools
 */
public record TraceHeader(
        String spec,
        Map<String, Value> constants,
        String nullConstant,
        String self,
        List<String> observed,
        List<String> shared,
        List<String> hidden,
        Map<String, Value> initial,
        Map<String, Value> source) {

    /** The format's name and version, the value of the header's {@code format}. */
    public static final String FORMAT = "synod-trace/1";

    /** Copies the collections; keeps their order. */
    public TraceHeader {
        Objects.requireNonNull(spec, "spec");
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        observed = List.copyOf(observed);
        shared = List.copyOf(shared);
        hidden = List.copyOf(hidden);
        initial = Collections.unmodifiableMap(new LinkedHashMap<>(initial));
        source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    }

    /** A header that says nothing of the initial state. */
    public TraceHeader(
            String spec,
            Map<String, Value> constants,
            String nullConstant,
            String self,
            List<String> observed,
            List<String> shared,
            List<String> hidden,
            Map<String, Value> source) {
        this(spec, constants, nullConstant, self, observed, shared, hidden, Map.of(), source);
    }

    /** The same header with other constants, of which a copy is kept. */
    public TraceHeader withConstants(Map<String, Value> others) {
        return new TraceHeader(spec, others, nullConstant, self, observed, shared, hidden, initial, source);
    }
}
