package dev.synod.algorithms.changroberts;

import dev.synod.algorithms.changroberts.Message.Elect;
import dev.synod.algorithms.changroberts.Message.Leader;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Step;

/** The classic ways to get it wrong, each by one method. */
public final class ChangRobertsMutants extends MutantsOf<Member, Message, ChangRoberts> {

    private static final String SENT = "m \\in Arriving(chan, q, p)";

    /** All of them. */
    public ChangRobertsMutants() {
        super(new ChangRobertsProvider(), ChangRoberts.class);

        guard("letsSmallerIdentitiesPass",
                "a candidate swallows what is smaller; else every identity gets around and wins",
                "ReceiveElect", SENT, "delay=1..40", node -> new ChangRoberts(node) {
                    @Override
                    Step<Member> receiveElect(Member p, NodeId q, Elect m) {
                        Step<Member> step = super.receiveElect(p, q, m);
                        return step.sends().isEmpty() ? step.send(successor(self()), m) : step;
                    }
                });
        effect("swallowsWithoutStarting",
                "who swallows a smaller identity must have sent its own, or nobody wins",
                "ReceiveElect", "status", "delay=1..40", node -> new ChangRoberts(node) {
                    @Override
                    Step<Member> receiveElect(Member p, NodeId q, Elect m) {
                        return m.id() < p.id() ? to(p) : super.receiveElect(p, q, m);
                    }
                });
        effect("staysACandidate",
                "who lets a larger identity pass has given up",
                "ReceiveElect", "status", "delay=1..40", node -> new ChangRoberts(node) {
                    @Override
                    Step<Member> receiveElect(Member p, NodeId q, Elect m) {
                        return m.id() > p.id() ? to(p).send(successor(self()), m) : super.receiveElect(p, q, m);
                    }
                });
        effect("winsWithASmallerIdentity",
                "only its own identity tells a node that it has won",
                "ReceiveElect", "status", "delay=1..40", node -> new ChangRoberts(node) {
                    @Override
                    Step<Member> receiveElect(Member p, NodeId q, Elect m) {
                        return super.receiveElect(p, q, m.id() < p.id() ? new Elect(p.id()) : m);
                    }
                });
        guard("announcesForEver",
                "the leader swallows its own announcement",
                "ReceiveLeader", SENT, "delay=1..40", node -> new ChangRoberts(node) {
                    @Override
                    Step<Member> receiveLeader(Member p, NodeId q, Leader m) {
                        return to(p.withLeader(m.id())).send(successor(self()), m);
                    }
                });
    }
}
