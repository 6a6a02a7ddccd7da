package dev.synod.algorithms.synod;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.algorithms.synod.Message.LastVote;
import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.algorithms.synod.Message.Success;
import dev.synod.algorithms.synod.Message.Voted;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;

/** The synod's mutants: the classic ways to get Paxos wrong, each by one method. */
public final class SynodMutants extends MutantsOf<Priest, Message, Synod> {

    /** Faults in whose company most of them show soon. */
    private static final String FAULTS = "loss=0.1,duplication=0.2,delay=1..40,crash=0.005,partition=0.001";

    /** All of them. */
    public SynodMutants() {
        super(new SynodProvider(), Synod.class);

        effect("forgetsThePromiseOnRestart",
                "a promise is stable: after a crash the priest votes in a ballot it promised not to vote in",
                "LoseSlip", "nextBal", FAULTS, priest -> new Synod(priest) {
                    @Override
                    protected Priest afterCrash(Priest p) {
                        return super.afterCrash(p).withNextBal(NO_BALLOT);
                    }
                });
        guard("votesBelowItsPromise",
                "a LastVote message is a promise to cast no vote in a lower ballot",
                "ReceiveBeginBallot", "m.bal = nextBal[p]", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
                        if (!m.to().equals(self()) || m.bal() <= p.prevBal()) return disabled();
                        return to(p.withPrevBal(m.bal()).withPrevDec(m.dec()));
                    }
                });
        guard("picksAnyDecree",
                "B3: the decree is that of the highest vote reported, not the one that the priest prefers",
                "StartPollingMajoritySet", "v.bal # NoBallot => d = v.dec", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> startPollingMajoritySet(Priest p, Set<NodeId> Q, String d) {
                        Priest deaf = p.withPrevVotes(Sets.copyOf(
                                p.prevVotes().stream().map(v -> new Vote(v.pst(), NO_BALLOT, null)).toList()));
                        Step<Priest> step = super.startPollingMajoritySet(deaf, Q, d);
                        return step.enabled() ? to(step.next().withPrevVotes(p.prevVotes())) : step;
                    }
                });
        guard("countsALastVoteOfAnOlderBallot",
                "an answer to an older ballot promises nothing to this one",
                "ReceiveLastVote", "m.bal = lastTried[p]", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> receiveLastVote(Priest p, LastVote m) {
                        return super.receiveLastVote(p, new LastVote(p.lastTried(), m.vote()));
                    }
                });
        guard("acceptsAQuorumOfOneTooFew",
                "B2: any two quorums meet",
                "StartPollingMajoritySet", "Q \\in Majority", FAULTS, priest -> new Synod(priest) {
                    @Override
                    boolean isMajority(int count) {
                        return super.isMajority(count + 1);
                    }
                });
        guard("reusesABallotNumber",
                "B1: each ballot has a number of its own",
                "TryNewBallot", "b > lastTried[p]", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> tryNewBallot(Priest p, int b) {
                        return super.tryNewBallot(b == p.lastTried() ? p.withLastTried(b - 1) : p, b);
                    }

                    @Override
                    IntStream ballots(Priest p) {
                        return IntStream.concat(IntStream.of(p.lastTried()).filter(b -> b != NO_BALLOT), super.ballots(p));
                    }
                });
        effect("answersVotedWithoutWritingTheLedger",
                "a vote is in the ledger before it is told",
                "ReceiveBeginBallot", "prevBal", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
                        Step<Priest> step = super.receiveBeginBallot(p, m);
                        return step.enabled() ? to(p).send(owner(m.bal()), new Voted(m.bal(), self())) : step;
                    }
                });
        guard("overwritesAnOutcome",
                "a decree once in a ledger stays",
                "ReceiveSuccess", "outcome[p] = BLANK", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> receiveSuccess(Priest p, Success m) {
                        return to(p.withOutcome(m.dec()));
                    }
                });
        effect("forgetsLastTriedOnRestart",
                "B1 again: after a crash the priest tries a ballot that it has conducted before",
                "LoseSlip", "lastTried", FAULTS, priest -> new Synod(priest) {
                    @Override
                    protected Priest afterCrash(Priest p) {
                        return super.afterCrash(p).withLastTried(NO_BALLOT);
                    }
                });
        guard("promisesALowerBallot",
                "a promise is never taken back for a lower ballot",
                "ReceiveNextBallot", "m.bal >= nextBal[p]", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> receiveNextBallot(Priest p, NextBallot m) {
                        return to(p.withNextBal(m.bal()));
                    }
                });
        guard("picksTheLowestVote",
                "B3: the decree is that of the highest vote reported, not of the lowest",
                "StartPollingMajoritySet", "v.bal # NoBallot => d = v.dec", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Vote highest(Set<Vote> votes) {
                        return votes.stream().min(Comparator.comparingInt(Vote::bal)).orElseThrow();
                    }
                });
        guard("succeedsBeforeTheWholeQuorumVoted",
                "a ballot has succeeded when its whole quorum has voted, not when somebody has",
                "Succeed", "quorum[p] \\subseteq voters[p]", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> succeed(Priest p) {
                        if (p.status() != Status.POLLING || p.voters().isEmpty() || p.outcome() != null) return disabled();
                        return to(p.withOutcome(p.decree()));
                    }
                });
        guard("countsAVotedOfAnOlderBallot",
                "a vote in an older ballot is none in this one",
                "ReceiveVoted", "m.bal = lastTried[p]", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> receiveVoted(Priest p, Voted m) {
                        return super.receiveVoted(p, new Voted(p.lastTried(), m.pst()));
                    }
                });
        effect("keepsTheVotesOfTheBallotBefore",
                "the answers to an older ballot are forgotten when a new one is tried",
                "TryNewBallot", "prevVotes", FAULTS, priest -> new Synod(priest) {
                    @Override
                    Step<Priest> tryNewBallot(Priest p, int b) {
                        Step<Priest> step = super.tryNewBallot(p, b);
                        return step.enabled() ? to(step.next().withPrevVotes(p.prevVotes())) : step;
                    }
                });
    }
}
