package dev.synod.runtime;

/**
 * Chooses among the actions that a machine has enabled: when to send again, whom to ask, when to give up.
 *
 * <p>One policy drives one node. It may hold what it likes, all of it gone in a crash: the node restarts with a new
 * policy. A bad policy can be slow; it can never be wrong, because it only takes what the machine enables. The runtime
 * takes the receiving actions as messages arrive; all others are the policy's to take.
 *
 * @param <S> the state record of a process
 */
public interface Policy<S extends Record> {

    /** The node has started, or started again after a crash. */
    void start(Turn<S> turn);

    /** The node has received that message: its receiving action has been taken. */
    void received(Turn<S> turn, Record message);

    /** The time set with {@link Turn#wakeAfter} has come. */
    void timeout(Turn<S> turn);
}
