package dev.synod.algorithms.paxos;

import dev.synod.algorithms.paxos.Message.Accept;
import dev.synod.algorithms.paxos.Message.Nack;
import dev.synod.algorithms.paxos.Message.Prepare;
import dev.synod.algorithms.paxos.Message.Promise;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.Mutant.Kind;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The mutants of Paxos: the classic ways to get it wrong, each by one method. */
public final class PaxosMutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "paxos";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("acceptsBelowItsPromise",
                        "a promise is to accept nothing below that number",
                        "ReceiveAccept", Kind.GUARD, "m.n >= maxBal[p]", AcceptsBelowItsPromise::new),
                mutant("promisesBelowItsPromise",
                        "a promise is never taken back for a lower number",
                        "ReceivePrepare", Kind.GUARD, "m.n >= maxBal[p]", PromisesBelowItsPromise::new),
                mutant("acceptsWithoutAPromise",
                        "to accept is to promise as well: an acceptor that has not heard of the Prepare goes back later",
                        "ReceiveAccept", Kind.EFFECT, "maxBal", AcceptsWithoutAPromise::new),
                mutant("forgetsTheAcceptorOnRestart",
                        "a promise and an accepted proposal are on stable storage",
                        "Crash", Kind.EFFECT, "maxBal", ForgetsTheAcceptorOnRestart::new),
                mutant("forgetsItsRoundOnRestart",
                        "a round is on stable storage, or the proposer uses a number twice",
                        "Crash", Kind.EFFECT, "round", ForgetsItsRoundOnRestart::new),
                mutant("reusesARound",
                        "each ballot has a number of its own",
                        "Prepare", Kind.GUARD, "r > round[p]", ReusesARound::new),
                mutant("proposesItsOwnValue",
                        "the value is that of the highest report, not the one that the proposer prefers",
                        "Accept", Kind.GUARD, "r.vBal # NoNumber => v = r.vVal", ProposesItsOwnValue::new),
                mutant("proposesTheLowestNumberedValue",
                        "the value is that of the highest report, not of the lowest",
                        "Accept", Kind.GUARD, "r.vBal # NoNumber => v = r.vVal", ProposesTheLowestNumberedValue::new),
                mutant("proposesWithOnePromiseTooFew",
                        "any two majorities meet",
                        "Accept", Kind.GUARD, "{r.acc : r \\in promises[p]} \\in Majority",
                        ProposesWithOnePromiseTooFew::new),
                mutant("countsAPromiseForAnOlderBallot",
                        "a promise to an older ballot promises nothing to this one",
                        "ReceivePromise", Kind.GUARD, "m.n = Current(p)", CountsAPromiseForAnOlderBallot::new),
                mutant("takesANackForAPromise",
                        "an acceptor that refuses has promised nothing, and may have accepted something",
                        "ReceiveNack", Kind.EFFECT, "phase", TakesANackForAPromise::new),
                mutant("learnsFromEqualValues",
                        "a majority must have accepted under one number; equal values under several are not enough",
                        "Learn", Kind.GUARD, "{a \\in Acceptor : [t EXCEPT !.acc = a] \\in tally[p]} \\in Majority",
                        LearnsFromEqualValues::new));
    }

    private interface Planted {
        Paxos machine(NodeId self, List<NodeId> nodes, Roles roles, List<String> values);
    }

    private static Mutant mutant(
            String name, String breaks, String action, Kind kind, String expected, Planted planted) {
        return new Mutant(name, breaks, action, kind, expected,
                "loss=0.1,duplication=0.2,delay=1..40,crash=0.005,partition=0.001", new PaxosProvider() {
                    @Override
                    protected Paxos machine(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
                        return planted.machine(self, nodes, roles, values);
                    }
                });
    }

    private static final class AcceptsBelowItsPromise extends Paxos {
        AcceptsBelowItsPromise(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> receiveAccept(Member p, Accept m) {
            Step<Member> step = super.receiveAccept(p.withMaxBal(p.vBal()), m);
            return step.enabled() && m.n() < p.maxBal() ? to(step.next().withMaxBal(p.maxBal())) : step;
        }

        @Override
        Step<Member> refuseAccept(Member p, Accept m) {
            return super.refuseAccept(p.withMaxBal(p.vBal()), m);
        }
    }

    private static final class PromisesBelowItsPromise extends Paxos {
        PromisesBelowItsPromise(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> receivePrepare(Member p, Prepare m) {
            return super.receivePrepare(p.withMaxBal(p.vBal()), m);
        }

        @Override
        Step<Member> refusePrepare(Member p, Prepare m) {
            return super.refusePrepare(p.withMaxBal(p.vBal()), m);
        }
    }

    private static final class AcceptsWithoutAPromise extends Paxos {
        AcceptsWithoutAPromise(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> receiveAccept(Member p, Accept m) {
            Step<Member> step = super.receiveAccept(p, m);
            return step.enabled() ? to(step.next().withMaxBal(p.maxBal())) : step;
        }
    }

    private static final class ForgetsTheAcceptorOnRestart extends Paxos {
        ForgetsTheAcceptorOnRestart(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        protected Member afterCrash(Member p) {
            return super.afterCrash(p).withMaxBal(NO_NUMBER).withVBal(NO_NUMBER).withVVal(null);
        }
    }

    private static final class ForgetsItsRoundOnRestart extends Paxos {
        ForgetsItsRoundOnRestart(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        protected Member afterCrash(Member p) {
            return super.afterCrash(p).withRound(NO_NUMBER);
        }
    }

    private static final class ReusesARound extends Paxos {
        ReusesARound(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> prepare(Member p, int r) {
            return super.prepare(p.withRound(r - 1), r);
        }

        @Override
        IntStream rounds(Member p) {
            return IntStream.concat(IntStream.of(p.round()).filter(r -> r != NO_NUMBER), super.rounds(p));
        }
    }

    private static final class ProposesItsOwnValue extends Paxos {
        ProposesItsOwnValue(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Report highest(Set<Report> reports) {
            return new Report(self(), NO_NUMBER, null);
        }
    }

    private static final class ProposesTheLowestNumberedValue extends Paxos {
        ProposesTheLowestNumberedValue(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Report highest(Set<Report> reports) {
            return reports.stream().filter(r -> r.vBal() != NO_NUMBER).min(Comparator.comparingInt(Report::vBal))
                    .orElseGet(() -> super.highest(reports));
        }
    }

    private static final class ProposesWithOnePromiseTooFew extends Paxos {
        ProposesWithOnePromiseTooFew(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> accept(Member p, String v) {
            // The report of another, as empty as one's own would be.
            return p.phase() == Phase.PREPARING && !p.promises().isEmpty()
                    ? super.accept(p.withPromises(oneMore(p.promises(), nodes())), v) : disabled();
        }
    }

    /** The reports, and one of another of those nodes, which has accepted nothing. */
    private static Set<Report> oneMore(Set<Report> reports, List<NodeId> nodes) {
        return nodes.stream().filter(a -> reports.stream().noneMatch(r -> r.acc().equals(a))).findFirst()
                .map(a -> Sets.plus(reports, new Report(a, Paxos.NO_NUMBER, null))).orElse(reports);
    }

    private static final class CountsAPromiseForAnOlderBallot extends Paxos {
        CountsAPromiseForAnOlderBallot(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> receivePromise(Member p, Promise m) {
            return super.receivePromise(p, new Promise(number(p.round()), m.report()));
        }
    }

    private static final class TakesANackForAPromise extends Paxos {
        TakesANackForAPromise(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        Step<Member> receiveNack(Member p, Nack m) {
            if (p.phase() != Phase.PREPARING || m.n() != number(p.round())) return disabled();
            return to(p.withPromises(oneMore(p.promises(), nodes())));
        }
    }

    private static final class LearnsFromEqualValues extends Paxos {
        LearnsFromEqualValues(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
            super(self, nodes, roles, values);
        }

        @Override
        boolean isChosen(Acceptance t, Set<Acceptance> tally) {
            return isMajority(tally.stream().filter(s -> s.val().equals(t.val())).map(Acceptance::acc).distinct().count());
        }
    }
}
