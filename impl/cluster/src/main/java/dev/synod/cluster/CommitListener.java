package dev.synod.cluster;

import dev.synod.runtime.trace.StepEvent;
import java.util.List;

/**
 * Is told of the steps that a node has committed.
 *
 * @param <S> the state record of a process
 */
@FunctionalInterface
public interface CommitListener<S extends Record> {

    /**
     * Those steps have been committed, in that order; their messages are about to leave. Called on the node's own thread,
     * which does nothing else meanwhile.
     *
     * @param steps at least one
     * @param state the state after the last of them
     */
    void committed(List<StepEvent<S>> steps, S state);
}
