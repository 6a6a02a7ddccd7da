package dev.synod.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * An algorithm as the runtimes find it: through {@link java.util.ServiceLoader}, by name.
 *
 * @param <S> the state record of a process
 * @param <M> the type of its messages
 */
public interface AlgorithmProvider<S extends Record, M> {

    /** Its name, that of its folder under {@code specs}. */
    default String name() {
        return spec().substring(0, spec().indexOf('/'));
    }

    /** Its specification, as a trace's header names it: {@code folder/Module}. */
    String spec();

    /** The nodes of a run with that many: {@code p1}, {@code p2} and so on unless it calls them otherwise. */
    default List<NodeId> nodes(int count) {
        return NodeId.numbered("p", count);
    }

    /** The options that it has, with their defaults. */
    default List<Options.Option> options() {
        return List.of();
    }

    /**
     * The machine at one of the nodes.
     *
     * @throws IllegalArgumentException if an option's value is not usable; the message says what is
     */
    Machine<S, M> machine(NodeId self, List<NodeId> nodes, Options options);

    /** The kind of network that it is made for, and that its spec describes. */
    default NetworkKind network() {
        return NetworkKind.LOSSY;
    }

    /**
     * Which of its nodes can send to which; every node to every node unless it says otherwise.
     *
     * @throws IllegalArgumentException if an option's value is not usable; the message says what is
     */
    default Topology topology(List<NodeId> nodes, Options options) {
        return Topology.complete(nodes);
    }

    /**
     * How many processes may crash in a run, as far as the algorithm assumes: any number unless it says otherwise. Asked
     * in synchronous rounds only.
     *
     * @throws IllegalArgumentException if an option's value is not usable; the message says what is
     */
    default int mostCrashes(List<NodeId> nodes, Options options) {
        return Integer.MAX_VALUE;
    }

    /**
     * How many nodes may be traitors in a run, as far as the algorithm assumes: any number unless it says otherwise. Asked
     * only if its machines name an action of a traitor with {@link Byzantine}.
     *
     * @throws IllegalArgumentException if an option's value is not usable; the message says what is
     */
    default int mostTraitors(List<NodeId> nodes, Options options) {
        return Integer.MAX_VALUE;
    }

    /** The names of its policies; the first is the default. */
    default List<String> policies() {
        return List.of("random");
    }

    /** A new policy of that name, which is one of {@link #policies()}, for the node of that machine. */
    default Policy<S> policy(String name, Machine<S, M> machine, Options options) {
        return new RandomPolicy<>(machine);
    }

    /**
     * Whether a run whose processes are in those states has reached what the algorithm is for; never, if it goes on. In
     * synchronous rounds, the states of those that have not crashed and are no traitors.
     */
    default boolean done(Collection<S> states) {
        return false;
    }

    /** The smallest model that shows the algorithm, for whoever visits every state. */
    default SmallModel smallModel() {
        return new SmallModel(3, Map.of(), Map.of(), List.of());
    }
}
