package dev.synod.algorithms.paxos;

import dev.synod.algorithms.paxos.Message.Accept;
import dev.synod.algorithms.paxos.Message.Nack;
import dev.synod.algorithms.paxos.Message.Prepare;
import dev.synod.algorithms.paxos.Message.Promise;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The mutants of Paxos: the classic ways to get it wrong, each by one method. */
public final class PaxosMutants extends MutantsOf<Member, Message, Paxos> {

    /** Faults in whose company most of them show soon. */
    private static final String FAULTS = "loss=0.1,duplication=0.2,delay=1..40,crash=0.005,partition=0.001";

    /** All of them. */
    public PaxosMutants() {
        super(new PaxosProvider(), Paxos.class);

        guard("acceptsBelowItsPromise",
                "a promise is to accept nothing below that number",
                "ReceiveAccept", "m.n >= maxBal[p]", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> receiveAccept(Member p, Accept m) {
                        Step<Member> step = super.receiveAccept(p.withMaxBal(p.vBal()), m);
                        return step.enabled() && m.n() < p.maxBal() ? to(step.next().withMaxBal(p.maxBal())) : step;
                    }

                    @Override
                    Step<Member> refuseAccept(Member p, Accept m) {
                        return super.refuseAccept(p.withMaxBal(p.vBal()), m);
                    }
                });
        guard("promisesBelowItsPromise",
                "a promise is never taken back for a lower number",
                "ReceivePrepare", "m.n >= maxBal[p]", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> receivePrepare(Member p, Prepare m) {
                        return super.receivePrepare(p.withMaxBal(p.vBal()), m);
                    }

                    @Override
                    Step<Member> refusePrepare(Member p, Prepare m) {
                        return super.refusePrepare(p.withMaxBal(p.vBal()), m);
                    }
                });
        effect("acceptsWithoutAPromise",
                "to accept is to promise as well: an acceptor that has not heard of the Prepare goes back later",
                "ReceiveAccept", "maxBal", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> receiveAccept(Member p, Accept m) {
                        Step<Member> step = super.receiveAccept(p, m);
                        return step.enabled() ? to(step.next().withMaxBal(p.maxBal())) : step;
                    }
                });
        effect("forgetsTheAcceptorOnRestart",
                "a promise and an accepted proposal are on stable storage",
                "Crash", "maxBal", FAULTS, node -> new Paxos(node) {
                    @Override
                    protected Member afterCrash(Member p) {
                        return super.afterCrash(p).withMaxBal(NO_NUMBER).withVBal(NO_NUMBER).withVVal(null);
                    }
                });
        effect("forgetsItsRoundOnRestart",
                "a round is on stable storage, or the proposer uses a number twice",
                "Crash", "round", FAULTS, node -> new Paxos(node) {
                    @Override
                    protected Member afterCrash(Member p) {
                        return super.afterCrash(p).withRound(NO_NUMBER);
                    }
                });
        guard("reusesARound",
                "each ballot has a number of its own",
                "Prepare", "r > round[p]", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> prepare(Member p, int r) {
                        return super.prepare(p.withRound(r - 1), r);
                    }

                    @Override
                    IntStream rounds(Member p) {
                        return IntStream.concat(IntStream.of(p.round()).filter(r -> r != NO_NUMBER), super.rounds(p));
                    }
                });
        guard("proposesItsOwnValue",
                "the value is that of the highest report, not the one that the proposer prefers",
                "Accept", "r.vBal # NoNumber => v = r.vVal", FAULTS, node -> new Paxos(node) {
                    @Override
                    Report highest(Set<Report> reports) {
                        return new Report(self(), NO_NUMBER, null);
                    }
                });
        guard("proposesTheLowestNumberedValue",
                "the value is that of the highest report, not of the lowest",
                "Accept", "r.vBal # NoNumber => v = r.vVal", FAULTS, node -> new Paxos(node) {
                    @Override
                    Report highest(Set<Report> reports) {
                        return reports.stream().filter(r -> r.vBal() != NO_NUMBER).min(Comparator.comparingInt(Report::vBal))
                                .orElseGet(() -> super.highest(reports));
                    }
                });
        guard("proposesWithOnePromiseTooFew",
                "any two majorities meet",
                "Accept", "{r.acc : r \\in promises[p]} \\in Majority", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> accept(Member p, String v) {
                        // The report of another, as empty as one's own would be.
                        return p.phase() == Phase.PREPARING && !p.promises().isEmpty()
                                ? super.accept(p.withPromises(oneMore(p.promises(), nodes())), v) : disabled();
                    }
                });
        guard("countsAPromiseForAnOlderBallot",
                "a promise to an older ballot promises nothing to this one",
                "ReceivePromise", "m.n = Current(p)", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> receivePromise(Member p, Promise m) {
                        return super.receivePromise(p, new Promise(number(p.round()), m.report()));
                    }
                });
        effect("takesANackForAPromise",
                "an acceptor that refuses has promised nothing, and may have accepted something",
                "ReceiveNack", "phase", FAULTS, node -> new Paxos(node) {
                    @Override
                    Step<Member> receiveNack(Member p, Nack m) {
                        if (p.phase() != Phase.PREPARING || m.n() != number(p.round())) return disabled();
                        return to(p.withPromises(oneMore(p.promises(), nodes())));
                    }
                });
        guard("learnsFromEqualValues",
                "a majority must have accepted under one number; equal values under several are not enough",
                "Learn", "{a \\in Acceptor : [t EXCEPT !.acc = a] \\in tally[p]} \\in Majority", FAULTS,
                node -> new Paxos(node) {
                    @Override
                    boolean isChosen(Acceptance t, Set<Acceptance> tally) {
                        return isMajority(tally.stream().filter(s -> s.val().equals(t.val())).map(Acceptance::acc)
                                .distinct().count());
                    }
                });
    }

    /** The reports, and one of another of those nodes, which has accepted nothing. */
    private static Set<Report> oneMore(Set<Report> reports, List<NodeId> nodes) {
        return nodes.stream().filter(a -> reports.stream().noneMatch(r -> r.acc().equals(a))).findFirst()
                .map(a -> Sets.plus(reports, new Report(a, Paxos.NO_NUMBER, null))).orElse(reports);
    }
}
