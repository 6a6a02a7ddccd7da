package dev.synod.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * An algorithm with other machines in the place of its own, such as a mutant; all else is the original's.
 *
 * @param <S> the state record of a process
 * @param <M> the type of its messages
 */
public final class Variant<S extends Record, M> implements AlgorithmProvider<S, M> {

    /** Makes the machine at one of the nodes. */
    @FunctionalInterface
    public interface Factory<S extends Record, M> {
        Machine<S, M> machine(NodeId self, List<NodeId> nodes, Options options);
    }

    private final AlgorithmProvider<S, M> original;
    private final Factory<S, M> machines;

    /** The original with those machines. */
    public Variant(AlgorithmProvider<S, M> original, Factory<S, M> machines) {
        this.original = Objects.requireNonNull(original, "original");
        this.machines = Objects.requireNonNull(machines, "machines");
    }

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public String spec() {
        return original.spec();
    }

    @Override
    public List<NodeId> nodes(int count) {
        return original.nodes(count);
    }

    @Override
    public List<Options.Option> options() {
        return original.options();
    }

    @Override
    public Machine<S, M> machine(NodeId self, List<NodeId> nodes, Options options) {
        return machines.machine(self, nodes, options);
    }

    @Override
    public NetworkKind network() {
        return original.network();
    }

    @Override
    public Topology topology(List<NodeId> nodes, Options options) {
        return original.topology(nodes, options);
    }

    @Override
    public int mostCrashes(List<NodeId> nodes, Options options) {
        return original.mostCrashes(nodes, options);
    }

    @Override
    public int mostTraitors(List<NodeId> nodes, Options options) {
        return original.mostTraitors(nodes, options);
    }

    @Override
    public List<String> policies() {
        return original.policies();
    }

    @Override
    public Policy<S> policy(String name, Machine<S, M> machine, Options options) {
        return original.policy(name, machine, options);
    }

    @Override
    public boolean done(Collection<S> states) {
        return original.done(states);
    }

    @Override
    public SmallModel smallModel() {
        return original.smallModel();
    }
}
