package dev.synod.algorithms.changroberts;

import dev.synod.algorithms.changroberts.Message.Elect;
import dev.synod.algorithms.changroberts.Message.Leader;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.Mutant.Kind;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Step;
import java.util.List;
import java.util.Map;

/** The classic ways to get it wrong, each by one method. */
public final class ChangRobertsMutants implements MutantProvider {

    private static final String SENT = "m \\in Arriving(chan, q, p)";

    @Override
    public String algorithm() {
        return "chang-roberts";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("letsSmallerIdentitiesPass",
                        "a candidate swallows what is smaller; else every identity gets around and wins",
                        "ReceiveElect", Kind.GUARD, SENT, LetsSmallerIdentitiesPass::new),
                mutant("swallowsWithoutStarting",
                        "who swallows a smaller identity must have sent its own, or nobody wins",
                        "ReceiveElect", Kind.EFFECT, "status", SwallowsWithoutStarting::new),
                mutant("staysACandidate",
                        "who lets a larger identity pass has given up",
                        "ReceiveElect", Kind.EFFECT, "status", StaysACandidate::new),
                mutant("winsWithASmallerIdentity",
                        "only its own identity tells a node that it has won",
                        "ReceiveElect", Kind.EFFECT, "status", WinsWithASmallerIdentity::new),
                mutant("announcesForEver",
                        "the leader swallows its own announcement",
                        "ReceiveLeader", Kind.GUARD, SENT, AnnouncesForEver::new));
    }

    private interface Planted {
        ChangRoberts machine(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities);
    }

    private static Mutant mutant(
            String name, String breaks, String action, Kind kind, String expected, Planted planted) {
        return new Mutant(name, breaks, action, kind, expected, "delay=1..40", new ChangRobertsProvider() {
            @Override
            protected ChangRoberts machine(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
                return planted.machine(self, ring, identities);
            }
        });
    }

    private static final class LetsSmallerIdentitiesPass extends ChangRoberts {
        LetsSmallerIdentitiesPass(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
            super(self, ring, identities);
        }

        @Override
        Step<Member> receiveElect(Member p, NodeId q, Elect m) {
            Step<Member> step = super.receiveElect(p, q, m);
            return step.sends().isEmpty() ? step.send(successor(self()), m) : step;
        }
    }

    private static final class SwallowsWithoutStarting extends ChangRoberts {
        SwallowsWithoutStarting(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
            super(self, ring, identities);
        }

        @Override
        Step<Member> receiveElect(Member p, NodeId q, Elect m) {
            return m.id() < p.id() ? to(p) : super.receiveElect(p, q, m);
        }
    }

    private static final class StaysACandidate extends ChangRoberts {
        StaysACandidate(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
            super(self, ring, identities);
        }

        @Override
        Step<Member> receiveElect(Member p, NodeId q, Elect m) {
            return m.id() > p.id() ? to(p).send(successor(self()), m) : super.receiveElect(p, q, m);
        }
    }

    private static final class WinsWithASmallerIdentity extends ChangRoberts {
        WinsWithASmallerIdentity(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
            super(self, ring, identities);
        }

        @Override
        Step<Member> receiveElect(Member p, NodeId q, Elect m) {
            return super.receiveElect(p, q, m.id() < p.id() ? new Elect(p.id()) : m);
        }
    }

    private static final class AnnouncesForEver extends ChangRoberts {
        AnnouncesForEver(NodeId self, List<NodeId> ring, Map<NodeId, Integer> identities) {
            super(self, ring, identities);
        }

        @Override
        Step<Member> receiveLeader(Member p, NodeId q, Leader m) {
            return to(p.withLeader(m.id())).send(successor(self()), m);
        }
    }
}
