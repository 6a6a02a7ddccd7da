package dev.synod.algorithms.paxos;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.Policy;
import dev.synod.runtime.SmallModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Basic Paxos, for the runtimes to find. */
public class PaxosProvider implements AlgorithmProvider<Member, Message> {

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
        return machine(self, nodes, Roles.of(nodes, options), preferred(values(options), nodes.indexOf(self)));
    }

    /** The machine of that node, which prefers the first of the values; a mutant is another one. */
    protected Paxos machine(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
        return new Paxos(self, nodes, roles, values);
    }

    private static List<String> values(Options options) {
        String text = options.text("values");
        List<String> values = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (values.stream().anyMatch(String::isEmpty) || new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("Option values must be different values, separated by commas, such as"
                    + " red,green; found \"" + text + "\".");
        }
        return values;
    }

    private static List<String> preferred(List<String> values, int id) {
        List<String> order = new ArrayList<>(values);
        order.add(0, order.remove(id % values.size()));
        return order;
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
