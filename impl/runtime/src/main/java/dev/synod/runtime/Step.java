package dev.synod.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * What an action yields: it is disabled, or it leads to a next state and sends messages.
 *
 * @param <S> the state record of a process
 */
public final class Step<S extends Record> {

    private static final Step<?> DISABLED = new Step<>(null, List.of());

    private final S next;
    private final List<Send> sends;

    private Step(S next, List<Send> sends) {
        this.next = next;
        this.sends = sends;
    }

    /** The step of an action whose guard is false. */
    @SuppressWarnings("unchecked") // The disabled step holds no state.
    public static <S extends Record> Step<S> disabled() {
        return (Step<S>) DISABLED;
    }

    /** A step to the given state, which may be the one before. */
    public static <S extends Record> Step<S> to(S next) {
        return new Step<>(Objects.requireNonNull(next, "next"), List.of());
    }

    /** This step, which also sends the message to one node. */
    public Step<S> send(NodeId to, Record message) {
        return sending(new Send(Objects.requireNonNull(to, "to"), message));
    }

    /** This step, which also sends the message to each of those nodes. */
    public Step<S> send(Collection<NodeId> to, Record message) {
        Step<S> step = this;
        for (NodeId node : to) {
            step = step.send(node, message);
        }
        return step;
    }

    /** This step, which also sends the message to every node that the sender can send to. */
    public Step<S> broadcast(Record message) {
        return sending(new Send(null, message));
    }

    private Step<S> sending(Send send) {
        if (!enabled()) {
            throw new IllegalStateException("A disabled step sends nothing.");
        }
        if (sends.isEmpty()) {
            return new Step<>(next, List.of(send));
        }
        List<Send> more = new ArrayList<>(sends);
        more.add(send);
        return new Step<>(next, List.copyOf(more));
    }

    /** Whether the action's guard holds. */
    public boolean enabled() {
        return next != null;
    }

    /**
     * The state after the step.
     *
     * @throws IllegalStateException if the step is disabled
     */
    public S next() {
        if (next == null) {
            throw new IllegalStateException("A disabled step leads to no state.");
        }
        return next;
    }

    /** The messages sent, in order; none if the step is disabled. */
    public List<Send> sends() {
        return sends;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Step<?> step && Objects.equals(next, step.next) && sends.equals(step.sends);
    }

    @Override
    public int hashCode() {
        return Objects.hash(next, sends);
    }

    @Override
    public String toString() {
        return enabled() ? "to " + next + (sends.isEmpty() ? "" : " sending " + sends) : "disabled";
    }
}
