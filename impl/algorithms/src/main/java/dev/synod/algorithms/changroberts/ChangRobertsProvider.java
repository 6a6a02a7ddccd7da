package dev.synod.algorithms.changroberts;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.SmallModel;
import dev.synod.runtime.Topology;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Chang and Roberts's election, for the runtimes to find. */
public final class ChangRobertsProvider implements AlgorithmProvider<Member, Message> {

    @Override
    public String spec() {
        return "chang-roberts/ChangRoberts";
    }

    @Override
    public List<NodeId> nodes(int count) {
        return NodeId.numbered("n", count);
    }

    @Override
    public List<Option> options() {
        return List.of(new Option("identities", "mixed",
                "the nodes' identities around the ring, separated by commas; or \"ascending\", which takes the fewest"
                        + " messages; or \"descending\", which takes the most; or \"mixed\": 2,1,4,3,..."));
    }

    @Override
    public Machine<Member, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new ChangRoberts(self, nodes, identities(nodes, options));
    }

    private static Map<NodeId, Integer> identities(List<NodeId> ring, Options options) {
        int nodes = ring.size();
        Map<NodeId, Integer> identities = switch (options.text("identities").strip()) {
            case "ascending" -> around(ring, i -> i);
            case "descending" -> around(ring, i -> nodes + 1 - i);
            case "mixed" -> around(ring, i -> i % 2 == 0 ? i - 1 : Math.min(i + 1, nodes));
            default -> options.integers("identities", ring, "ascending", "descending", "mixed");
        };
        if (new HashSet<>(identities.values()).size() < nodes) {
            throw new IllegalArgumentException("Option identities must be different for each node; found \""
                    + options.text("identities") + "\".");
        }
        return identities;
    }

    private static Map<NodeId, Integer> around(List<NodeId> ring, IntUnaryOperator identity) {
        Map<NodeId, Integer> identities = new LinkedHashMap<>();
        ring.forEach(node -> identities.put(node, identity.applyAsInt(identities.size() + 1)));
        return identities;
    }

    @Override
    public NetworkKind network() {
        return NetworkKind.RELIABLE;
    }

    @Override
    public Topology topology(List<NodeId> nodes, Options options) {
        return Topology.ring(nodes);
    }

    @Override
    public boolean done(Collection<Member> states) {
        return states.stream().allMatch(p -> p.leader() != null);
    }

    /** Four nodes. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(4, Map.of(), Map.of(), List.of());
    }
}
