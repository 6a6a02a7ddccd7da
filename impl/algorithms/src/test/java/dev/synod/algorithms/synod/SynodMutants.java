package dev.synod.algorithms.synod;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.algorithms.synod.Message.LastVote;
import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.algorithms.synod.Message.Success;
import dev.synod.algorithms.synod.Message.Voted;
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

/** The synod's mutants: the classic ways to get Paxos wrong, each by one method. */
public final class SynodMutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "synod";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("forgetsThePromiseOnRestart",
                        "a promise is stable: after a crash the priest votes in a ballot it promised not to vote in",
                        "LoseSlip", Kind.EFFECT, "nextBal", ForgetsThePromiseOnRestart::new),
                mutant("votesBelowItsPromise",
                        "a LastVote message is a promise to cast no vote in a lower ballot",
                        "ReceiveBeginBallot", Kind.GUARD, "m.bal = nextBal[p]", VotesBelowItsPromise::new),
                mutant("picksAnyDecree",
                        "B3: the decree is that of the highest vote reported, not the one that the priest prefers",
                        "StartPollingMajoritySet", Kind.GUARD, "v.bal # NoBallot => d = v.dec", PicksAnyDecree::new),
                mutant("countsALastVoteOfAnOlderBallot",
                        "an answer to an older ballot promises nothing to this one",
                        "ReceiveLastVote", Kind.GUARD, "m.bal = lastTried[p]", CountsALastVoteOfAnOlderBallot::new),
                mutant("acceptsAQuorumOfOneTooFew",
                        "B2: any two quorums meet",
                        "StartPollingMajoritySet", Kind.GUARD, "Q \\in Majority", AcceptsAQuorumOfOneTooFew::new),
                mutant("reusesABallotNumber",
                        "B1: each ballot has a number of its own",
                        "TryNewBallot", Kind.GUARD, "b > lastTried[p]", ReusesABallotNumber::new),
                mutant("answersVotedWithoutWritingTheLedger",
                        "a vote is in the ledger before it is told",
                        "ReceiveBeginBallot", Kind.EFFECT, "prevBal", AnswersVotedWithoutWritingTheLedger::new),
                mutant("overwritesAnOutcome",
                        "a decree once in a ledger stays",
                        "ReceiveSuccess", Kind.GUARD, "outcome[p] = BLANK", OverwritesAnOutcome::new),
                mutant("forgetsLastTriedOnRestart",
                        "B1 again: after a crash the priest tries a ballot that it has conducted before",
                        "LoseSlip", Kind.EFFECT, "lastTried", ForgetsLastTriedOnRestart::new),
                mutant("promisesALowerBallot",
                        "a promise is never taken back for a lower ballot",
                        "ReceiveNextBallot", Kind.GUARD, "m.bal >= nextBal[p]", PromisesALowerBallot::new),
                mutant("picksTheLowestVote",
                        "B3: the decree is that of the highest vote reported, not of the lowest",
                        "StartPollingMajoritySet", Kind.GUARD, "v.bal # NoBallot => d = v.dec",
                        PicksTheLowestVote::new),
                mutant("succeedsBeforeTheWholeQuorumVoted",
                        "a ballot has succeeded when its whole quorum has voted, not when somebody has",
                        "Succeed", Kind.GUARD, "quorum[p] \\subseteq voters[p]",
                        SucceedsBeforeTheWholeQuorumVoted::new),
                mutant("countsAVotedOfAnOlderBallot",
                        "a vote in an older ballot is none in this one",
                        "ReceiveVoted", Kind.GUARD, "m.bal = lastTried[p]", CountsAVotedOfAnOlderBallot::new),
                mutant("keepsTheVotesOfTheBallotBefore",
                        "the answers to an older ballot are forgotten when a new one is tried",
                        "TryNewBallot", Kind.EFFECT, "prevVotes", KeepsTheVotesOfTheBallotBefore::new));
    }

    private interface Planted {
        Synod machine(NodeId self, List<NodeId> priests, List<String> decrees);
    }

    private static Mutant mutant(
            String name, String breaks, String action, Kind kind, String expected, Planted planted) {
        return new Mutant(name, breaks, action, kind, expected,
                "loss=0.1,duplication=0.2,delay=1..40,crash=0.005,partition=0.001", new SynodProvider() {
                    @Override
                    protected Synod machine(NodeId self, List<NodeId> priests, List<String> decrees) {
                        return planted.machine(self, priests, decrees);
                    }
                });
    }

    private static final class ForgetsThePromiseOnRestart extends Synod {
        ForgetsThePromiseOnRestart(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        protected Priest afterCrash(Priest p) {
            return super.afterCrash(p).withNextBal(NO_BALLOT);
        }
    }

    private static final class VotesBelowItsPromise extends Synod {
        VotesBelowItsPromise(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
            if (!m.to().equals(self()) || m.bal() <= p.prevBal()) return disabled();
            return to(p.withPrevBal(m.bal()).withPrevDec(m.dec()));
        }
    }

    private static final class PicksAnyDecree extends Synod {
        PicksAnyDecree(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> startPollingMajoritySet(Priest p, Set<NodeId> Q, String d) {
            Priest deaf = p.withPrevVotes(Sets.copyOf(
                    p.prevVotes().stream().map(v -> new Vote(v.pst(), NO_BALLOT, null)).toList()));
            Step<Priest> step = super.startPollingMajoritySet(deaf, Q, d);
            return step.enabled() ? to(step.next().withPrevVotes(p.prevVotes())) : step;
        }
    }

    private static final class CountsALastVoteOfAnOlderBallot extends Synod {
        CountsALastVoteOfAnOlderBallot(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> receiveLastVote(Priest p, LastVote m) {
            return super.receiveLastVote(p, new LastVote(p.lastTried(), m.vote()));
        }
    }

    private static final class AcceptsAQuorumOfOneTooFew extends Synod {
        AcceptsAQuorumOfOneTooFew(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        boolean isMajority(int count) {
            return super.isMajority(count + 1);
        }
    }

    private static final class ReusesABallotNumber extends Synod {
        ReusesABallotNumber(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> tryNewBallot(Priest p, int b) {
            return super.tryNewBallot(b == p.lastTried() ? p.withLastTried(b - 1) : p, b);
        }

        @Override
        IntStream ballots(Priest p) {
            return IntStream.concat(IntStream.of(p.lastTried()).filter(b -> b != NO_BALLOT), super.ballots(p));
        }
    }

    private static final class AnswersVotedWithoutWritingTheLedger extends Synod {
        AnswersVotedWithoutWritingTheLedger(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
            Step<Priest> step = super.receiveBeginBallot(p, m);
            return step.enabled() ? to(p).send(owner(m.bal()), new Voted(m.bal(), self())) : step;
        }
    }

    private static final class OverwritesAnOutcome extends Synod {
        OverwritesAnOutcome(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> receiveSuccess(Priest p, Success m) {
            return to(p.withOutcome(m.dec()));
        }
    }

    private static final class ForgetsLastTriedOnRestart extends Synod {
        ForgetsLastTriedOnRestart(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        protected Priest afterCrash(Priest p) {
            return super.afterCrash(p).withLastTried(NO_BALLOT);
        }
    }

    private static final class PromisesALowerBallot extends Synod {
        PromisesALowerBallot(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> receiveNextBallot(Priest p, NextBallot m) {
            return to(p.withNextBal(m.bal()));
        }
    }

    private static final class PicksTheLowestVote extends Synod {
        PicksTheLowestVote(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Vote highest(Set<Vote> votes) {
            return votes.stream().min(Comparator.comparingInt(Vote::bal)).orElseThrow();
        }
    }

    private static final class SucceedsBeforeTheWholeQuorumVoted extends Synod {
        SucceedsBeforeTheWholeQuorumVoted(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> succeed(Priest p) {
            if (p.status() != Status.POLLING || p.voters().isEmpty() || p.outcome() != null) return disabled();
            return to(p.withOutcome(p.decree()));
        }
    }

    private static final class CountsAVotedOfAnOlderBallot extends Synod {
        CountsAVotedOfAnOlderBallot(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> receiveVoted(Priest p, Voted m) {
            return super.receiveVoted(p, new Voted(p.lastTried(), m.pst()));
        }
    }

    private static final class KeepsTheVotesOfTheBallotBefore extends Synod {
        KeepsTheVotesOfTheBallotBefore(NodeId self, List<NodeId> priests, List<String> decrees) {
            super(self, priests, decrees);
        }

        @Override
        Step<Priest> tryNewBallot(Priest p, int b) {
            Step<Priest> step = super.tryNewBallot(p, b);
            return step.enabled() ? to(step.next().withPrevVotes(p.prevVotes())) : step;
        }
    }
}
