package dev.synod.runtime;

import java.util.function.Predicate;

/**
 * A turn at a machine: which step is to be taken is found here, what becomes of it is its runtime's.
 *
 * @param <S> the state record of a process
 */
public abstract class MachineTurn<S extends Record> implements Turn<S> {

    private final Machine<S, ?> machine;

    protected MachineTurn(Machine<S, ?> machine) {
        this.machine = machine;
    }

    /** Whether no step can be taken any more. */
    protected abstract boolean isOver();

    /** Takes a step of the machine from {@link #state}. */
    protected abstract void perform(Transition<S> transition);

    /** Lets the policy sleep for that many ticks, at least one. */
    protected abstract void sleep(long ticks);

    @Override
    public final boolean take(String name, Object... others) {
        MachineAction<S> action = machine.actionOfPolicy(name);
        Transition<S> transition = isOver() ? null : action.attempt(state(), others);
        if (transition == null) {
            return false;
        }
        perform(transition);
        return true;
    }

    @Override
    public final boolean takeFirst(String name, Predicate<Transition<S>> liked) {
        MachineAction<S> action = machine.actionOfPolicy(name);
        if (isOver()) {
            return false;
        }
        for (Transition<S> transition : action.enabled(state())) {
            if (liked.test(transition)) {
                perform(transition);
                return true;
            }
        }
        return false;
    }

    @Override
    public final void wakeAfter(long ticks) {
        if (ticks < 1) {
            throw new IllegalArgumentException("A policy sleeps for at least one tick; found " + ticks + ".");
        }
        sleep(ticks);
    }
}
