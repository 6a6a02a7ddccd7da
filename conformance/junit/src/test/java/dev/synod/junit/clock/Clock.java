package dev.synod.junit.clock;

import dev.synod.runtime.Action;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.List;
import java.util.Map;

/** {@code specs/clock/Clock.tla}, action by action. It has no crash. */
public class Clock extends Machine<Clock.Node, Clock.Message> {

    /** How far a node is. */
    public record Node(int time) {
    }

    /** What nodes send. */
    public sealed interface Message {
    }

    /** Tells how far the sender is. */
    public record Time(int time) implements Message {
    }

    private static final int LAST = 1_000;

    public Clock(NodeId self, List<NodeId> nodes) {
        super(self, nodes);
    }

    @Override
    public Node initial() {
        return new Node(0);
    }

    @Action
    Step<Node> tick(Node p) {
        if (p.time() >= LAST) return disabled();
        return to(new Node(p.time() + 1));
    }

    @Action
    Step<Node> tell(Node p) {
        return to(p).broadcast(new Time(p.time()));
    }

    @Action
    Step<Node> hear(Node p, Time m) {
        if (m.time() <= p.time()) return disabled();
        return to(new Node(m.time()));
    }

    @Override
    public Map<String, Object> constants() {
        return Map.of("Node", Sets.copyOf(nodes()), "Last", LAST);
    }

    /** Goes back to any time that it hears of. */
    static final class GoesBack extends Clock {
        GoesBack(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }

        @Override
        Step<Node> hear(Node p, Time m) {
            return to(new Node(m.time()));
        }
    }
}
