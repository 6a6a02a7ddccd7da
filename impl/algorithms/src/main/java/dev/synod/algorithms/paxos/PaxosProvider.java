package dev.synod.algorithms.paxos;

import dev.synod.algorithms.Preferences;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.Policy;
import dev.synod.runtime.SmallModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Basic Paxos, for the runtimes to find. */
public final class PaxosProvider implements AlgorithmProvider<Member, Message> {

    @Override
    public String spec() {
        return "paxos/Paxos";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("values", "red,green,blue",
                        "the values, separated by commas; the proposers prefer different ones"),
                new Option("proposers", "all", "the nodes that propose, separated by commas; or \"all\""),
                new Option("acceptors", "all", "the nodes that accept, likewise"),
                new Option("learners", "all", "the nodes that learn, likewise; or \"none\""));
    }

    @Override
    public Machine<Member, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new Paxos(self, nodes, Roles.of(nodes, options),
                Preferences.of(options.distinct("values", "red,green"), nodes.indexOf(self)));
    }

    @Override
    public List<String> policies() {
        return List.of("restless", "backoff", "eager");
    }

    @Override
    public Policy<Member> policy(String name, Machine<Member, Message> machine, Options options) {
        Paxos paxos = (Paxos) machine;
        return switch (name) {
            case "restless" -> new Backoff(paxos, true);
            case "backoff" -> new Backoff(paxos, false);
            case "eager" -> new Eager(paxos);
            default -> throw new IllegalArgumentException("Unknown policy \"" + name + "\".");
        };
    }

    /** Two ballots of two proposers, three acceptors, one learner and one value; crashes as the specification has them. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(3, Map.of("values", "red", "proposers", "p1,p2", "learners", "p3"),
                Map.of("Nat", "0..0"), List.of());
    }

    @Override
    public boolean done(Collection<Member> states) {
        return states.stream().anyMatch(p -> p.learned() != null);
    }
}
