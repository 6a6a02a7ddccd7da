package dev.synod.algorithms.ricartagrawala;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.Policy;
import dev.synod.runtime.RandomPolicy;
import dev.synod.runtime.SmallModel;
import dev.synod.runtime.Topology;
import java.util.List;
import java.util.Map;

/** Ricart and Agrawala's mutual exclusion, for the runtimes to find. */
public final class RicartAgrawalaProvider implements AlgorithmProvider<Contender, Message> {

    @Override
    public String spec() {
        return "ricart-agrawala/RicartAgrawala";
    }

    @Override
    public List<Option> options() {
        return List.of(new Option("entries", "any", "how often each process enters, at most; or \"any\" number"));
    }

    @Override
    public Machine<Contender, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new RicartAgrawala(self, nodes);
    }

    @Override
    public NetworkKind network() {
        return NetworkKind.RELIABLE;
    }

    @Override
    public Topology topology(List<NodeId> nodes, Options options) {
        return Topology.mesh(nodes);
    }

    @Override
    public Policy<Contender> policy(String name, Machine<Contender, Message> machine, Options options) {
        return new RandomPolicy<>(machine).atMost(options, "entries", "Request");
    }

    /** Numbers up to 2. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(3, Map.of(), Map.of("Nat", "0..2"), List.of());
    }
}
