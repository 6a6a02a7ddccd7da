package dev.synod.algorithms.multipaxos;

import dev.synod.algorithms.multipaxos.Message.Accept;
import dev.synod.algorithms.multipaxos.Message.Accepted;
import dev.synod.algorithms.multipaxos.Message.Decide;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The classic ways to get Multi-Paxos wrong, each by one method or two. */
public final class MultiPaxosMutants extends MutantsOf<Replica, Message, MultiPaxos> {

    /** Faults in whose company most of them show soon. */
    private static final String FAULTS = "crash=0.005,loss=0.1,delay=1..30";

    /** All of them. */
    public MultiPaxosMutants() {
        super(new MultiPaxosProvider(), MultiPaxos.class);

        effect("fillsHolesWithItsOwn",
                "the ordering property: a command proposed after a chosen one comes behind it, and is not put into a hole",
                "BecomeLeader", "votes", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Command adopted(Vote highest) {
                        return highest == null ? new Command("c1", 1, "op1") : highest.cmd();
                    }
                });
        effect("adoptsTheLowestVote",
                "of the votes reported for a slot the highest counts",
                "BecomeLeader", "votes", "crash=0.01,loss=0.3,delay=1..20", node -> new MultiPaxos(node) {
                    @Override
                    Vote higher(Vote v, Vote w) {
                        return v.bal() <= w.bal() ? v : w;
                    }
                });
        guard("promisesSlotBySlot",
                "a promise is one for all slots, also those in which the node has not voted",
                "ReceiveAccept", "m.bal >= maxBal[p]", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> receiveAccept(Replica p, Accept m) {
                        boolean votedHigher = p.votes().stream().anyMatch(v -> v.slot() == m.slot() && v.bal() > m.bal());
                        if (owner(m.bal()).equals(self()) || votedHigher) return disabled();
                        return to(follow(p).withMaxBal(Math.max(p.maxBal(), m.bal()))
                                .withVotes(p.votes().plus(new Vote(m.slot(), m.bal(), m.cmd()))))
                                .send(owner(m.bal()), new Accepted(m.bal(), m.slot(), self()));
                    }
                });
        guard("appliesWhatItVotedFor",
                "a command that a node has voted for is not yet chosen",
                "Apply", "d \\in chosen[p]", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> apply(Replica p, Decision d) {
                        Step<Replica> step = super.apply(p.withChosen(p.chosen().plus(d)), d);
                        return step.enabled() ? to(step.next().withChosen(p.chosen())) : step;
                    }

                    @Override
                    Iterable<Decision> applicable(Replica p) {
                        return p.votes().stream().filter(v -> v.slot() == p.applied() + 1).limit(1).map(Vote::decision)
                                .toList();
                    }
                });
        effect("leadsWithoutPhase1",
                "a leader has the promises of a majority",
                "Prepare", "status", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> prepare(Replica p, int b) {
                        Step<Replica> step = super.prepare(p, b);
                        return step.enabled()
                                ? to(follow(p).withMaxBal(b).withStatus(Status.LEADER).withNext(p.applied() + 1)) : step;
                    }
                });
        guard("trustsAMinority",
                "a command is chosen when a majority has voted for it",
                "Decide", "polls[p][v.slot] \\in Majority", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> decide(Replica p, Vote v) {
                        if (!p.polls().containsKey(v.slot())) return disabled();
                        return super.decide(p.withPolls(Map.of(v.slot(), Sets.copyOf(nodes()))), v).enabled()
                                ? to(p.withChosen(p.chosen().plus(v.decision())).withPolls(without(p.polls(), v.slot())))
                                        .broadcast(new Decide(v.slot(), v.cmd()))
                                : disabled();
                    }
                });
        effect("forgetsThePromiseOnRestart",
                "a promise is on stable storage",
                "Crash", "maxBal", "crash=0.02", node -> new MultiPaxos(node) {
                    @Override
                    protected Replica afterCrash(Replica state) {
                        return super.afterCrash(state).withMaxBal(NO_BALLOT);
                    }
                });
        effect("votesWithoutWritingIt",
                "a vote is on stable storage before it is told",
                "ReceiveAccept", "votes", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> receiveAccept(Replica p, Accept m) {
                        Step<Replica> step = super.receiveAccept(p, m);
                        return step.enabled() ? to(step.next().withVotes(p.votes()))
                                .send(owner(m.bal()), new Accepted(m.bal(), m.slot(), self())) : step;
                    }
                });
        effect("executesACommandTwice",
                "a command that stands in the log twice takes effect once",
                "Apply", "table", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> apply(Replica p, Decision d) {
                        Step<Replica> step = super.apply(p, d);
                        if (!step.enabled() || d.cmd() == null) return step;
                        Map<String, Integer> table = new TreeMap<>(p.table());
                        table.put(d.cmd().client(), d.cmd().seq());
                        return to(step.next().withTable(table));
                    }
                });
        guard("leavesOutAGap",
                "slots are applied one after the other",
                "Apply", "d.slot = applied[p] + 1", "loss=0.2", node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> apply(Replica p, Decision d) {
                        return d.slot() <= p.applied() ? disabled() : super.apply(p.withApplied(d.slot() - 1), d);
                    }

                    @Override
                    Iterable<Decision> applicable(Replica p) {
                        return p.chosen().from(new Decision(p.applied() + 1, null));
                    }
                });
        guard("reusesABallot",
                "a ballot number is used once",
                "Prepare", "b > maxBal[p]", FAULTS, node -> new MultiPaxos(node) {
                    @Override
                    Step<Replica> prepare(Replica p, int b) {
                        return b == p.maxBal() ? super.prepare(p.withMaxBal(b - 1), b) : super.prepare(p, b);
                    }

                    @Override
                    IntStream ballots(Replica p) {
                        return IntStream.concat(IntStream.of(p.maxBal()).filter(b -> b >= 0 && owner(b).equals(self())),
                                super.ballots(p));
                    }
                });
    }

    private static Map<Integer, Set<NodeId>> without(Map<Integer, Set<NodeId>> polls, int slot) {
        Map<Integer, Set<NodeId>> fewer = new TreeMap<>(polls);
        fewer.remove(slot);
        return fewer;
    }
}
