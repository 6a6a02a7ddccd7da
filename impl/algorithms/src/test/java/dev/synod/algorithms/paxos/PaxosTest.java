package dev.synod.algorithms.paxos;

import static dev.synod.algorithms.paxos.Paxos.NO_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.algorithms.ProposalNumbers;
import dev.synod.algorithms.paxos.Message.Accept;
import dev.synod.algorithms.paxos.Message.Accepted;
import dev.synod.algorithms.paxos.Message.Nack;
import dev.synod.algorithms.paxos.Message.Prepare;
import dev.synod.algorithms.paxos.Message.Promise;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Send;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the paper claims: step by step at one node, and over simulated runs. */
class PaxosTest {

    private static final NodeId P1 = NodeId.of("p1");
    private static final NodeId P2 = NodeId.of("p2");
    private static final NodeId P3 = NodeId.of("p3");
    private static final List<NodeId> NODES = List.of(P1, P2, P3);

    private final Paxos paxos = new Paxos(P2, NODES, Roles.all(NODES), List.of("red", "green"));
    private final Member fresh = paxos.initial();

    private static Simulation<Member, Message> simulation() {
        return Simulation.of(new PaxosProvider());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "8, 8", "9, 16"})
    void everyNumberHasOneOwnerAndAHigherRoundOutbidsAll(int nodes, int span) {
        ProposalNumbers numbers = ProposalNumbers.of(nodes);
        assertThat(numbers.span()).isEqualTo(span);
        Set<Integer> seen = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            for (int id = 0; id < nodes; id++) {
                int n = numbers.number(round, id);
                assertThat(seen.add(n)).as("%d is new", n).isTrue();
                assertThat(numbers.round(n)).isEqualTo(round);
                assertThat(numbers.id(n)).isEqualTo(id);
                assertThat(n).isLessThan(numbers.number(round + 1, 0));
            }
        }
        assertThat(numbers.round(NO_NUMBER)).isEqualTo(NO_NUMBER);
        assertThat(numbers.roundsAbove(Integer.MAX_VALUE / span - 2).mapToObj(r -> numbers.number(r, nodes - 1)))
                .as("numbers end before they overflow").hasSize(1).allMatch(n -> n > 0);
    }

    @Test
    void anAcceptorPromisesAndAcceptsNothingBelowAndRefusesWithoutAChange() {
        Step<Member> promised = paxos.receivePrepare(fresh, new Prepare(6));
        assertThat(promised.next()).isEqualTo(fresh.withMaxBal(6));
        assertThat(promised.sends()).containsExactly(new Send(P3, new Promise(6, new Report(P2, NO_NUMBER, null))));
        Member bound = promised.next();
        assertThat(paxos.receivePrepare(bound, new Prepare(6))).as("asked again").isEqualTo(promised);

        assertThat(paxos.receivePrepare(bound, new Prepare(4)).enabled()).isFalse();
        assertThat(paxos.receiveAccept(bound, new Accept(4, "red")).enabled()).isFalse();
        Step<Member> refused = Step.to(bound).send(P1, new Nack(4, 6));
        assertThat(paxos.refusePrepare(bound, new Prepare(4))).isEqualTo(refused);
        assertThat(paxos.refuseAccept(bound, new Accept(4, "red"))).isEqualTo(refused);
        assertThat(paxos.refuseAccept(bound, new Accept(6, "red")).enabled()).isFalse();

        Step<Member> accepted = paxos.receiveAccept(bound, new Accept(8, "red"));
        assertThat(accepted.next()).isEqualTo(fresh.withMaxBal(8).withVBal(8).withVVal("red"));
        assertThat(accepted.sends()).hasSize(3)
                .allMatch(send -> send.message().equals(new Accepted(new Acceptance(P2, 8, "red"))));
        assertThat(paxos.receivePrepare(accepted.next(), new Prepare(8)).enabled()).as("too late").isFalse();
        assertThat(paxos.receivePrepare(accepted.next(), new Prepare(9)).sends())
                .containsExactly(new Send(P2, new Promise(9, new Report(P2, 8, "red"))));
    }

    @Test
    void aProposerIsBoundToTheHighestReport() {
        Member preparing = paxos.prepare(fresh, 2).next();
        assertThat(preparing.round()).isEqualTo(2);
        Member one = paxos.receivePromise(preparing, new Promise(9, new Report(P1, 4, "red"))).next();
        assertThat(paxos.accept(one, "red").enabled()).as("one promise is no majority").isFalse();
        assertThat(paxos.receivePromise(preparing, new Promise(5, new Report(P1, 4, "red"))).enabled()).isFalse();
        Member two = paxos.receivePromise(one, new Promise(9, new Report(P3, 6, "blue"))).next();
        assertThat(paxos.accept(two, "red").enabled()).isFalse();
        assertThat(paxos.accept(two, "blue").sends()).hasSize(3)
                .allMatch(send -> send.message().equals(new Accept(9, "blue")));

        Member free = preparing.withPromises(
                Sets.of(new Report(P1, NO_NUMBER, null), new Report(P2, NO_NUMBER, null)));
        assertThat(paxos.accept(free, "green").enabled()).isTrue();
        assertThat(paxos.accept(free, "war").enabled()).as("no value").isFalse();
        assertThat(paxos.receiveNack(two, new Nack(9, 10)).next().phase()).isEqualTo(Phase.IDLE);
        assertThat(paxos.receiveNack(two, new Nack(5, 10)).enabled()).as("an older ballot").isFalse();
    }

    @Test
    void aLearnerCountsEqualNumbersNotEqualValues() {
        Member told = fresh.withTally(Sets.of(new Acceptance(P1, 4, "red"), new Acceptance(P2, 5, "red")));
        assertThat(paxos.learn(told, new Acceptance(P1, 4, "red")).enabled()).isFalse();
        Member both = told.withTally(Sets.plus(told.tally(), new Acceptance(P3, 5, "red")));
        assertThat(paxos.learn(both, new Acceptance(P1, 4, "red")).enabled()).isFalse();
        assertThat(paxos.learn(both, new Acceptance(P3, 5, "red")).next())
                .isEqualTo(fresh.withLearned("red"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "3; all; all; all; all",
        "3; loss=0.4,duplication=0.4,delay=1..60; all; all; all",
        "5; all; p1,p2; p1,p2,p3; p4,p5",
        "4; all; all; all; p4",
        "2; all; all; all; all",
        "1; all; all; all; all"})
    void noTwoLearnersLearnDifferentValues(
            int nodes, String faults, String proposers, String acceptors, String learners) {
        int decided = 0;
        for (long seed = 0; seed < 30; seed++) {
            String run = "seed " + seed;
            Set<String> learned = new HashSet<>();
            simulation().nodes(nodes).option("proposers", proposers).option("acceptors", acceptors)
                    .option("learners", learners).faults(FaultPlan.parse(faults)).seed(seed).steps(3000).run(event -> {
                        Member before = event.before();
                        Member after = event.after();
                        if (after.learned() != null) {
                            learned.add(after.learned());
                        }
                        assertThat(learned).as("%s: event %d", run, event.n()).hasSizeLessThanOrEqualTo(1);
                        assertThat(after.round()).as(run).isGreaterThanOrEqualTo(before.round());
                        assertThat(after.maxBal()).as(run)
                                .isGreaterThanOrEqualTo(Math.max(before.maxBal(), after.vBal()));
                    });
            decided += learned.size();
        }
        assertThat(decided).as("runs in which a value is learned").isGreaterThan(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "all", "loss=0.3,duplication=0.3,delay=1..40"})
    void duellingProposersReachADecisionWithBackOff(String faults) {
        for (long seed = 0; seed < 100; seed++) {
            SimulationResult<Member> result = simulation().policy("backoff").option("proposers", "p1,p2")
                    .faults(FaultPlan.parse(faults)).seed(seed).steps(20_000).untilDone().run();
            assertThat(result.ending()).as("seed %d, faults %s", seed, faults).isEqualTo(Ending.DONE);
        }
    }

    @Test
    void withoutBackOffTwoProposersDuelForEver() {
        SimulationResult<Member> duel = simulation().policy("eager").option("proposers", "p1,p2").steps(100_000).run();
        assertThat(duel.ending()).isEqualTo(Ending.STEPS);
        assertThat(duel.actions().get("Accept")).as("requests that come too late").isGreaterThan(5_000);
        assertThat(duel.actions()).containsEntry("ReceiveAccept", 0L).containsEntry("Learn", 0L);
    }

    /** Two round trips between a proposer and the acceptors, of which the last message goes to every learner. */
    @ParameterizedTest
    @CsvSource({"1, all, 1", "3, all, 3", "5, all, 5", "9, all, 9", "5, p1, 1", "5, 'p1,p4', 2"})
    void aDecisionCostsThreeMessagesAnAcceptorAndOneForEachLearner(int nodes, String learners, int count) {
        SimulationResult<Member> result = simulation().nodes(nodes).policy("eager").option("proposers", "p1")
                .option("learners", learners).steps(10_000).run();
        assertThat(result.ending()).isEqualTo(Ending.QUIET);
        assertThat(result.states().values().stream().filter(p -> p.learned() != null)).hasSize(count);
        assertThat(result.sent()).isEqualTo((long) nodes * (3 + count));
    }

    @Test
    void aLearnerThatForgotIsToldAgain() {
        int[] told = new int[2];
        simulation().option("proposers", "p1").option("learners", "p2,p3").policy("backoff")
                .faults(FaultPlan.parse("crash=0.02,downtime=1..20")).seed(1).steps(20_000).run(event -> {
                    if (event.action().equals("Crash") && event.before().learned() != null) {
                        told[0]++;
                    } else if (event.before().learned() == null && event.after().learned() != null) {
                        told[1]++;
                    }
                });
        assertThat(told[0]).as("learners that forgot").isGreaterThan(10);
        assertThat(told[1]).as("learners that learned").isGreaterThanOrEqualTo(told[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"acceptors; none; at least one node", "learners; p9; The nodes are p1, p2, p3",
        "values; red,red; different values"})
    void anOptionThatCannotBeUsedIsToldWithWhatCan(String option, String value, String expected) {
        assertThatThrownBy(() -> simulation().option(option, value).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Option " + option, expected);
    }
}
