package dev.synod.junit.clock;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Turn;
import java.util.Collection;
import java.util.List;

/** The clock, for the runtimes to find; it wants two nodes or more. */
public class ClockProvider implements AlgorithmProvider<Clock.Node, Clock.Message> {

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public String spec() {
        return "clock/Clock";
    }

    @Override
    public List<NodeId> nodes(int count) {
        return NodeId.numbered("n", count);
    }

    @Override
    public Machine<Clock.Node, Clock.Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        if (nodes.size() < 2) {
            throw new IllegalArgumentException("A clock wants another one.");
        }
        return clock(self, nodes);
    }

    /** The machine; a mutant is another one. */
    protected Clock clock(NodeId self, List<NodeId> nodes) {
        return new Clock(self, nodes);
    }

    @Override
    public List<String> policies() {
        return List.of("ticking");
    }

    @Override
    public Policy<Clock.Node> policy(String name, Machine<Clock.Node, Clock.Message> machine, Options options) {
        return new Policy<>() {
            @Override
            public void start(Turn<Clock.Node> turn) {
                turn.wakeAfter(1);
            }

            @Override
            public void received(Turn<Clock.Node> turn, Record message) {
                // It goes on at its own pace.
            }

            @Override
            public void timeout(Turn<Clock.Node> turn) {
                turn.take(turn.chance().oneIn(4) ? "Tell" : "Tick");
                turn.wakeAfter(turn.chance().between(1, 9));
            }
        };
    }

    @Override
    public boolean done(Collection<Clock.Node> states) {
        return false;
    }
}
