package dev.synod.explore.drive;

import dev.synod.tlc.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far machines could be driven along a behaviour of their specification.
 *
 * @param behaviour the behaviour
 * @param performed the steps that they took
 * @param refusal   the first step that they could not take; empty if they took all
 * @param notHeld   the specification's variables that no machine has and that hold no messages: history, to which the
 *                  machines are not held
 */
public record Drive(SpecBehaviour behaviour, List<Performed> performed, Optional<Refusal> refusal,
        List<String> notHeld) {

    /** Copies the lists. */
    public Drive {
        performed = List.copyOf(performed);
        notHeld = List.copyOf(notHeld);
    }

    /**
     * A step taken.
     *
     * @param state  the number of the state that it leads to
     * @param action the machine's action with its arguments; where the behaviour stutters, {@code (stutters)}
     */
    public record Performed(int state, String action) {}

    /** What a step that was not taken means. */
    public enum Kind {
        /** No enabled action of any machine has that effect. */
        REFUSED,
        /** Some action has infinitely many or too many choices of arguments, and one not tried might have it. */
        UNDECIDED
    }

    /**
     * A step that the machines did not take.
     *
     * @param kind    whether that is certain
     * @param state   the state that it would lead to, with the action as TLC names it (for a simulation, none)
     * @param changes what it changes, in the specification's terms; for the initial state, what differs
     * @param enabled what was enabled instead where something should have changed, with its effect
     * @param cut     the actions with more choices of arguments than were tried
     */
    public record Refusal(Kind kind, State state, List<String> changes, List<String> enabled, List<String> cut) {
        /** Copies the lists. */
        public Refusal {
            changes = List.copyOf(changes);
            enabled = List.copyOf(enabled);
            cut = List.copyOf(cut);
        }
    }

    /** Whether the machines took every step. */
    public boolean complete() {
        return refusal.isEmpty();
    }

    /** What happened, in lines for a person. */
    public List<String> story() {
        List<String> lines = new ArrayList<>();
        int steps = behaviour.states().size() - 1;
        if (refusal.isEmpty()) {
            lines.add(behaviour.name() + ": the code performs all " + steps + " steps");
            return lines;
        }
        Refusal r = refusal.get();
        lines.add(behaviour.name() + ": the code " + (r.kind() == Kind.REFUSED ? "refuses" : "may refuse")
                + " the step to state " + r.state().number() + " of " + behaviour.states().size());
        if (!r.state().action().isEmpty()) {
            lines.add("  action   " + r.state().action()
                    + r.state().location().map(at -> "  " + at).orElse(""));
        }
        r.changes().forEach(c -> lines.add("  change   " + c));
        r.enabled().forEach(e -> lines.add("  enabled  " + e));
        r.cut().forEach(c -> lines.add("  not all  " + c));
        int from = Math.max(0, performed.size() - 5);
        performed.subList(from, performed.size())
                .forEach(p -> lines.add("  before   " + p.state() + ": " + p.action()));
        return lines;
    }
}
