package dev.synod.explore.drive;

import dev.synod.explore.drive.DrivenNetwork.Comparison;
import dev.synod.explore.explorer.RoundsUnderWay;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Rounds;
import dev.synod.runtime.Transition;
import dev.synod.runtime.trace.ValueEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The synchronous rounds of driven machines, and the variable of the specification that holds their network, as {@code
 * specs/lib/SynchronousRounds.tla} has it. The code must have under way just what the specification has, edge by edge and
 * round by round, and the same nodes must have crashed.
 */
final class DrivenRounds<S extends Record, M> {
    /** A message with its ends. */
    private record Posted(NodeId from, NodeId to, Record message) {}

    private final Ensemble<S, M> ensemble;
    private final Rounds<S, M> rounds;
    private final Plain plain;
    private final ValueEncoder encoder;
    private final Set<String> types;
    private final Set<Object> edges;
    private final String variable;
    private final List<Posted> posted = new ArrayList<>();
    private final Map<Posted, Integer> numbers = new HashMap<>();
    private final RoundsUnderWay.Network states;

    /**
     * The network in a behaviour.
     *
     * @param candidates the variables that may be it: all that are no component of a process's state
     * @throws dev.synod.tlc.UnusableInputException if not one of them is, or several may be
     */
    DrivenRounds(SpecBehaviour behaviour, Ensemble<S, M> ensemble, Plain plain, Collection<String> candidates) {
        this.ensemble = ensemble;
        this.rounds = new Rounds<>(ensemble);
        this.plain = plain;
        Class<?> messages = ensemble.machines().get(0).messageType();
        this.encoder = new ValueEncoder(messages);
        this.types = DrivenNetwork.messageTypes(messages);
        this.edges = DrivenNetwork.edges(ensemble);
        this.states = new RoundsUnderWay.Network(ensemble.topology(),
                number -> edge(posted.get(number).from(), posted.get(number).to()));
        this.variable = DrivenNetwork.theOne(behaviour, candidates, candidates.stream()
                .filter(name -> behaviour.states().stream()
                        .allMatch(state -> isNetwork(plain.of(state.variables().get(name))))).toList(),
                "a record of the sequences of what was sent over the edges " + ensemble.topology()
                        + " and of the set of who has crashed", "SynchronousRounds");
    }

    private int edge(NodeId from, NodeId to) {
        return states.edge(from, to);
    }

    /** The variable that holds the network. */
    String variable() {
        return variable;
    }

    private boolean isNetwork(Object value) {
        return value instanceof Map<?, ?> network && network.keySet().equals(Set.of("sent", "crashed"))
                && network.get("crashed") instanceof Set<?>
                && network.get("sent") instanceof Map<?, ?> sent && sent.keySet().equals(edges)
                && sent.values().stream().allMatch(this::isSequence);
    }

    private boolean isSequence(Object value) {
        if (!(value instanceof Map<?, ?> sequence)) {
            return false;
        }
        for (long i = 1; i <= sequence.size(); i++) {
            if (!(sequence.get(i) instanceof Set<?> slot) || slot.size() > 1
                    || !slot.stream().allMatch(m -> DrivenNetwork.isMessage(m, types))) {
                return false;
            }
        }
        return true;
    }

    /** Nobody has taken a step. */
    RoundsUnderWay empty() {
        return states.empty();
    }

    /** Whether that is the specification's network before anybody has taken a step. */
    boolean isEmpty(Object network) {
        return plain(states.empty()).equals(network);
    }

    /** Every way in which the node at that position can take its next step. */
    List<Iterable<Transition<S>>> ways(RoundsUnderWay network, int node, S state) {
        if (!network.isReady(node)) {
            return List.of();
        }
        Map<NodeId, Record> received = new LinkedHashMap<>();
        network.arriving(node).forEach(number -> received.put(posted.get(number).from(), posted.get(number).message()));
        List<Transition<S>> steps = rounds.steps(node, state, received);
        List<Iterable<Transition<S>>> ways = new ArrayList<>();
        if (!network.isTraitor(node)) {
            ways.add(steps);
            if (network.crashes() < ensemble.mostCrashes()) {
                ways.add(rounds.crashes(node, state, steps));
            }
        }
        if (network.isTraitor(node) || network.traitors() < ensemble.mostTraitors()) {
            ways.add(rounds.lies(node, state, received, steps));
        }
        return ways;
    }

    /** The network after such a step. */
    RoundsUnderWay after(RoundsUnderWay network, int node, Transition<S> step) {
        List<Integer> sent = new ArrayList<>();
        rounds.sent(node, step).forEach((to, message) ->
                sent.add(numbers.computeIfAbsent(new Posted(ensemble.nodes().get(node), to, message), p -> {
                    posted.add(p);
                    return posted.size() - 1;
                })));
        Machine<S, M> machine = ensemble.machines().get(node);
        RoundsUnderWay after = network.after(node, sent, machine.crashAction().filter(step.action()::equals).isPresent());
        return machine.traitorAction().filter(step.action()::equals).isPresent() ? after.betrayed(node) : after;
    }

    /** Compares the network of the code with the specification's. */
    Comparison compare(RoundsUnderWay network, Object specified) {
        Map<?, ?> code = plain(network);
        if (code.equals(specified)) {
            return Comparison.SAME;
        }
        Map<?, ?> other = (Map<?, ?>) specified;
        return code.get("crashed").equals(other.get("crashed"))
                && messages(code.get("sent")) == messages(other.get("sent")) ? Comparison.ALIKE : Comparison.OTHER;
    }

    private static long messages(Object sent) {
        return ((Map<?, ?>) sent).values().stream().flatMap(over -> ((Map<?, ?>) over).values().stream())
                .mapToInt(slot -> ((Set<?>) slot).size()).sum();
    }

    /** The network as the specification has it. */
    private Map<Object, Object> plain(RoundsUnderWay network) {
        Map<Object, Object> sent = new HashMap<>();
        ensemble.topology().edges().forEach(edge -> {
            Map<Object, Object> over = new HashMap<>();
            network.over(edge.get(0), edge.get(1)).forEach(number -> over.put(over.size() + 1L,
                    number == RoundsUnderWay.NOTHING ? Set.of()
                            : Set.of(plain.of(encoder.encode(posted.get(number).message())))));
            sent.put(DrivenNetwork.edge(edge.get(0), edge.get(1)), over);
        });
        Set<Object> crashed = new HashSet<>();
        for (int i = 0; i < ensemble.nodes().size(); i++) {
            if (network.isCrashed(i)) {
                crashed.add(ensemble.nodes().get(i).name());
            }
        }
        return Map.of("sent", sent, "crashed", crashed);
    }
}
