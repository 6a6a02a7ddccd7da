package dev.synod.explore.drive;

import dev.synod.explore.explorer.MessagesUnderWay;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Send;
import dev.synod.runtime.trace.ValueEncoder;
import dev.synod.tlc.State;
import dev.synod.tlc.UnusableInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The messages between driven machines, and the variables of the specification that hold them.
 *
 * <p>A lossy network is a set of messages, or several: all that were ever sent. Who sent a message, and to whom, the
 * specification need not tell, so only what is new in the set is compared. A reliable or FIFO network is one variable, a
 * function of the edges whose values are bags or sequences, as in {@code specs/lib}; there the code must have under way
 * just what the specification has, edge by edge.
 */
final class DrivenNetwork {
    private final SpecBehaviour behaviour;
    private final Ensemble<?, ?> ensemble;
    private final Plain plain;
    private final ValueEncoder encoder;
    private final Set<String> types;
    private final Set<Object> edges;
    private final Set<String> variables = new LinkedHashSet<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Map<Delivery, Integer> numbers = new HashMap<>();
    private final MessagesUnderWay.Network states;

    /** A message on its way, or that may arrive again. */
    record Delivery(NodeId from, NodeId to, Record message) {}

    /**
     * The network in a behaviour.
     *
     * @param candidates the variables that may be it: all that are no component of a process's state
     * @throws UnusableInputException if the network is reliable and not one of them, or may be several
     */
    DrivenNetwork(SpecBehaviour behaviour, Ensemble<?, ?> ensemble, Plain plain, Collection<String> candidates) {
        this.behaviour = behaviour;
        this.ensemble = ensemble;
        this.plain = plain;
        Class<?> messages = ensemble.machines().get(0).messageType();
        this.encoder = new ValueEncoder(messages);
        this.types = messageTypes(messages);
        this.edges = edges(ensemble);
        this.states = new MessagesUnderWay.Network(ensemble.network(), this::edge);
        for (String variable : candidates) {
            if (isReliable() ? isNetwork(variable) : holdsMessages(variable)) {
                variables.add(variable);
            }
        }
        if (isReliable() && !edges.isEmpty()) {
            theOne(behaviour, candidates, variables, "a function of the edges " + ensemble.topology()
                    + " whose values are " + (isFifo() ? "sequences" : "bags") + " of messages",
                    isFifo() ? "FifoNetwork" : "ReliableNetwork");
        }
    }

    /**
     * The one variable that is the network.
     *
     * @param candidates all that might have been
     * @param found      those that have its form
     * @param form       that form
     * @param module     the module in {@code specs/lib} that has it
     * @throws UnusableInputException if there is none, or if there are several
     */
    static String theOne(SpecBehaviour behaviour, Collection<String> candidates, Collection<String> found, String form,
            String module) {
        if (found.size() != 1) {
            throw new UnusableInputException(behaviour.name(), found.isEmpty()
                            ? "no variable that could be the network, of " + String.join(", ", candidates)
                            : "several variables that could be the network: " + String.join(", ", found),
                    "one variable, " + form,
                    "give the model and the machines the same edges, and the network the form that it has in specs/lib/"
                            + module + ".tla");
        }
        return found.iterator().next();
    }

    private boolean isFifo() {
        return ensemble.network() == NetworkKind.FIFO;
    }

    /** Whether every message arrives once. */
    boolean isReliable() {
        return ensemble.network().isReliable();
    }

    /** The variables that hold the messages. */
    Set<String> variables() {
        return variables;
    }

    // -- the specification -------------------------------------------------------------------------------------------

    /** The names of all types of messages. */
    static Set<String> messageTypes(Class<?> type) {
        Set<String> names = new HashSet<>();
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                names.addAll(messageTypes(permitted));
            }
        } else {
            names.add(type.getSimpleName());
        }
        return names;
    }

    private boolean isMessage(Object value) {
        return isMessage(value, types);
    }

    /** Whether that is a message of one of these types. */
    static boolean isMessage(Object value, Set<String> types) {
        return value instanceof Map<?, ?> record && types.contains(record.get("type"));
    }

    /** Whether a variable is, in every state, a set of messages, and somewhere not empty. */
    private boolean holdsMessages(String variable) {
        boolean any = false;
        for (State state : behaviour.states()) {
            if (!(plain.of(state.variables().get(variable)) instanceof Set<?> set)
                    || !set.stream().allMatch(this::isMessage)) {
                return false;
            }
            any |= !set.isEmpty();
        }
        return any;
    }

    /** Whether a variable is, in every state, a function of the edges with a bag or a sequence of messages for each. */
    private boolean isNetwork(String variable) {
        return behaviour.states().stream().allMatch(state ->
                plain.of(state.variables().get(variable)) instanceof Map<?, ?> function
                        && function.keySet().equals(edges)
                        && function.values().stream().allMatch(isFifo() ? this::isSequence : this::isBag));
    }

    private boolean isSequence(Object value) {
        if (!(value instanceof Map<?, ?> sequence)) {
            return false;
        }
        for (long i = 1; i <= sequence.size(); i++) {
            if (!isMessage(sequence.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isBag(Object value) {
        return value instanceof Map<?, ?> bag && bag.keySet().stream().allMatch(this::isMessage)
                && bag.values().stream().allMatch(copies -> copies instanceof Long n && n > 0);
    }

    /** The edges, as the specification has them. */
    static Set<Object> edges(Ensemble<?, ?> ensemble) {
        return ensemble.topology().edges().stream().map(e -> edge(e.get(0), e.get(1))).collect(Collectors.toSet());
    }

    /** An edge, as the specification has it. */
    static Object edge(NodeId from, NodeId to) {
        return Map.of(1L, from.name(), 2L, to.name());
    }

    /** What the variables hold: of a lossy network the messages, of another the messages of each edge. */
    Object specified(Map<String, Object> state) {
        if (isReliable()) {
            return variables.isEmpty() ? Map.of() : state.get(variables.iterator().next());
        }
        Set<Object> messages = new HashSet<>();
        variables.forEach(name -> messages.addAll((Set<?>) state.get(name)));
        return messages;
    }

    /** Whether there are no messages in what the variables hold. */
    boolean isEmpty(Object network) {
        return count(network) == 0;
    }

    /** Whether the specification, too, has the message there: a lossy one may have taken it out. */
    boolean isSpecified(Delivery delivery, Object network) {
        return isReliable() || ((Set<?>) network).contains(plain(delivery.message()));
    }

    /** How many messages there are in what the variables hold. */
    private int count(Object network) {
        if (network instanceof Set<?> messages) {
            return messages.size();
        }
        long count = 0;
        for (Object edge : ((Map<?, ?>) network).values()) {
            for (Object entry : ((Map<?, ?>) edge).values()) {
                count += isFifo() ? 1 : (Long) entry;
            }
        }
        return Math.toIntExact(count);
    }

    // -- the code ----------------------------------------------------------------------------------------------------

    /** Nothing was sent. */
    MessagesUnderWay empty() {
        return states.empty();
    }

    /** The edge of a message, as a number. */
    private int edge(int message) {
        List<NodeId> nodes = ensemble.nodes();
        Delivery delivery = deliveries.get(message);
        return nodes.indexOf(delivery.from()) * nodes.size() + nodes.indexOf(delivery.to());
    }

    private int number(Delivery delivery) {
        return numbers.computeIfAbsent(delivery, d -> {
            deliveries.add(d);
            return deliveries.size() - 1;
        });
    }

    /** What may arrive next at a node. */
    List<Delivery> arriving(MessagesUnderWay underWay, NodeId at) {
        return Arrays.stream(underWay.arriving()).mapToObj(deliveries::get).filter(d -> d.to().equals(at)).toList();
    }

    /** What is under way after a node has sent these, and received that, or null. */
    MessagesUnderWay after(MessagesUnderWay underWay, NodeId node, Delivery received, List<Send> sends) {
        MessagesUnderWay after = received == null ? underWay : underWay.received(number(received));
        for (Send send : sends) {
            for (NodeId to : ensemble.destinations(node, send)) {
                after = after.sent(number(new Delivery(node, to, send.message())));
            }
        }
        return after;
    }

    /** A message as the specification has it. */
    Object plain(Record message) {
        return plain.of(encoder.encode(message));
    }

    /** What is under way in the code over each edge, as the specification has it. */
    private Map<Object, Object> overEachEdge(MessagesUnderWay underWay) {
        Map<Object, Map<Object, Object>> network = new HashMap<>();
        edges.forEach(edge -> network.put(edge, new HashMap<>()));
        underWay.all().mapToObj(deliveries::get).forEach(delivery -> {
            Map<Object, Object> over = network.get(edge(delivery.from(), delivery.to()));
            Object message = plain(delivery.message());
            if (isFifo()) {
                over.put(over.size() + 1L, message);
            } else {
                over.merge(message, 1L, (one, other) -> (Long) one + (Long) other);
            }
        });
        return new HashMap<>(network);
    }

    // -- both --------------------------------------------------------------------------------------------------------

    /** How the code's network after a step compares with the specification's. */
    enum Comparison {
        /** They agree. */
        SAME,
        /** They differ, but in as many messages as they should have: other arguments might make them agree. */
        ALIKE,
        /** They differ. */
        OTHER
    }

    /**
     * Compares the networks after a step, before which they agreed.
     *
     * @param underWay the code's, after the step
     * @param sends    what the step sends
     * @param before   the specification's before the step
     * @param after    the specification's after the step
     */
    Comparison compare(MessagesUnderWay underWay, List<Send> sends, Object before, Object after) {
        if (isReliable()) {
            if (overEachEdge(underWay).equals(after)) {
                return Comparison.SAME;
            }
            return underWay.all().count() == count(after) ? Comparison.ALIKE : Comparison.OTHER;
        }
        Set<Object> added = new HashSet<>((Set<?>) after);
        added.removeAll((Set<?>) before);
        Set<Object> sent = new HashSet<>();
        sends.forEach(send -> sent.add(plain(send.message())));
        sent.removeAll((Set<?>) before);
        return sent.equals(added) ? Comparison.SAME : sent.size() == added.size() ? Comparison.ALIKE : Comparison.OTHER;
    }
}
