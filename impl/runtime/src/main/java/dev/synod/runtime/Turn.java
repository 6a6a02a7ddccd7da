package dev.synod.runtime;

import java.util.function.Predicate;

/**
 * A policy's turn at its node: it may take any number of enabled actions, one after another.
 *
 * @param <S> the state record of a process
 */
public interface Turn<S extends Record> {

    /** The state of the process now, after all that this turn has taken. */
    S state();

    /**
     * Takes the action, if it is enabled with those arguments.
     *
     * @param action the spec's name of an action that does not receive
     * @param others its arguments after the first, in order
     * @return whether it was taken: false if it is disabled, and once the node has crashed or the run is over
     * @throws IllegalArgumentException if the machine has no such action (the message lists those it has), or it is not
     *                                  for a policy to take, or the arguments are not the action's
     */
    boolean take(String action, Object... others);

    /**
     * Takes the action with the first arguments, in the order of the machine's supplies, that are enabled and liked.
     *
     * @return whether it was taken, as in {@link #take}
     */
    boolean takeFirst(String action, Predicate<Transition<S>> liked);

    /** Takes the action with the first arguments that are enabled. */
    default boolean takeFirst(String action) {
        return takeFirst(action, transition -> true);
    }

    /** Asks for {@link Policy#timeout} after that many ticks, at least one; replaces what was asked before. */
    void wakeAfter(long ticks);

    /** This node's own seeded chance. */
    Chance chance();
}
