package dev.synod.algorithms.floodset;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.SmallModel;
import dev.synod.runtime.Topology;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** FloodSet, for the runtimes to find. */
public final class FloodSetProvider implements AlgorithmProvider<Participant, Message> {

    @Override
    public String spec() {
        return "flood-set/FloodSet";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("f", "2", "how many processes may crash; the rounds are one more"),
                new Option("inputs", "different", "what the processes propose: a number for all, a list such as 1,0,0, or"
                        + " \"different\": 1,2,3,..."),
                new Option("default", "0", "what is decided where several values were proposed"));
    }

    @Override
    public Machine<Participant, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new FloodSet(self, nodes, inputs(nodes, options), options.integer("default", 0, Options.MOST),
                mostCrashes(nodes, options));
    }

    private static Map<NodeId, Integer> inputs(List<NodeId> nodes, Options options) {
        if (!options.text("inputs").strip().equals("different")) {
            return options.integers("inputs", nodes, "different");
        }
        Map<NodeId, Integer> inputs = new LinkedHashMap<>();
        nodes.forEach(node -> inputs.put(node, inputs.size() + 1));
        return inputs;
    }

    @Override
    public NetworkKind network() {
        return NetworkKind.ROUNDS;
    }

    @Override
    public Topology topology(List<NodeId> nodes, Options options) {
        return Topology.mesh(nodes);
    }

    @Override
    public int mostCrashes(List<NodeId> nodes, Options options) {
        return options.integer("f", 0, Options.MOST);
    }

    @Override
    public boolean done(Collection<Participant> states) {
        return states.stream().allMatch(p -> p.decision() != null);
    }

    /**
     * Four processes, one of which proposes something else, and two of which may crash; who knows of both values decides
     * otherwise than who knows of one.
     */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(4, Map.of("inputs", "1,0,0,0", "default", "1"), Map.of(), List.of());
    }
}
