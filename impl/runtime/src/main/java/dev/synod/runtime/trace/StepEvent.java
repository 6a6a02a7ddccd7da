package dev.synod.runtime.trace;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Transition;
import java.util.Objects;

/**
 * A step that a node has taken, as a runtime reports it.
 *
 * @param n          the step's number in the run, from 1
 * @param time       when it was taken, in ticks
 * @param node       the node that took it
 * @param clock      the node's clock after the step
 * @param transition the action with its arguments, and the step
 * @param before     the state of the process before it; the one after is the step's next state
 * @param <S>        the state record of a process
 */
public record StepEvent<S extends Record>(
        long n, long time, NodeId node, VectorClock clock, Transition<S> transition, S before) {

    public StepEvent {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(transition, "transition");
    }

    /** The name of the action. */
    public String action() {
        return transition.action().name();
    }

    /** The state of the process after the step. */
    public S after() {
        return transition.step().next();
    }
}
