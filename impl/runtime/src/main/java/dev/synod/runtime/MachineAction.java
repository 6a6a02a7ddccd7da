package dev.synod.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One action of one machine: its name, its parameters, and the way to take it.
 *
 * @param <S> the state record of a process
 */
public final class MachineAction<S extends Record> {

    /** The action's body, given the state and then the other arguments. */
    interface Body<S extends Record> {
        Step<S> apply(Object[] arguments);
    }

    private final Machine<S, ?> machine;
    private final String name;
    private final List<Parameter> parameters;
    private final List<String> parameterNames;
    private final boolean environment;
    private final Body<S> body;
    private final int[] chosen;
    private final int message;
    private final int sender;
    private final int inbox;

    MachineAction(
            Machine<S, ?> machine, String name, List<Parameter> parameters, boolean environment, Body<S> body) {
        this.machine = machine;
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.parameterNames = parameters.stream().map(Parameter::name).toList();
        this.environment = environment;
        this.body = body;
        this.chosen = IntStream.range(0, parameters.size())
                .filter(i -> parameters.get(i).kind() == Parameter.Kind.CHOSEN)
                .toArray();
        this.message = positionOf(Parameter.Kind.MESSAGE);
        this.sender = positionOf(Parameter.Kind.SENDER);
        this.inbox = positionOf(Parameter.Kind.INBOX);
    }

    private int positionOf(Parameter.Kind kind) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).kind() == kind) {
                return i;
            }
        }
        return -1;
    }

    /** The spec's name of it, such as {@code ReceiveNextBallot}. */
    public String name() {
        return name;
    }

    /** Its parameters in order; the first is the process that acts. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The names of its parameters, in order. */
    public List<String> parameterNames() {
        return parameterNames;
    }

    /** Whether only the environment takes it, as a crash. */
    public boolean isEnvironment() {
        return environment;
    }

    /** Whether it receives a message, or all messages of a round. */
    public boolean receives() {
        return message >= 0 || inbox >= 0;
    }

    /** Whether it receives all messages of a round. */
    public boolean receivesRound() {
        return inbox >= 0;
    }

    /** Whether it receives messages such as this one, one at a time. */
    public boolean receives(Record candidate) {
        return message >= 0 && parameters.get(message).type().isInstance(candidate);
    }

    /**
     * Takes the action in that state, with those arguments.
     *
     * @param state  the state of the machine's process
     * @param others the arguments after the first, in order
     * @return the step, which may be disabled
     * @throws IllegalArgumentException if the arguments are not the action's by number and type
     */
    public Step<S> take(S state, Object... others) {
        if (others.length != parameters.size() - 1) {
            throw new IllegalArgumentException(this + " takes " + (parameters.size() - 1)
                    + " arguments after its first; found " + others.length + ": " + Arrays.toString(others) + ".");
        }
        Object[] arguments = new Object[parameters.size()];
        arguments[0] = state;
        for (int i = 1; i < arguments.length; i++) {
            Object argument = others[i - 1];
            Parameter parameter = parameters.get(i);
            if (argument != null && !parameter.type().isInstance(argument)) {
                throw new IllegalArgumentException("The argument " + parameter.name() + " of " + this + " is a "
                        + parameter.type().getSimpleName() + "; found " + argument + ", a "
                        + argument.getClass().getSimpleName() + ".");
            }
            arguments[i] = argument;
        }
        return body.apply(arguments);
    }

    /** As {@link #take}, with the step in a transition; null if it is disabled. */
    public Transition<S> attempt(S state, Object... others) {
        Step<S> step = take(state, others);
        if (!step.enabled()) {
            return null;
        }
        Object[] arguments = new Object[parameters.size()];
        arguments[0] = machine.self();
        System.arraycopy(others, 0, arguments, 1, others.length);
        return new Transition<>(this, Collections.unmodifiableList(Arrays.asList(arguments)), step);
    }

    /**
     * Every choice of arguments for which the action is enabled, lazily; there may be infinitely many. Going through them
     * throws an IllegalStateException after about a million choices in a row for which it is disabled.
     *
     * @throws IllegalStateException if the action receives: ask {@link #enabled(Record, NodeId, Record)}
     */
    public Iterable<Transition<S>> enabled(S state) {
        if (receives()) {
            throw new IllegalStateException(this + " receives a message; say which.");
        }
        return () -> new Candidates(state, -1, null, null);
    }

    /** Every choice of arguments for which the action is enabled when it receives that message from that node. */
    public Iterable<Transition<S>> enabled(S state, NodeId from, Record received) {
        if (!receives(received)) {
            return List.of();
        }
        return () -> new Candidates(state, message, from, received);
    }

    /**
     * Every choice of arguments for which the action is enabled when it receives all these messages of a round, by their
     * senders.
     */
    public Iterable<Transition<S>> enabled(S state, Map<NodeId, Record> received) {
        if (!receivesRound()) {
            return List.of();
        }
        return () -> new Candidates(state, inbox, null, received);
    }

    /** The action as the spec writes it, such as {@code ReceiveNextBallot(p, m)}. */
    @Override
    public String toString() {
        return name + parameters.stream().map(Parameter::name).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Counts through the chosen arguments like an odometer, the last one fastest. */
    private final class Candidates implements Iterator<Transition<S>> {

        /** So many choices refused one after another, and the search does not end: the supply should. */
        private static final int MOST_REFUSED = 1 << 20;

        private final S state;
        private final Object[] arguments = new Object[parameters.size()];
        private final Iterator<?>[] supplies = new Iterator<?>[chosen.length];
        private boolean started;
        private Transition<S> next;

        Candidates(S state, int receiving, NodeId from, Object received) {
            this.state = state;
            arguments[0] = state;
            if (receiving >= 0) {
                arguments[receiving] = received;
            }
            if (sender >= 0) {
                arguments[sender] = from;
            }
            advance();
        }

        private void advance() {
            next = null;
            if (chosen.length == 0) {
                if (!started) {
                    attempt();
                }
                started = true;
                return;
            }
            int at = chosen.length - 1;
            if (!started) {
                started = true;
                at = 0;
                supplies[0] = candidates(0);
            }
            int refused = 0;
            while (at >= 0 && next == null) {
                if (!supplies[at].hasNext()) {
                    at--;
                    continue;
                }
                arguments[chosen[at]] = supplies[at].next();
                if (at == chosen.length - 1) {
                    attempt();
                    if (next == null && ++refused == MOST_REFUSED) {
                        throw new IllegalStateException(MachineAction.this + " at " + machine.self() + " is disabled for "
                                + MOST_REFUSED + " choices of its arguments one after another, the last one "
                                + Arrays.asList(arguments).subList(1, arguments.length) + ". What supplies them must end where"
                                + " the state " + state + " allows none.");
                    }
                } else {
                    at++;
                    supplies[at] = candidates(at);
                }
            }
        }

        private Iterator<?> candidates(int index) {
            return parameters.get(chosen[index]).candidates(machine, state);
        }

        private void attempt() {
            Step<S> step = body.apply(arguments);
            if (step.enabled()) {
                Object[] copy = arguments.clone();
                copy[0] = machine.self();
                next = new Transition<>(
                        MachineAction.this, Collections.unmodifiableList(Arrays.asList(copy)), step);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Transition<S> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Transition<S> found = next;
            advance();
            return found;
        }
    }
}
