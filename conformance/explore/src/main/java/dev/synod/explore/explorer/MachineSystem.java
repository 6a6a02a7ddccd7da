package dev.synod.explore.explorer;

import dev.synod.replay.SpecException;
import dev.synod.replay.SpecStepper;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.MachineAction;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Parameter;
import dev.synod.runtime.Rounds;
import dev.synod.runtime.Send;
import dev.synod.runtime.Transition;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.runtime.trace.ValueDecoder;
import dev.synod.runtime.trace.VectorClock;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Machines and the messages between them, for every schedule to be tried.
 *
 * <p>A state is an array: the number of each node's state, then that of the network, which {@link MessagesUnderWay}
 * or {@link RoundsUnderWay}
 * tells apart by its kind.
 *
 * <p>A machine is a function of its state and the message received. So what a node can do in one of its states is asked
 * of the machine once, whatever the other nodes do.
 */
final class MachineSystem<S extends Record, M> {
    private static final int MOST_CANDIDATES = 100_000;

    private final Ensemble<S, M> ensemble;
    private final SpecStepper stepper;
    private final Set<String> without;
    private final TraceSink encoder;
    private final VectorClock zero;
    private final boolean senders;
    private final List<Numbering<S, Local>> locals = new ArrayList<>();
    private final Numbering<Sent, Posted> posted = new Numbering<>();
    private final MessagesUnderWay.Network networks;
    /** In synchronous rounds, what can happen in them and their network; else null. */
    private final Rounds<S, M> rounds;
    private final RoundsUnderWay.Network roundsNetworks;
    private final Map<String, List<Object>> bounded = new HashMap<>();

    MachineSystem(Ensemble<S, M> ensemble, SpecStepper stepper, List<String> without) {
        this.ensemble = ensemble;
        this.stepper = stepper;
        this.without = Set.copyOf(without);
        this.encoder = new TraceSink(ensemble, event -> { });
        this.zero = VectorClock.zero(ensemble.nodes());
        List<MachineAction<S>> actions = ensemble.machines().get(0).actions();
        this.senders = ensemble.network().isReliable() || actions.stream()
                .flatMap(a -> a.parameters().stream())
                .anyMatch(p -> p.kind() == Parameter.Kind.SENDER);
        this.networks = new MessagesUnderWay.Network(ensemble.network(), this::edge);
        boolean inRounds = ensemble.network() == NetworkKind.ROUNDS;
        this.rounds = inRounds ? new Rounds<>(ensemble) : null;
        this.roundsNetworks = inRounds ? new RoundsUnderWay.Network(ensemble.topology(), this::edge) : null;
        for (MachineAction<S> action : actions) {
            for (Parameter parameter : action.parameters()) {
                if (parameter.kind() == Parameter.Kind.CHOSEN) {
                    stepper.bounded(action.name(), parameter.name()).ifPresent(set -> bounded.put(
                            action.name() + "." + parameter.name(),
                            set.stream().map(v -> argument(action, parameter, v)).toList()));
                }
            }
        }
        ensemble.nodes().forEach(node -> locals.add(new Numbering<>()));
    }

    /** A node in one of its states. */
    private final class Local {
        private final int node;
        private final int number;
        private final S state;
        private final ConcurrentHashMap<Integer, List<Move<S>>> receiving = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<List<Integer>, List<Move<S>>> inRound = new ConcurrentHashMap<>();
        private volatile List<Move<S>> own;

        Local(int node, int number, S state) {
            this.node = node;
            this.number = number;
            this.state = state;
        }

        List<Move<S>> own() {
            if (own == null) {
                own = ownMoves(this);
            }
            return own;
        }

        List<Move<S>> receiving(int message) {
            List<Move<S>> known = receiving.get(message);
            if (known == null) {
                known = receivingMoves(this, posted.get(message));
                receiving.put(message, known);
            }
            return known;
        }

        List<Move<S>> inRound(List<Integer> messages) {
            List<Move<S>> known = inRound.get(messages);
            if (known == null) {
                known = movesInRound(this, messages);
                inRound.put(messages, known);
            }
            return known;
        }
    }

    /** A message with its destination, null for all; and its sender, null where nothing depends on it. */
    private record Sent(NodeId from, NodeId to, Record message) {}

    private record Posted(int number, Sent sent) {}

    /**
     * Something that a node can do.
     *
     * @param node       its position
     * @param before     its state before
     * @param after      the number of its state after
     * @param received   the number of the message received, or -1
     * @param sent       the numbers of the messages sent
     * @param transition the action, with arguments
     * @param event      the event of it, for the specification
     */
    record Move<S extends Record>(int node, S before, int after, int received, int[] sent, Transition<S> transition,
            SpecStepper.Event event) {

        /** Whether it is a crash in synchronous rounds, after which the node takes no step. */
        boolean crashes() {
            return is(Parameter.Kind.REACHED);
        }

        /** Whether it is the step of a traitor, after which the node takes no others. */
        boolean betrays() {
            return is(Parameter.Kind.SAID);
        }

        private boolean is(Parameter.Kind kind) {
            return transition.action().parameters().stream().anyMatch(parameter -> parameter.kind() == kind);
        }
    }

    Ensemble<S, M> ensemble() {
        return ensemble;
    }

    /** How many numbers a state has. */
    int width() {
        return locals.size() + 1;
    }

    int[] initial() {
        int[] state = new int[width()];
        for (int i = 0; i < locals.size(); i++) {
            state[i] = local(i, ensemble.machines().get(i).initial()).number;
        }
        state[locals.size()] = rounds == null ? networks.empty().number() : roundsNetworks.empty().number();
        return state;
    }

    /** The edge over which a message travels, as a number. */
    private int edge(int message) {
        Sent sent = posted.get(message).sent();
        List<NodeId> nodes = ensemble.nodes();
        return nodes.indexOf(sent.from()) * nodes.size() + nodes.indexOf(sent.to());
    }

    private Local local(int node, S state) {
        return locals.get(node).of(state, n -> new Local(node, n, state));
    }

    /** Everything that can happen next. */
    void moves(int[] state, Consumer<Move<S>> found) {
        if (rounds != null) {
            movesInRounds(state, found);
            return;
        }
        int[] messages = networks.get(state[locals.size()]).arriving();
        for (int node = 0; node < locals.size(); node++) {
            Local local = locals.get(node).get(state[node]);
            local.own().forEach(found);
            for (int message : messages) {
                local.receiving(message).forEach(found);
            }
        }
    }

    private void movesInRounds(int[] state, Consumer<Move<S>> found) {
        RoundsUnderWay network = roundsNetworks.get(state[locals.size()]);
        boolean mayCrash = network.crashes() < ensemble.mostCrashes();
        boolean mayBetray = network.traitors() < ensemble.mostTraitors();
        for (int node = 0; node < locals.size(); node++) {
            if (network.isReady(node)) {
                for (Move<S> move : locals.get(node).get(state[node]).inRound(network.arriving(node))) {
                    if (move.betrays() ? mayBetray || network.isTraitor(node)
                            : !network.isTraitor(node) && (mayCrash || !move.crashes())) {
                        found.accept(move);
                    }
                }
            }
        }
    }

    /** The state after a move, in an array with room for more. */
    int[] after(int[] state, Move<S> move, int room) {
        int[] next = Arrays.copyOf(state, width() + room);
        next[move.node()] = move.after();
        if (rounds != null) {
            RoundsUnderWay after = roundsNetworks.get(state[locals.size()])
                    .after(move.node(), Arrays.stream(move.sent()).boxed().toList(), move.crashes());
            next[locals.size()] = (move.betrays() ? after.betrayed(move.node()) : after).number();
            return next;
        }
        MessagesUnderWay underWay = networks.get(state[locals.size()]);
        if (move.received() >= 0) {
            underWay = underWay.received(move.received());
        }
        for (int message : move.sent()) {
            underWay = underWay.sent(message);
        }
        next[locals.size()] = underWay.number();
        return next;
    }

    private List<Move<S>> ownMoves(Local local) {
        Machine<S, M> machine = ensemble.machines().get(local.node);
        List<Move<S>> moves = new ArrayList<>();
        for (MachineAction<S> action : machine.actions()) {
            if (without.contains(action.name())) {
                continue;
            }
            if (action.isEnvironment()) {
                machine.crash(local.state).ifPresent(t -> moves.add(move(local, t, -1)));
            } else if (!action.receives()) {
                each(machine, action, local.state, null, t -> moves.add(move(local, t, -1)));
            }
        }
        return List.copyOf(moves);
    }

    private List<Move<S>> receivingMoves(Local local, Posted message) {
        Machine<S, M> machine = ensemble.machines().get(local.node);
        Sent sent = message.sent();
        if (sent.to() != null && !sent.to().equals(machine.self())) {
            return List.of();
        }
        List<Move<S>> moves = new ArrayList<>();
        for (MachineAction<S> action : machine.actions()) {
            if (!without.contains(action.name()) && action.receives(sent.message())) {
                each(machine, action, local.state, sent, t -> moves.add(move(local, t, message.number())));
            }
        }
        return List.copyOf(moves);
    }

    private List<Move<S>> movesInRound(Local local, List<Integer> messages) {
        Map<NodeId, Record> inbox = new LinkedHashMap<>();
        for (int message : messages) {
            Sent sent = posted.get(message).sent();
            inbox.put(sent.from(), sent.message());
        }
        Map<NodeId, Record> received = Collections.unmodifiableMap(inbox);
        Machine<S, M> machine = ensemble.machines().get(local.node);
        List<Transition<S>> steps = new ArrayList<>();
        for (MachineAction<S> action : machine.actions()) {
            if (action.receivesRound()) {
                choose(machine, action, local.state, null, received, new Object[action.parameters().size() - 1], 1,
                        steps::add);
            }
        }
        List<Transition<S>> transitions = new ArrayList<>();
        if (ensemble.mostTraitors() > 0) {
            rounds.lies(local.node, local.state, received, steps).forEach(lie -> {
                transitions.add(lie);
                checkFew(transitions.size(), lie.action(), "said", "bound what a traitor may say, or its destinations");
            });
        }
        transitions.addAll(steps);
        transitions.addAll(rounds.crashes(local.node, local.state, steps));
        transitions.removeIf(t -> without.contains(t.action().name()));
        return transitions.stream().map(t -> move(local, t, -1)).toList();
    }

    private static void checkFew(int count, MachineAction<?> action, String parameter, String remedy) {
        if (count > MOST_CANDIDATES) {
            throw new UnusableInputException(action + ", argument " + parameter,
                    "more than " + MOST_CANDIDATES + " candidates", "a small set of them", remedy);
        }
    }

    /** Every choice of arguments for which the action is enabled. */
    private void each(Machine<S, M> machine, MachineAction<S> action, S state, Sent received,
            Consumer<Transition<S>> found) {
        choose(machine, action, state, received, null, new Object[action.parameters().size() - 1], 1, found);
    }

    private void choose(Machine<S, M> machine, MachineAction<S> action, S state, Sent received,
            Map<NodeId, Record> inbox, Object[] others, int at, Consumer<Transition<S>> found) {
        if (at > others.length) {
            Transition<S> transition = action.attempt(state, others.clone());
            if (transition != null) {
                found.accept(transition);
            }
            return;
        }
        Parameter parameter = action.parameters().get(at);
        switch (parameter.kind()) {
            case MESSAGE -> {
                others[at - 1] = received.message();
                choose(machine, action, state, received, inbox, others, at + 1, found);
            }
            case SENDER -> {
                others[at - 1] = received.from();
                choose(machine, action, state, received, inbox, others, at + 1, found);
            }
            case INBOX -> {
                others[at - 1] = inbox;
                choose(machine, action, state, received, inbox, others, at + 1, found);
            }
            default -> {
                // A bounded argument has all values of the bound: the action's guard says which it accepts.
                List<Object> set = bounded.get(action.name() + "." + parameter.name());
                Iterator<?> candidates = set != null ? set.iterator() : parameter.candidates(machine, state);
                for (int i = 1; candidates.hasNext(); i++) {
                    checkFew(i, action, parameter.name(),
                            "bound the set that it ranges over in the specification (--bound NAME=SET)");
                    others[at - 1] = candidates.next();
                    choose(machine, action, state, received, inbox, others, at + 1, found);
                }
            }
        }
    }

    private Move<S> move(Local local, Transition<S> transition, int received) {
        NodeId self = ensemble.nodes().get(local.node);
        List<Integer> sent = new ArrayList<>();
        for (Send send : transition.step().sends()) {
            Collection<NodeId> destinations = ensemble.destinations(self, send);
            boolean anyone = !ensemble.network().isReliable() && destinations.size() == ensemble.nodes().size();
            for (NodeId to : anyone ? Collections.<NodeId>singletonList(null) : destinations) {
                Sent message = new Sent(senders ? self : null, to, send.message());
                sent.add(posted.of(message, n -> new Posted(n, message)).number());
            }
        }
        StepEvent<S> event = new StepEvent<>(1, 0, self, zero, transition, local.state);
        return new Move<>(local.node, local.state, local(local.node, transition.step().next()).number, received,
                sent.stream().mapToInt(Integer::intValue).toArray(), transition, stepper.event(encoder.encode(event)));
    }

    private Object argument(MachineAction<S> action, Parameter parameter, Value value) {
        Class<?> type = parameter.type();
        if (value instanceof Value.Int i) {
            if (type == Integer.class) {
                return Math.toIntExact(i.value());
            } else if (type == Long.class) {
                return i.value();
            }
        } else if (value instanceof Value.Str s) {
            if (type == String.class) {
                return s.value();
            } else if (type == NodeId.class) {
                return NodeId.of(s.value());
            }
        } else if (value instanceof Value.Bool b && type == Boolean.class) {
            return b.value();
        } else if (value instanceof Value.Rec && type.isRecord()) {
            return new ValueDecoder(ensemble.machines().get(0)).state(type.asSubclass(Record.class), value);
        }
        throw new SpecException("the bound gives " + value + " to the argument " + parameter.name() + " of " + action
                + ", which is a " + type.getSimpleName());
    }
}
