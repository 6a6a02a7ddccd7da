package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes steps of a specification from any of its states.
 *
 * <p>A state is an array with one number for each variable, which stands for the variable's value: two states are equal
 * if and only if their arrays are. The numbers mean nothing outside of this stepper. Nobody writes to such an array.
 *
 * <p>Each part of an action is evaluated once for each choice of values of the variables that it speaks of; what an
 * action leaves {@code UNCHANGED} is handed on. May be used by several threads at once.
 */
public interface SpecStepper {

    /** The variables, in the order of their declaration; also that of a state's first numbers. */
    List<String> variables();

    /** How many numbers a state has: those of the variables, then how often each action that the model counts happened. */
    int width();

    /** The initial states, also those in which the model's constraint is false. */
    List<int[]> initial();

    /**
     * Whether the model's constraint is true in a state. One in which it is false is no state of the model.
     *
     * @throws SpecException if the constraint cannot be evaluated
     */
    boolean inModel(int[] state);

    /**
     * An event, understood once, to be taken from many states.
     *
     * @throws SpecException if the event names what the specification does not know
     */
    Event event(TraceEvent event);

    /** An event as {@link #event(TraceEvent)} has understood it. */
    interface Event {
        /**
         * All states to which one step of the specification leads that is the event: a disjunct of the next-state
         * relation that has the event's name and arguments, and leads to the values that the event gives, the
         * variables that it does not give staying as they are. A state may come more than once.
         *
         * @throws SpecException if an action cannot be evaluated
         */
        void from(int[] state, Consumer<int[]> found);

        /** Whether the event is of an action that the model counts, and has happened as often as it may. */
        boolean spent(int[] state);
    }

    /**
     * All states to which a step of the next-state relation leads, also those in which the model's constraint is false; a
     * state may come more than once.
     *
     * @throws SpecException if an action cannot be evaluated, or ranges over a set that cannot be enumerated
     */
    void successors(int[] state, Consumer<int[]> found);

    /** The action, with its arguments, that leads from one state to the other; the first if there are several. */
    Optional<String> step(int[] from, int[] to);

    /**
     * The set over which a parameter of an action ranges, if it is one that the model's bounds have changed.
     *
     * @return its elements; empty if the bounds do not concern it
     */
    Optional<List<Value>> bounded(String action, String parameter);

    /** In how many ways elements can change places that the model claims to be interchangeable; all staying is none. */
    int permutations();

    /** The state that a state becomes where elements change places. @param permutation from 0 */
    int[] image(int[] state, int permutation);

    /** A state in TLA+: each variable's value. */
    Map<String, String> show(int[] state);

    /**
     * The model as a module for TLC.
     *
     * @throws SpecException if there is no way to write it
     */
    SpecModel model();
}
