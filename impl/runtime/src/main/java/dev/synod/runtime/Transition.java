package dev.synod.runtime;

import java.util.List;

/**
 * An enabled action, with arguments, and the step that it yields.
 *
 * @param action    the action
 * @param arguments its arguments as in the spec, in order; the first is the node that acts; some may be null
 * @param step      the step, which is enabled
 * @param <S>       the state record of a process
 */
public record Transition<S extends Record>(MachineAction<S> action, List<Object> arguments, Step<S> step) {

    @Override
    public String toString() {
        String inner = arguments.toString();
        return action.name() + "(" + inner.substring(1, inner.length() - 1) + ")";
    }
}
