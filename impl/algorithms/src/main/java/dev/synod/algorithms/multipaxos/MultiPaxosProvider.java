package dev.synod.algorithms.multipaxos;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.Policy;
import dev.synod.runtime.SmallModel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Multi-Paxos, for the runtimes to find. */
public class MultiPaxosProvider implements AlgorithmProvider<Replica, Message> {

    private static final int MOST_CLIENTS = 1000;

    @Override
    public String spec() {
        return "multi-paxos/MultiPaxos";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("clients", "3", "how many clients the leader plays; 0, and it proposes nothing by itself"),
                new Option("commands", "0", "how many commands each of these clients has; 0 for no end of them"),
                new Option("window", "4", "for how many slots a leader that plays clients has proposals under way"));
    }

    @Override
    public Machine<Replica, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return machine(self, nodes, clients(options), commands(options));
    }

    /** The machine at that node; a mutant is another one. */
    protected MultiPaxos machine(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
        return new MultiPaxos(self, nodes, clients, commands);
    }

    private static List<String> clients(Options options) {
        return IntStream.rangeClosed(1, options.integer("clients", 0, MOST_CLIENTS)).mapToObj(i -> "c" + i).toList();
    }

    private static int commands(Options options) {
        return options.integer("commands", 0, Integer.MAX_VALUE);
    }

    @Override
    public List<String> policies() {
        return List.of("restless", "stable");
    }

    @Override
    public Policy<Replica> policy(String name, Machine<Replica, Message> machine, Options options) {
        return new StableLeader((MultiPaxos) machine, clients(options), commands(options),
                options.integer("window", 1, MOST_CLIENTS), name.equals("restless"));
    }

    /** One command of one client for one slot, and two ballots of two nodes. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(3, Map.of("clients", "1", "commands", "1"),
                Map.of("Ballot", "0..1", "Client", "{\"c1\"}", "Number", "{1}", "Operation", "{\"op1\"}", "Slot", "1..2"),
                List.of("SendAccept", "Refuse", "SendHeartbeat", "SendAsk", "SendDecide"))
                .constrainedTo("\\A p \\in Node : next[p] =< 2");
    }
}
