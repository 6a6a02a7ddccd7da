package dev.synod.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An algorithm at one node: a pure, deterministic state machine whose actions are the spec's.
 *
 * <p>A machine holds constants only. The state of its process is an immutable record that the actions, methods marked
 * {@link Action}, take and return; messages are records too. No threads, clocks, sockets, randomness or logging: what
 * the spec leaves open stays open here, and a {@link Policy} or an explorer chooses among the actions enabled. Safety
 * is the machine's, liveness the driver's.
 *
 * <p>State and messages are built of integers, booleans, strings, enums, {@link NodeId}, records, lists, sets and maps,
 * all immutable; null is the spec's null constant. Sets that are iterated should come from {@link Sets}.
 *
 * <p>The class and its actions must not be final: a mutant overrides one of them.
 *
 * @param <S> the record that is one process's state, each component a variable of the spec
 * @param <M> the type of all its messages, best a sealed interface of records
 */
public abstract class Machine<S extends Record, M> {

    /** A supply of lies may be infinite. */
    private static final int MOST_LIES = 200;

    private final NodeId self;
    private final List<NodeId> nodes;
    private final Class<?> messageType;
    private final List<MachineAction<S>> actions;
    private final MachineAction<S> crash;
    private final MachineAction<S> lie;
    private final Map<String, MachineAction<S>> byName = new HashMap<>();
    private final Map<Class<?>, List<MachineAction<S>>> receiving = new ConcurrentHashMap<>();

    /**
     * A machine at the node {@code self}, one of {@code nodes}.
     *
     * @throws IllegalArgumentException if it is not one of them
     * @throws InvalidMachineException  if the class does not declare its actions as {@link Action} asks
     */
    protected Machine(NodeId self, List<NodeId> nodes) {
        this.self = Objects.requireNonNull(self, "self");
        this.nodes = List.copyOf(nodes);
        if (!this.nodes.contains(self)) {
            throw new IllegalArgumentException("Node " + self + " is not one of the nodes " + this.nodes + ".");
        }
        MachineType type = MachineType.of(getClass());
        messageType = type.message();
        actions = type.bind(this);
        lie = actions.stream().filter(action -> has(action, Parameter.Kind.SAID)).findFirst().orElse(null);
        crash = actions.stream().filter(action -> action.isEnvironment() && action != lie).findFirst().orElse(null);
        actions.forEach(action -> byName.put(action.name(), action));
    }

    private static boolean has(MachineAction<?> action, Parameter.Kind kind) {
        return action.parameters().stream().anyMatch(parameter -> parameter.kind() == kind);
    }

    /** The node at which it runs. */
    public final NodeId self() {
        return self;
    }

    /** Every node of the run, in order; also a supply for {@link In}. */
    public final List<NodeId> nodes() {
        return nodes;
    }

    /** The state in which its process starts. */
    public abstract S initial();

    /** The constants of the spec by name, the same at every node, as values that a state could hold. */
    public abstract Map<String, Object> constants();

    /** The spec's constant that null stands for, or null if the spec has none. */
    public String nullConstant() {
        return null;
    }

    /** The type of all messages. */
    public final Class<?> messageType() {
        return messageType;
    }

    /** Every action, by name in alphabetical order, a crash included. */
    public final List<MachineAction<S>> actions() {
        return actions;
    }

    /**
     * The action of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known ones
     */
    public final MachineAction<S> action(String name) {
        MachineAction<S> action = byName.get(name);
        if (action == null) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " has no action " + name + ". Known: "
                    + actions.stream().map(MachineAction::name).collect(Collectors.joining(", ")) + ".");
        }
        return action;
    }

    /** The action of a crash; empty if the machine names none. */
    public final Optional<MachineAction<S>> crashAction() {
        return Optional.ofNullable(crash);
    }

    /** The action of a traitor; empty if the machine names none. */
    public final Optional<MachineAction<S>> traitorAction() {
        return Optional.ofNullable(lie);
    }

    /**
     * What a crash does to the process in that state; empty if the machine names no action for a crash. In rounds a
     * process crashes while it sends: ask {@link Rounds}.
     */
    public final Optional<Transition<S>> crash(S state) {
        return crash == null ? Optional.empty() : Optional.of(crash.attempt(state));
    }

    /** Whether it goes ahead in rounds: every action of its own receives all messages of one. */
    public final boolean inRounds() {
        return actions.stream().allMatch(action -> action.isEnvironment() || action.receivesRound());
    }

    /**
     * What a traitor may say to that node, besides nothing at all and what an honest process would say, in the step in
     * which it receives those messages. A supply of candidates, lazily read, for whoever tries them all: all to which
     * anybody would listen in a finite model. None, unless overridden.
     *
     * @param state    the state of the traitor, which keeps its books as an honest process does
     * @param received the messages of the round, by their senders
     * @param to       a node to which it can send
     */
    protected Iterable<? extends M> lies(S state, Map<NodeId, M> received, NodeId to) {
        return List.of();
    }

    /**
     * One lie at random, for whoever tries some: anything that the type of the messages can hold and the model does not
     * forbid, such as a forged signature. One of the first {@link #lies}, unless overridden.
     *
     * @param state    the state of the traitor
     * @param received the messages of the round, by their senders
     * @param to       a node to which it can send
     * @return the lie; empty for nothing at all
     */
    protected Optional<? extends M> anyLie(S state, Map<NodeId, M> received, NodeId to, Chance chance) {
        List<M> first = new ArrayList<>();
        for (M lie : lies(state, received, to)) {
            if (first.size() == MOST_LIES) {
                break;
            }
            first.add(lie);
        }
        return first.isEmpty() ? Optional.empty() : Optional.of(first.get(chance.below(first.size())));
    }

    /** Every way to receive that message from that node in that state; none if it is dropped. */
    public final List<Transition<S>> receive(S state, NodeId from, Record message) {
        List<MachineAction<S>> receivers = receiving.get(message.getClass());
        if (receivers == null) {
            if (!messageType.isInstance(message)) {
                throw new IllegalArgumentException(getClass().getSimpleName() + " knows no message " + message
                        + "; its messages are " + messageType.getSimpleName() + ".");
            }
            receivers = actions.stream().filter(action -> action.receives(message)).toList();
            receiving.put(message.getClass(), receivers);
        }
        List<Transition<S>> ways = List.of();
        for (MachineAction<S> action : receivers) {
            for (Transition<S> transition : action.enabled(state, from, message)) {
                if (ways.isEmpty()) {
                    ways = Collections.singletonList(transition);
                } else {
                    ways = new ArrayList<>(ways);
                    ways.add(transition);
                }
            }
        }
        return ways;
    }

    /**
     * The state that a crash leaves: {@link Stable} components as they are, the others as in {@link #initial()}.
     *
     * <p>To be overridden by mutants only: it is the environment's action, not the algorithm's.
     */
    protected S afterCrash(S state) {
        S initial = initial();
        RecordShape shape = RecordShape.of(state.getClass());
        Object[] values = new Object[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.value(shape.isStable(i) ? state : initial, i);
        }
        @SuppressWarnings("unchecked") // It is of the class of the state given.
        S after = (S) shape.newInstance(values);
        return after;
    }

    /**
     * The action of that name, which is a policy's to take: it neither receives nor is the environment's.
     *
     * @throws IllegalArgumentException if there is none; the message says why
     */
    public final MachineAction<S> actionOfPolicy(String name) {
        MachineAction<S> action = action(name);
        if (action.receives() || action.isEnvironment()) {
            throw new IllegalArgumentException("Action " + action + " is not a policy's to take: the "
                    + (action.receives() ? "network" : "environment") + " brings it about.");
        }
        return action;
    }

    /** The step of an action whose guard is false. */
    protected final Step<S> disabled() {
        return Step.disabled();
    }

    /** A step to the given state, which may be the one before. */
    protected final Step<S> to(S next) {
        return Step.to(next);
    }
}
