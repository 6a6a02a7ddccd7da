package dev.synod.tlc;

import java.util.List;
import java.util.OptionalInt;

/**
 * An infinite behaviour, written finitely: the states up to the end, and where it goes on from there.
 *
 * @param states    the states in order; the first is an initial state
 * @param loopStart the number (from 1) of the state that follows the last one; empty when the last state stutters for
 *                  ever
 * @param loopAction the action that closes the loop, empty for stuttering or where TLC does not name it
 */
public record Lasso(List<State> states, OptionalInt loopStart, String loopAction) {

    /** Copies the states. */
    public Lasso {
        states = List.copyOf(states);
    }

    /**
     * Tells whether the behaviour ends in a state that repeats for ever.
     *
     * @return whether the last state stutters
     */
    public boolean stuttering() {
        return loopStart.isEmpty();
    }
}
