package dev.synod.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The machines of one run, one per node, whatever runs them.
 *
 * @param <S> the state record of a process
 * @param <M> the type of the messages
 */
public final class Ensemble<S extends Record, M> {

    private final AlgorithmProvider<S, M> algorithm;
    private final List<NodeId> nodes;
    private final Options options;
    private final Topology topology;
    private final List<Machine<S, M>> machines;
    private final int mostCrashes;
    private final int mostTraitors;

    private Ensemble(AlgorithmProvider<S, M> algorithm, List<NodeId> nodes, Options options) {
        this.algorithm = algorithm;
        this.nodes = nodes;
        this.options = options;
        this.topology = algorithm.topology(nodes, options);
        this.machines = nodes.stream().map(node -> algorithm.machine(node, nodes, options)).toList();
        this.mostCrashes = algorithm.mostCrashes(nodes, options);
        Machine<S, M> first = machines.get(0);
        if (first.inRounds() != (algorithm.network() == NetworkKind.ROUNDS)) {
            throw new InvalidMachineException("Machine " + first.getClass().getName() + (first.inRounds()
                    ? " receives the messages of a round in every action, but its provider names the network "
                            + algorithm.network() + "; the network of such machines is " + NetworkKind.ROUNDS + "."
                    : " has an action that does not receive the messages of a round, a Map<NodeId, "
                            + first.messageType().getSimpleName() + ">; in the network " + NetworkKind.ROUNDS
                            + " all do."));
        }
        this.mostTraitors = first.traitorAction().isEmpty() ? 0 : algorithm.mostTraitors(nodes, options);
    }

    /**
     * That many nodes of the algorithm, with the given options.
     *
     * @throws IllegalArgumentException if there is no such option, its value is not usable, or there are no nodes
     */
    public static <S extends Record, M> Ensemble<S, M> of(
            AlgorithmProvider<S, M> algorithm, int nodes, Map<String, String> options) {
        if (nodes < 1) {
            throw new IllegalArgumentException("A run needs at least one node; found " + nodes + ".");
        }
        return new Ensemble<>(algorithm, algorithm.nodes(nodes), Options.of(algorithm.options(), options));
    }

    /** The algorithm that all of them run. */
    public AlgorithmProvider<S, M> algorithm() {
        return algorithm;
    }

    /** The nodes, in order. */
    public List<NodeId> nodes() {
        return nodes;
    }

    /** The machines, in the order of the nodes. */
    public List<Machine<S, M>> machines() {
        return machines;
    }

    /** The kind of network between them. */
    public NetworkKind network() {
        return algorithm.network();
    }

    /** Whether they name an action for a crash. */
    public boolean crashes() {
        return machines.get(0).crashAction().isPresent();
    }

    /** How many of them may crash in synchronous rounds. */
    public int mostCrashes() {
        return mostCrashes;
    }

    /** How many of them may be traitors; none if they name no action of a traitor. */
    public int mostTraitors() {
        return mostTraitors;
    }

    /** Which of them can send to which. */
    public Topology topology() {
        return topology;
    }

    /**
     * The nodes that a message goes to.
     *
     * @throws IllegalArgumentException if the sender cannot send there: a defect of the machine
     */
    public Collection<NodeId> destinations(NodeId from, Send send) {
        if (send.toAll()) {
            return topology.successors(from);
        }
        if (!topology.successors(from).contains(send.to())) {
            throw new IllegalArgumentException("Node " + from + " sends " + send.message() + " to " + send.to()
                    + ", which is not one of the nodes that it can send to, " + topology.successors(from) + ".");
        }
        return List.of(send.to());
    }

    /** What the machines were built with. */
    public Options options() {
        return options;
    }

    /**
     * A new policy of that name for the node at that position.
     *
     * @throws IllegalArgumentException if the algorithm has no such policy; the message lists those it has
     */
    public Policy<S> policy(String name, int node) {
        if (!algorithm.policies().contains(name)) {
            throw new IllegalArgumentException("Unknown policy \"" + name + "\" of " + algorithm.name() + ". Known: "
                    + String.join(", ", algorithm.policies()) + ".");
        }
        return algorithm.policy(name, machines.get(node), options);
    }
}
