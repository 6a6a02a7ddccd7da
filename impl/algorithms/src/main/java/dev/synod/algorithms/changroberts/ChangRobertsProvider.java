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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chang and Roberts's election, for the runtimes to find. */
public class ChangRobertsProvider implements AlgorithmProvider<Member, Message> {

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
        return machine(self, nodes, identities(nodes, options.text("identities").strip()));
    }

    /** The machine of that node; a mutant is another one. */
    protected ChangRoberts machine(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
        return new ChangRoberts(self, ring, identities);
    }

    private static Map<NodeId, Integer> identities(List<NodeId> ring, String text) {
        int nodes = ring.size();
        List<Integer> identities = switch (text) {
            case "ascending" -> IntStream.rangeClosed(1, nodes).boxed().toList();
            case "descending" -> IntStream.rangeClosed(1, nodes).mapToObj(i -> nodes + 1 - i).toList();
            case "mixed" -> IntStream.rangeClosed(1, nodes)
                    .mapToObj(i -> i % 2 == 0 ? i - 1 : Math.min(i + 1, nodes)).toList();
            default -> listed(text);
        };
        if (identities.size() != nodes || new HashSet<>(identities).size() < nodes) {
            throw new IllegalArgumentException("Option identities must be " + nodes + " different numbers, one for each"
                    + " node, such as 2,1,4,3; or ascending, descending or mixed; found \"" + text + "\".");
        }
        Map<NodeId, Integer> byNode = new LinkedHashMap<>();
        ring.forEach(node -> byNode.put(node, identities.get(byNode.size())));
        return byNode;
    }

    private static List<Integer> listed(String text) {
        // Anything else makes a list of another length.
        return text.matches("\\d{1,9}(\\s*,\\s*\\d{1,9})*")
                ? Stream.of(text.split("\\s*,\\s*")).map(Integer::valueOf).toList() : List.of();
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
