package dev.synod.algorithms.synod;

import static dev.synod.algorithms.synod.Synod.NO_BALLOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.algorithms.synod.Message.LastVote;
import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.algorithms.synod.Message.Success;
import dev.synod.algorithms.synod.Message.Voted;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Send;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import dev.synod.runtime.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The actions of The Part-Time Parliament's appendix, in words close to its own, on priest p2 of three. */
class SynodTest {

    private static final NodeId P1 = NodeId.of("p1");
    private static final NodeId P2 = NodeId.of("p2");
    private static final NodeId P3 = NodeId.of("p3");

    private final Synod synod = new Synod(P2, List.of(P1, P2, P3), List.of("wine", "olive"));
    private final Priest fresh = synod.initial();
    private final Priest trying = fresh.withLastTried(4).withStatus(Status.TRYING);
    private final Priest polling =
            trying.withStatus(Status.POLLING).withQuorum(Sets.of(P1, P2)).withDecree("olive");

    private static Vote none(NodeId p) {
        return new Vote(p, NO_BALLOT, null);
    }

    private static Priest taken(Step<Priest> step) {
        assertThat(step.enabled()).as("enabled").isTrue();
        return step.next();
    }

    private static void isDisabled(Step<Priest> step) {
        assertThat(step.enabled()).as("enabled").isFalse();
    }

    private static void sendsOnly(Step<Priest> step, Priest unchanged, Send... sends) {
        assertThat(taken(step)).isEqualTo(unchanged);
        assertThat(step.sends()).containsExactly(sends);
    }

    @Test
    void theLedgerStartsWithMinusInfinityAndBlankAndTheSlipIdle() {
        assertThat(fresh).isEqualTo(
                new Priest(null, -1, -1, null, -1, Status.IDLE, Set.of(), Set.of(), Set.of(), null));
    }

    @Nested
    @DisplayName("Try New Ballot: always")
    class TryNewBallot {

        @Test
        @DisplayName("sets lastTried to any ballot number of its own greater than its previous value")
        void takesALargerNumberOfItsOwn() {
            assertThat(taken(synod.tryNewBallot(fresh, 1)).lastTried()).isEqualTo(1);
            assertThat(taken(synod.tryNewBallot(fresh, 301)).lastTried()).isEqualTo(301);
            isDisabled(synod.tryNewBallot(trying, 4));
            isDisabled(synod.tryNewBallot(trying, 1));
        }

        @Test
        @DisplayName("and no number that belongs to another priest, or is none")
        void takesNoOther() {
            isDisabled(synod.tryNewBallot(fresh, 0));
            isDisabled(synod.tryNewBallot(fresh, 2));
            isDisabled(synod.tryNewBallot(fresh, -2));
            isDisabled(synod.tryNewBallot(fresh, -1));
        }

        @Test
        @DisplayName("sets status to trying and prevVotes to the empty set, whatever it was doing")
        void startsOver() {
            Priest busy = polling.withPrevVotes(Sets.of(none(P1))).withVoters(Sets.of(P1));
            assertThat(taken(synod.tryNewBallot(busy, 7)))
                    .isEqualTo(busy.withLastTried(7).withStatus(Status.TRYING).withPrevVotes(Set.of()));
        }

        @Test
        void isOfferedEveryNumberOfItsOwnInOrder() {
            List<Integer> offered = new ArrayList<>();
            for (Transition<Priest> t : synod.action("TryNewBallot").enabled(fresh.withLastTried(4))) {
                offered.add((int) t.arguments().get(1));
                if (offered.size() == 4) {
                    break;
                }
            }
            assertThat(offered).containsExactly(7, 10, 13, 16);
        }

        @Test
        void runsOutOfNumbersInsteadOfOverflowing() {
            int last = Integer.MAX_VALUE - Math.floorMod(Integer.MAX_VALUE - 1, 3);
            assertThat(synod.action("TryNewBallot").enabled(fresh.withLastTried(last))).isEmpty();
        }
    }

    @Test
    @DisplayName("Send NextBallot: whenever status is trying, send NextBallot(lastTried) to any priest")
    void sendNextBallot() {
        sendsOnly(synod.sendNextBallot(trying), trying, new Send(null, new NextBallot(4)));
        isDisabled(synod.sendNextBallot(fresh));
        isDisabled(synod.sendNextBallot(polling));
    }

    @Test
    @DisplayName("Receive NextBallot(b): if b >= nextBal then set nextBal to b")
    void receiveNextBallot() {
        assertThat(taken(synod.receiveNextBallot(fresh, new NextBallot(3)))).isEqualTo(fresh.withNextBal(3));
        Priest promised = fresh.withNextBal(3);
        assertThat(taken(synod.receiveNextBallot(promised, new NextBallot(3)))).isEqualTo(promised);
        isDisabled(synod.receiveNextBallot(promised, new NextBallot(2)));
    }

    @Test
    @DisplayName("Send LastVote: whenever nextBal > prevBal, send LastVote(nextBal, v) to the owner of nextBal")
    void sendLastVote() {
        Priest promised = fresh.withNextBal(3);
        sendsOnly(synod.sendLastVote(promised), promised, new Send(P1, new LastVote(3, none(P2))));
        Priest voted = promised.withPrevBal(2).withPrevDec("olive");
        sendsOnly(synod.sendLastVote(voted), voted, new Send(P1, new LastVote(3, new Vote(P2, 2, "olive"))));
        isDisabled(synod.sendLastVote(fresh));
        isDisabled(synod.sendLastVote(voted.withPrevBal(3)));
    }

    @Test
    @DisplayName("Receive LastVote(b, v): if b = lastTried and status is trying, add v to prevVotes")
    void receiveLastVote() {
        Priest one = taken(synod.receiveLastVote(trying, new LastVote(4, none(P1))));
        assertThat(one).isEqualTo(trying.withPrevVotes(Set.of(none(P1))));
        assertThat(taken(synod.receiveLastVote(one, new LastVote(4, none(P1))))).isEqualTo(one);
        isDisabled(synod.receiveLastVote(trying, new LastVote(1, none(P1))));
        isDisabled(synod.receiveLastVote(trying, new LastVote(7, none(P1))));
        isDisabled(synod.receiveLastVote(polling, new LastVote(4, none(P1))));
        isDisabled(synod.receiveLastVote(trying.withStatus(Status.IDLE), new LastVote(4, none(P1))));
    }

    @Nested
    @DisplayName("Start Polling Majority Set Q: when status is trying and Q is in the set of those who voted LastVote")
    class StartPollingMajoritySet {

        private final Priest heard = trying.withPrevVotes(Sets.of(none(P1), none(P2)));

        @Test
        @DisplayName("sets status to polling, quorum to Q, voters to the empty set, decree to any if nobody has voted")
        void begins() {
            Priest after = taken(
                    synod.startPollingMajoritySet(heard.withVoters(Sets.of(P3)), Sets.of(P1, P2), "olive"));
            assertThat(after).isEqualTo(
                    heard.withStatus(Status.POLLING).withQuorum(Sets.of(P1, P2)).withDecree("olive"));
            assertThat(taken(synod.startPollingMajoritySet(heard, Sets.of(P1, P2), "wine")).decree()).isEqualTo("wine");
        }

        @Test
        @DisplayName("sets decree to the decree of the maximum vote, over all who have answered, also outside of Q")
        void takesTheDecreeOfTheMaximumVote() {
            Priest all = trying.withPrevVotes(
                    Sets.of(new Vote(P1, 2, "wine"), none(P2), new Vote(P3, 3, "olive")));
            Set<NodeId> withoutP3 = Sets.of(P1, P2);
            assertThat(taken(synod.startPollingMajoritySet(all, withoutP3, "olive")).decree()).isEqualTo("olive");
            isDisabled(synod.startPollingMajoritySet(all, withoutP3, "wine"));
        }

        @Test
        void keepsToMajoritiesOfThoseWhoAnswered() {
            isDisabled(synod.startPollingMajoritySet(heard, Sets.of(P1), "wine"));
            isDisabled(synod.startPollingMajoritySet(heard, Sets.of(P1, P3), "wine"));
            isDisabled(synod.startPollingMajoritySet(heard, Sets.of(P1, P2, P3), "wine"));
            isDisabled(synod.startPollingMajoritySet(heard, Set.of(), "wine"));
        }

        @Test
        void takesNoDecreeThatIsNone() {
            isDisabled(synod.startPollingMajoritySet(heard, Sets.of(P1, P2), "war"));
        }

        @Test
        void needsStatusTrying() {
            isDisabled(synod.startPollingMajoritySet(heard.withStatus(Status.IDLE), Sets.of(P1, P2), "wine"));
            isDisabled(synod.startPollingMajoritySet(heard.withStatus(Status.POLLING), Sets.of(P1, P2), "wine"));
        }

        @Test
        void isOfferedEveryMajorityWithEveryDecreeThePreferredOneFirst() {
            Priest all = heard.withPrevVotes(Sets.of(none(P1), none(P2), none(P3)));
            assertThat(StreamSupport.stream(
                            synod.action("StartPollingMajoritySet").enabled(all).spliterator(), false)
                    .map(t -> t.arguments().subList(1, 3)))
                    .containsExactly(
                            List.of(Set.of(P1, P2), "wine"), List.of(Set.of(P1, P2), "olive"),
                            List.of(Set.of(P1, P3), "wine"), List.of(Set.of(P1, P3), "olive"),
                            List.of(Set.of(P2, P3), "wine"), List.of(Set.of(P2, P3), "olive"),
                            List.of(Set.of(P1, P2, P3), "wine"), List.of(Set.of(P1, P2, P3), "olive"));
        }
    }

    @Test
    @DisplayName("Send BeginBallot: whenever polling, send BeginBallot(lastTried, decree) to any in the quorum")
    void sendBeginBallot() {
        sendsOnly(synod.sendBeginBallot(polling, P1), polling, new Send(P1, new BeginBallot(P1, 4, "olive")));
        isDisabled(synod.sendBeginBallot(polling, P3));
        isDisabled(synod.sendBeginBallot(polling.withStatus(Status.TRYING), P1));
    }

    @Test
    @DisplayName("Receive BeginBallot(b, d): if b = nextBal > prevBal then set prevBal to b and prevDec to d")
    void receiveBeginBallot() {
        Priest promised = fresh.withNextBal(3).withPrevBal(0).withPrevDec("wine");
        assertThat(taken(synod.receiveBeginBallot(promised, new BeginBallot(P2, 3, "olive"))))
                .isEqualTo(promised.withPrevBal(3).withPrevDec("olive"));
        isDisabled(synod.receiveBeginBallot(promised, new BeginBallot(P2, 2, "olive")));
        isDisabled(synod.receiveBeginBallot(promised, new BeginBallot(P2, 4, "olive")));
        isDisabled(synod.receiveBeginBallot(promised, new BeginBallot(P1, 3, "olive")));
        isDisabled(synod.receiveBeginBallot(promised.withPrevBal(3), new BeginBallot(P2, 3, "olive")));
    }

    @Test
    @DisplayName("Send Voted: whenever prevBal is not minus infinity, send Voted(prevBal) to the owner of prevBal")
    void sendVoted() {
        Priest voted = fresh.withPrevBal(3).withPrevDec("olive").withNextBal(5);
        sendsOnly(synod.sendVoted(voted), voted, new Send(P1, new Voted(3, P2)));
        isDisabled(synod.sendVoted(fresh));
    }

    @Test
    @DisplayName("Receive Voted(b) from q: if b = lastTried and status is polling, add q to voters")
    void receiveVoted() {
        assertThat(taken(synod.receiveVoted(polling, new Voted(4, P1)))).isEqualTo(polling.withVoters(Set.of(P1)));
        isDisabled(synod.receiveVoted(polling, new Voted(1, P1)));
        isDisabled(synod.receiveVoted(trying, new Voted(4, P1)));
    }

    @Test
    @DisplayName("Succeed: if polling, the quorum is within voters, and outcome is blank, set outcome to decree")
    void succeed() {
        Priest all = polling.withVoters(Sets.of(P1, P2));
        assertThat(taken(synod.succeed(all))).isEqualTo(all.withOutcome("olive"));
        isDisabled(synod.succeed(polling.withVoters(Sets.of(P1))));
        isDisabled(synod.succeed(polling.withVoters(Sets.of(P1, P3))));
        isDisabled(synod.succeed(all.withOutcome("olive")));
        isDisabled(synod.succeed(all.withStatus(Status.TRYING)));
    }

    @Test
    @DisplayName("Send Success: whenever outcome is not blank, send Success(outcome) to any priest")
    void sendSuccess() {
        Priest knows = fresh.withOutcome("wine");
        sendsOnly(synod.sendSuccess(knows), knows, new Send(null, new Success("wine")));
        isDisabled(synod.sendSuccess(fresh));
    }

    @Test
    @DisplayName("Receive Success(d): if outcome is blank, set it to d")
    void receiveSuccess() {
        assertThat(taken(synod.receiveSuccess(fresh, new Success("wine")))).isEqualTo(fresh.withOutcome("wine"));
        isDisabled(synod.receiveSuccess(fresh.withOutcome("wine"), new Success("olive")));
        isDisabled(synod.receiveSuccess(fresh.withOutcome("wine"), new Success("wine")));
    }

    @Test
    @DisplayName("The slip may be lost at any time, what is in the ledger is not")
    void loseSlip() {
        Priest busy = new Priest("wine", 4, 3, "wine", 5,
                Status.POLLING, Sets.of(none(P1)), Sets.of(P1, P2), Sets.of(P1), "olive");
        Transition<Priest> crash = synod.crash(busy).orElseThrow();
        assertThat(crash).hasToString("LoseSlip(p2)");
        assertThat(crash.step().next()).isEqualTo(
                new Priest("wine", 4, 3, "wine", 5, Status.IDLE, Set.of(), Set.of(), Set.of(), null));
    }

    @Test
    void aMisspeltActionIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> synod.action("RecieveVoted"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("RecieveVoted", "ReceiveVoted", "LoseSlip");
    }
}
