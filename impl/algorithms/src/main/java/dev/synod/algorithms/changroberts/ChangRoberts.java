package dev.synod.algorithms.changroberts;

import static dev.synod.algorithms.changroberts.Status.ASLEEP;
import static dev.synod.algorithms.changroberts.Status.CANDIDATE;
import static dev.synod.algorithms.changroberts.Status.ELECTED;
import static dev.synod.algorithms.changroberts.Status.PASSIVE;

import dev.synod.algorithms.changroberts.Message.Elect;
import dev.synod.algorithms.changroberts.Message.Leader;
import dev.synod.runtime.Action;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sender;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Election on a ring. Ernest Chang and Rosemary Roberts, An Improved Algorithm for Decentralized Extrema-Finding in
 * Circular Configurations of Processes, CACM 22(5), 1979.
 *
 * <p>In short: every node sends its identity to the next one. A node lets pass what is larger than its own and swallows
 * what is smaller, so that only the largest identity gets around. When it comes back its owner has won, and tells
 * everyone.
 *
 * <p>This is {@code specs/chang-roberts/ChangRoberts.tla}, action by action, with the same names.
 */
public class ChangRoberts extends Machine<Member, Message> {

    private final Map<NodeId, Integer> identities;

    /**
     * The node {@code self}.
     *
     * @param ring       the nodes in their order around the ring
     * @param identities the identity of each, all different and none negative
     */
    public ChangRoberts(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
        super(self, ring);
        this.identities = identities;
    }

    /** The same node, for a mutant to differ. */
    protected ChangRoberts(ChangRoberts node) {
        this(node.self(), node.nodes(), node.identities);
    }

    @Override
    public Member initial() {
        return new Member(identities.get(self()), ASLEEP, null);
    }

    /** Start(p): send p's identity to the next. */
    @Action
    Step<Member> start(Member p) {
        if (p.status() != ASLEEP) return disabled();
        return to(p.withStatus(CANDIDATE)).send(successor(self()), new Elect(p.id()));
    }

    /** ReceiveElect(p, q, m): let a larger identity pass, swallow a smaller one, and win with p's own. */
    @Action
    Step<Member> receiveElect(Member p, @Sender NodeId q, Elect m) {
        if (m.id() > p.id()) {
            return to(p.withStatus(PASSIVE)).send(successor(self()), m);
        } else if (m.id() == p.id()) {
            return to(p.withStatus(ELECTED).withLeader(p.id())).send(successor(self()), new Leader(p.id()));
        } else if (p.status() == ASLEEP) {
            return to(p.withStatus(CANDIDATE)).send(successor(self()), new Elect(p.id()));
        }
        return to(p);
    }

    /** ReceiveLeader(p, q, m): note who is the leader, and pass it on until the leader itself hears it. */
    @Action
    Step<Member> receiveLeader(Member p, @Sender NodeId q, Leader m) {
        Step<Member> informed = to(p.withLeader(m.id()));
        return m.id() == p.id() ? informed : informed.send(successor(self()), m);
    }

    /** The next node around the ring. */
    final NodeId successor(NodeId p) {
        return nodes().get((nodes().indexOf(p) + 1) % nodes().size());
    }

    @Override
    public Map<String, Object> constants() {
        Map<NodeId, NodeId> successors = new LinkedHashMap<>();
        nodes().forEach(p -> successors.put(p, successor(p)));
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Node", Sets.copyOf(nodes()));
        constants.put("Succ", successors);
        constants.put("Arrangement", Sets.of(identities));
        return constants;
    }

    @Override
    public String nullConstant() {
        return "NONE";
    }
}
