package dev.synod.algorithms.multipaxos;

import dev.synod.algorithms.multipaxos.Message.Accept;
import dev.synod.algorithms.multipaxos.Message.Accepted;
import dev.synod.algorithms.multipaxos.Message.Decide;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.Mutant.Kind;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The classic ways to get Multi-Paxos wrong, each by one method or two. */
public final class MultiPaxosMutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "multi-paxos";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("fillsHolesWithItsOwn",
                        "the ordering property: a command proposed after a chosen one comes behind it, and is not put into a hole",
                        "BecomeLeader", Kind.EFFECT, "votes", "crash=0.005,loss=0.1,delay=1..30", FillsHolesWithItsOwn::new),
                mutant("adoptsTheLowestVote",
                        "of the votes reported for a slot the highest counts",
                        "BecomeLeader", Kind.EFFECT, "votes", "crash=0.005,loss=0.1,delay=1..30", AdoptsTheLowestVote::new),
                mutant("promisesSlotBySlot",
                        "a promise is one for all slots, also those in which the node has not voted",
                        "ReceiveAccept", Kind.GUARD, "m.bal >= maxBal[p]", "crash=0.005,loss=0.1,delay=1..30", PromisesSlotBySlot::new),
                mutant("appliesWhatItVotedFor",
                        "a command that a node has voted for is not yet chosen",
                        "Apply", Kind.GUARD, "d \\in chosen[p]", "crash=0.005,loss=0.1,delay=1..30", AppliesWhatItVotedFor::new),
                mutant("leadsWithoutPhase1",
                        "a leader has the promises of a majority",
                        "Prepare", Kind.EFFECT, "status", "crash=0.005,loss=0.1,delay=1..30", LeadsWithoutPhase1::new),
                mutant("trustsAMinority",
                        "a command is chosen when a majority has voted for it",
                        "Decide", Kind.GUARD, "polls[p][v.slot] \\in Majority", "crash=0.005,loss=0.1,delay=1..30", TrustsAMinority::new),
                mutant("forgetsThePromiseOnRestart",
                        "a promise is on stable storage",
                        "Crash", Kind.EFFECT, "maxBal", "crash=0.02", ForgetsThePromiseOnRestart::new),
                mutant("votesWithoutWritingIt",
                        "a vote is on stable storage before it is told",
                        "ReceiveAccept", Kind.EFFECT, "votes", "crash=0.005,loss=0.1,delay=1..30", VotesWithoutWritingIt::new),
                mutant("executesACommandTwice",
                        "a command that stands in the log twice takes effect once",
                        "Apply", Kind.EFFECT, "table", "crash=0.005,loss=0.1,delay=1..30", ExecutesACommandTwice::new),
                mutant("leavesOutAGap",
                        "slots are applied one after the other",
                        "Apply", Kind.GUARD, "d.slot = applied[p] + 1", "loss=0.2", LeavesOutAGap::new),
                mutant("reusesABallot",
                        "a ballot number is used once",
                        "Prepare", Kind.GUARD, "b > maxBal[p]", "crash=0.005,loss=0.1,delay=1..30", ReusesABallot::new));
    }

    private interface Planted {
        MultiPaxos machine(NodeId self, List<NodeId> nodes, List<String> clients, int commands);
    }

    private static Mutant mutant(
            String name, String breaks, String action, Kind kind, String expected, String faults, Planted planted) {
        return new Mutant(name, breaks, action, kind, expected, faults, new MultiPaxosProvider() {
            @Override
            protected MultiPaxos machine(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
                return planted.machine(self, nodes, clients, commands);
            }
        });
    }

    private static Map<Integer, Set<NodeId>> without(Map<Integer, Set<NodeId>> polls, int slot) {
        Map<Integer, Set<NodeId>> fewer = new TreeMap<>(polls);
        fewer.remove(slot);
        return fewer;
    }

    private static final class FillsHolesWithItsOwn extends MultiPaxos {
        FillsHolesWithItsOwn(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Command adopted(Vote highest) {
            return highest == null ? new Command("c1", 1, "op1") : highest.cmd();
        }
    }

    private static final class AdoptsTheLowestVote extends MultiPaxos {
        AdoptsTheLowestVote(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Vote higher(Vote v, Vote w) {
            return v.bal() <= w.bal() ? v : w;
        }
    }

    private static final class PromisesSlotBySlot extends MultiPaxos {
        PromisesSlotBySlot(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> receiveAccept(Replica p, Accept m) {
            boolean votedHigher = p.votes().stream().anyMatch(v -> v.slot() == m.slot() && v.bal() > m.bal());
            if (owner(m.bal()).equals(self()) || votedHigher) return disabled();
            return to(follow(p).withMaxBal(Math.max(p.maxBal(), m.bal()))
                    .withVotes(p.votes().plus(new Vote(m.slot(), m.bal(), m.cmd()))))
                    .send(owner(m.bal()), new Accepted(m.bal(), m.slot(), self()));
        }
    }

    private static final class AppliesWhatItVotedFor extends MultiPaxos {
        AppliesWhatItVotedFor(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> apply(Replica p, Decision d) {
            return super.apply(p.withChosen(p.chosen().plus(d)), d).enabled()
                    ? to(super.apply(p.withChosen(p.chosen().plus(d)), d).next().withChosen(p.chosen())) : disabled();
        }

        @Override
        Iterable<Decision> applicable(Replica p) {
            return p.votes().stream().filter(v -> v.slot() == p.applied() + 1).limit(1).map(Vote::decision).toList();
        }
    }

    private static final class LeadsWithoutPhase1 extends MultiPaxos {
        LeadsWithoutPhase1(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> prepare(Replica p, int b) {
            Step<Replica> step = super.prepare(p, b);
            return step.enabled() ? to(follow(p).withMaxBal(b).withStatus(Status.LEADER).withNext(p.applied() + 1)) : step;
        }
    }

    private static final class TrustsAMinority extends MultiPaxos {
        TrustsAMinority(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> decide(Replica p, Vote v) {
            if (!p.polls().containsKey(v.slot())) return disabled();
            return super.decide(p.withPolls(Map.of(v.slot(), Sets.copyOf(nodes()))), v).enabled()
                    ? to(p.withChosen(p.chosen().plus(v.decision())).withPolls(without(p.polls(), v.slot())))
                            .broadcast(new Decide(v.slot(), v.cmd()))
                    : disabled();
        }
    }

    private static final class ForgetsThePromiseOnRestart extends MultiPaxos {
        ForgetsThePromiseOnRestart(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        protected Replica afterCrash(Replica state) {
            return super.afterCrash(state).withMaxBal(NO_BALLOT);
        }
    }

    private static final class VotesWithoutWritingIt extends MultiPaxos {
        VotesWithoutWritingIt(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> receiveAccept(Replica p, Accept m) {
            Step<Replica> step = super.receiveAccept(p, m);
            return step.enabled()
                    ? to(step.next().withVotes(p.votes())).send(owner(m.bal()), new Accepted(m.bal(), m.slot(), self()))
                    : step;
        }
    }

    private static final class ExecutesACommandTwice extends MultiPaxos {
        ExecutesACommandTwice(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> apply(Replica p, Decision d) {
            Step<Replica> step = super.apply(p, d);
            if (!step.enabled() || d.cmd() == null) return step;
            Map<String, Integer> table = new TreeMap<>(p.table());
            table.put(d.cmd().client(), d.cmd().seq());
            return to(step.next().withTable(table));
        }
    }

    private static final class LeavesOutAGap extends MultiPaxos {
        LeavesOutAGap(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> apply(Replica p, Decision d) {
            return d.slot() <= p.applied() ? disabled() : super.apply(p.withApplied(d.slot() - 1), d);
        }

        @Override
        Iterable<Decision> applicable(Replica p) {
            return p.chosen().from(new Decision(p.applied() + 1, null));
        }
    }

    private static final class ReusesABallot extends MultiPaxos {
        ReusesABallot(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
            super(self, nodes, clients, commands);
        }

        @Override
        Step<Replica> prepare(Replica p, int b) {
            return b == p.maxBal() ? super.prepare(p.withMaxBal(b - 1), b) : super.prepare(p, b);
        }

        @Override
        IntStream ballots(Replica p) {
            return IntStream.concat(IntStream.of(p.maxBal()).filter(b -> b >= 0 && owner(b).equals(self())), super.ballots(p));
        }
    }
}
