package @package@;

import @package@.Message.Transfer;
import dev.synod.runtime.Action;
import dev.synod.runtime.Crash;
import dev.synod.runtime.In;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code specs/@name@/@Module@.tla}, action by action, with the same names. */
@Crash("Crash(p)")
public class @Module@ extends Machine<Node, Message> {

    /** The machine at the node {@code self}; the first of {@code nodes} holds the lock at first. */
    public @Module@(NodeId self, List<NodeId> nodes) {
        super(self, nodes);
    }

    @Override
    public Node initial() {
        return new Node(self().equals(first()), 0, null, false);
    }

    /** Enter(p): begin to use the lock. */
    @Action
    Step<Node> enter(Node p) {
        if (!p.holds() || p.using()) return disabled();
        return to(new Node(p.holds(), p.epoch(), p.heir(), true));
    }

    /** Leave(p): end to use the lock. */
    @Action
    Step<Node> leave(Node p) {
        if (!p.using()) return disabled();
        return to(new Node(p.holds(), p.epoch(), p.heir(), false));
    }

    /** Give(p, q, e): give the lock to q, in hand-over e. */
    @Action
    Step<Node> give(Node p, @In("nodes") NodeId q, @In("epochs") int e) {
        if (!p.holds() || p.using() || q.equals(self()) || e <= p.epoch()) return disabled();
        return to(new Node(false, e, q, p.using()));
    }

    /** SendTransfer(p): tell the heir. */
    @Action
    Step<Node> sendTransfer(Node p) {
        if (p.heir() == null) return disabled();
        return to(p).send(p.heir(), new Transfer(p.heir(), p.epoch()));
    }

    /** ReceiveTransfer(p, m): take the lock, unless the message is not above all that p has seen. */
    @Action
    Step<Node> receiveTransfer(Node p, Transfer m) {
        if (!m.to().equals(self()) || m.epoch() <= p.epoch()) return disabled();
        return to(new Node(true, m.epoch(), null, p.using()));
    }

    /** The numbers for p's next hand-over. */
    IntStream epochs(Node p) {
        return IntStream.iterate(p.epoch() + 1, e -> e > 0, e -> e + 1);
    }

    private NodeId first() {
        return nodes().get(0);
    }

    @Override
    public Map<String, Object> constants() {
        return Map.of("Node", Sets.copyOf(nodes()), "First", first());
    }

    @Override
    public String nullConstant() {
        return "NOBODY";
    }
}
