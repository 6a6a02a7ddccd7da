package dev.synod.algorithms.chandylamport;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Chandy and Lamport's snapshot, for the runtimes to find. */
public class ChandyLamportProvider implements AlgorithmProvider<Account, Message> {

    @Override
    public String spec() {
        return "chandy-lamport/ChandyLamport";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("channels", "mesh", "which process can send to which: mesh, ring, two-way ring, or the"
                        + " channels, such as p1>p2,p2>p3,p3>p1"),
                new Option("money", "5", "what each process has at first, or a list of what each has, such as 3,0,1"),
                new Option("transfers", "any", "how often each process sends money, at most; or \"any\" number"));
    }

    @Override
    public Machine<Account, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return machine(self, topology(nodes, options), options.integers("money", nodes));
    }

    /** The machine of that process; a mutant is another one. */
    protected ChandyLamport machine(NodeId self, Topology channels, Map<NodeId, Integer> money) {
        return new ChandyLamport(self, channels, money);
    }

    @Override
    public NetworkKind network() {
        return NetworkKind.FIFO;
    }

    @Override
    public Topology topology(List<NodeId> nodes, Options options) {
        Topology channels = Topology.parse(options.text("channels"), nodes);
        if (!channels.isStronglyConnected() || nodes.stream().anyMatch(p -> channels.successors(p).contains(p))) {
            throw new IllegalArgumentException("Option channels must connect every process to every other, directly or"
                    + " by way of others, and none to itself; found " + channels + ".");
        }
        return channels;
    }

    @Override
    public Policy<Account> policy(String name, Machine<Account, Message> machine, Options options) {
        return new RandomPolicy<>(machine).atMost(options, "transfers", "SendTransfer");
    }

    @Override
    public boolean done(Collection<Account> states) {
        return states.stream().allMatch(p -> p.saved() != null && p.open().isEmpty());
    }

    /** Two loops that have a channel in common, and two coins. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(3, Map.of("channels", "p1>p2,p2>p3,p3>p1,p2>p1", "money", "1,1,0"), Map.of(), List.of());
    }
}
