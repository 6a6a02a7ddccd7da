package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import java.util.List;
import java.util.Map;

/**
 * The first event that no behaviour of the specification explains, and why.
 *
 * @param event      the event
 * @param line       the line of the trace on which it stands
 * @param attempts   why each candidate fails, the closest first; never empty
 * @param candidates how many states explain the trace up to this event; where they are too many or too much alike to be
 *                   counted, at least so many
 * @param orbits     how many states they come to if those that differ only in names which the specification cannot tell
 *                   apart are followed as one; the same number where they are not
 * @param before     one of them: every variable's value in TLA+ notation, long ones shortened
 * @param possible   what the variables that the trace does not log may have been, where more than one state explains it
 * @param enabled    what the specification allowed instead at the event's node, and elsewhere
 */
public record Divergence(
        TraceEvent event,
        long line,
        List<Attempt> attempts,
        long candidates,
        int orbits,
        Map<String, String> before,
        List<Possible> possible,
        Enabled enabled) {

    /**
     * The values that a part of a state has in the states that explain the trace up to the event.
     *
     * @param expression a variable, or its value at one of the event's arguments
     * @param values     its values in TLA+ notation, each once, the first few
     * @param more       how many more there are, or at least so many where not all states were looked at
     */
    public record Possible(String expression, List<String> values, int more) {}

    /**
     * What the specification allowed.
     *
     * @param here      action instances that change or concern the event's node
     * @param elsewhere how many more there are at other nodes
     * @param open      actions that could not be listed, since an argument ranges over an infinite or too large set
     * @param cut       whether the list was cut short at its limit
     */
    public record Enabled(List<String> here, long elsewhere, List<String> open, boolean cut) {}

    /** The closest candidate. */
    public Attempt closest() {
        return attempts.get(0);
    }
}
