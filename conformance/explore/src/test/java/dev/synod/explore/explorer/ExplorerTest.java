package dev.synod.explore.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.algorithms.synod.LazySynods;
import dev.synod.explore.Mutants;
import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.explore.explorer.Explorer.RandomWalks;
import dev.synod.replay.Divergence;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.SmallModel;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.manifest.ManifestReader;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The machines reach the states of the specification, neither fewer nor more, and the explorer notices where not. */
class ExplorerTest {
    private static final SpecFolders SPECS = SpecFolders.near(Path.of(""));
    private static final AlgorithmProvider<?, ?> SYNOD = Algorithms.named("synod");
    /** One ballot, of p2, and two decrees: as in MCSynodExploreOneBallot.cfg. */
    private static final SmallModel ONE_BALLOT = ExploredMutants.model("{1}", "olive,wine");
    private static final long ONE_BALLOT_STATES = 1_590;
    /** TLC counts the initial state among those generated. */
    private static final long ONE_BALLOT_TRANSITIONS = 18_624 - 1;

    private static Explorer explorer(AlgorithmProvider<?, ?> algorithm, SmallModel model) {
        return Explorer.of(algorithm, SPECS).model(model);
    }

    /** The number of states that the manifest pins for a model. */
    private static long pinned(String config) {
        return ManifestReader.read(SPECS.folders().get(0).resolve("synod/manifest.json")).models().stream()
                .filter(m -> m.config().getFileName().toString().equals(config))
                .map(Model::expectation)
                .findFirst().orElseThrow()
                .distinctStates().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void theSynodReachesTheStatesOfItsSpecificationAndTlcFindsAsMany(int workers) throws InterruptedException {
        Exploration e = explorer(SYNOD, ONE_BALLOT).workers(workers).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isEqualTo(ONE_BALLOT_STATES).isEqualTo(pinned("MCSynodExploreOneBallot.cfg"));
        assertThat(e.codeStates()).isEqualTo(ONE_BALLOT_STATES);
        assertThat(e.systemStates()).isEqualTo(ONE_BALLOT_STATES);
        assertThat(e.tlcStates()).hasValue(ONE_BALLOT_STATES);
        assertThat(e.transitions()).isEqualTo(ONE_BALLOT_TRANSITIONS);
        assertThat(e.depth() + 1).as("TLC counts states, not steps").isEqualTo(30);
        assertThat(e.refusal()).isEmpty();
        assertThat(e.departure()).isEmpty();
    }

    static List<AlgorithmProvider<?, ?>> pinnedAlgorithms() {
        return Algorithms.all().stream().filter(a -> PinnedCount.of(a, SPECS.folders().get(0)).isPresent()).toList();
    }

    @Test
    void theSynodHasItsNumber() {
        assertThat(PinnedCount.of(SYNOD, SPECS.folders().get(0))).hasValue(537_836)
                .hasValue(pinned("MCSynodExplore.cfg"));
    }

    /** TLC is held to the same number where the models are checked. */
    @ParameterizedTest
    @MethodSource("pinnedAlgorithms")
    void anAlgorithmsSmallModelHasTheNumberOfItsManifest(AlgorithmProvider<?, ?> algorithm) throws InterruptedException {
        OptionalLong pinned = PinnedCount.of(algorithm, SPECS.folders().get(0));

        Exploration e = explorer(algorithm, algorithm.smallModel()).workers(2).tlc(false).pinned(pinned).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isEqualTo(e.codeStates()).isEqualTo(pinned.getAsLong());
    }

    @Test
    @Tag("deep")
    void twoDecreesAreThoseOfTheManifest() throws InterruptedException {
        Exploration e = explorer(SYNOD, ExploredMutants.model("0..1", "olive,wine")).workers(2).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isEqualTo(pinned("MCSynodExploreDeep.cfg"));
        assertThat(e.tlcStates()).hasValue(e.specStates());
    }

    /** The number of events is that of the shortest trace there is. */
    @ParameterizedTest
    @CsvSource({
        "forgetsThePromiseOnRestart, LoseSlip, , 4",
        "votesBelowItsPromise, ReceiveBeginBallot, m.bal = nextBal[p], 14",
        "acceptsAQuorumOfOneTooFew, StartPollingMajoritySet, Q \\in Majority, 6",
        "reusesABallotNumber, TryNewBallot, b > lastTried[p], 2"})
    void aMutantThatDoesMoreIsShownWithItsShortestTrace(String name, String action, String conjunct, int events)
            throws InterruptedException {
        Exploration e = explorer(Mutants.named("synod", name).algorithm(), SYNOD.smallModel()).run();

        assertThat(e.outcome()).isEqualTo(Outcome.MORE);
        assertThat(e.departure().orElseThrow().result().verdict()).isInstanceOf(Verdict.Diverged.class);
        Divergence divergence =
                ((Verdict.Diverged) e.departure().orElseThrow().result().verdict()).divergence();
        assertThat(divergence.event().action()).isEqualTo(action);
        assertThat(divergence.event().n()).isEqualTo(events);
        if (conjunct != null) {
            assertThat(divergence.closest().conjunct()).isEqualTo(conjunct);
        }
        assertThat(String.join("\n", ExplorationStory.of(e, "failures/t.ndjson")))
                .contains("more, the code does what the specification does not allow")
                .contains("failures/t.ndjson:" + (events + 1) + ": the trace leaves the specification")
                .contains("again     synod replay failures/t.ndjson");
    }

    /** Each in the first of the small models that shows it; the longest shortest trace has 22 events. */
    @Test
    @Tag("deep")
    void everyMutantIsFound() throws InterruptedException {
        for (Mutant mutant : Mutants.of("synod")) {
            Outcome outcome = null;
            for (SmallModel model : ExploredMutants.MODELS) {
                outcome = ExploredMutants.explore(mutant, model, 100_000).outcome();
                if (outcome == Outcome.MORE) {
                    break;
                }
            }
            assertThat(outcome).as(mutant.name()).isEqualTo(Outcome.MORE);
        }
    }

    @Test
    void aMachineThatNeverSendsSuccessIsShownWithTheShortestBehaviourThatItCannotPerform() throws InterruptedException {
        Exploration e = explorer(LazySynods.neverSendsSuccess(), ONE_BALLOT).run();

        assertThat(e.outcome()).isEqualTo(Outcome.LESS);
        assertThat(e.tlcStates()).hasValue(ONE_BALLOT_STATES);
        List<String> steps = e.refusal().orElseThrow().steps();
        assertThat(steps.get(0)).isEqualTo("TryNewBallot(p = \"p2\", b = 1)");
        assertThat(steps.get(steps.size() - 1)).startsWith("SendSuccess(p = \"p2\"");
        assertThat(e.refusal().orElseThrow().missing()).isEqualTo(ONE_BALLOT_STATES - e.codeStates()).isPositive();
        assertThat(String.join("\n", ExplorationStory.of(e, null)))
                .contains(steps.get(steps.size() - 1) + "   <- the code does not do this");
    }

    @Test
    void aMachineThatPollsOnlyTheSmallestMajoritiesDoesLess() throws InterruptedException {
        Exploration e = explorer(LazySynods.pollsTheSmallestMajoritiesOnly(), ONE_BALLOT).tlc(false).run();

        assertThat(e.outcome()).isEqualTo(Outcome.LESS);
        assertThat(e.refusal().orElseThrow().steps()).last().asString()
                .startsWith("StartPollingMajoritySet(p = \"p2\", Q = {\"p1\", \"p2\", \"p3\"}");
    }

    @Test
    void aMachineThatNeverVotesInTheFirstBallotDoesLess() throws InterruptedException {
        Exploration e = explorer(LazySynods.neverVotesInTheFirstBallot(), ExploredMutants.model("{0}", "olive"))
                .tlc(false).run();

        assertThat(e.outcome()).isEqualTo(Outcome.LESS);
        assertThat(e.refusal().orElseThrow().steps()).last().asString().startsWith("ReceiveBeginBallot(");
    }

    @Test
    void withoutCrashesNobodyCrashesOnEitherSide() throws InterruptedException {
        SmallModel none = new SmallModel(3, ONE_BALLOT.options(), ONE_BALLOT.bounds(), List.of("LoseSlip"));

        Exploration e = explorer(SYNOD, none).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isLessThan(ONE_BALLOT_STATES);
        assertThat(e.tlcStates()).hasValue(e.specStates());
    }

    @Test
    void aBudgetOfOneCrashHasTheStatesThatTlcFindsWithAVariableThatCounts() throws InterruptedException {
        Exploration e = explorer(SYNOD, ONE_BALLOT.atMost("LoseSlip", 1)).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        // Before the crash the 1,046 without one, after it all there are.
        assertThat(e.specStates()).isEqualTo(1_046 + ONE_BALLOT_STATES);
        assertThat(e.tlcStates()).hasValue(e.specStates());
    }

    @ParameterizedTest
    @CsvSource({"0, EQUAL", "1, MORE"})
    void aMutantThatForgetsInACrashShowsWhereThereIsOne(int crashes, Outcome outcome) throws InterruptedException {
        Exploration e = explorer(Mutants.named("synod", "forgetsThePromiseOnRestart").algorithm(),
                ONE_BALLOT.atMost("LoseSlip", crashes)).tlc(false).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(outcome);
    }

    @Test
    void theDecreesAreInterchangeableAndThePriestsAreNot() throws InterruptedException {
        Exploration e = explorer(SYNOD, ONE_BALLOT.symmetricIn(List.of("Decree"))).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isEqualTo(ONE_BALLOT_STATES).isEqualTo(e.codeStates());
        assertThat(e.orbits().orElseThrow()).isBetween(ONE_BALLOT_STATES / 2, ONE_BALLOT_STATES - 1);
        assertThat(e.tlcStates()).isEqualTo(e.orbits());
        assertThatThrownBy(() -> explorer(SYNOD, ONE_BALLOT.symmetricIn(List.of("Priest"))).run())
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("Seat");
    }

    @Test
    void aLimitLeavesItUndecided() throws InterruptedException {
        Exploration e = explorer(SYNOD, ONE_BALLOT).states(500).run();

        assertThat(e.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(e.outcome().exitCode()).isEqualTo(3);
        assertThat(e.reason()).contains("the limit of 500 states was reached");
    }

    @Test
    void aDepthComparesTheStatesUpToIt() throws InterruptedException {
        Exploration e = explorer(SYNOD, ONE_BALLOT).depth(10).run();

        assertThat(e.outcome()).isEqualTo(Outcome.EQUAL);
        assertThat(e.reason()).endsWith("within 10 steps");
        assertThat(e.specStates()).isLessThan(ONE_BALLOT_STATES).isEqualTo(e.codeStates());
        assertThat(e.tlcStates()).as("TLC has no such limit").isEmpty();
    }

    @Test
    void aModelThatDoesNotFitIsToldAsAStory() {
        assertThatThrownBy(() -> explorer(SYNOD, new SmallModel(3, Map.of(), Map.of("Nut", "0..1"), List.of())).run())
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("Nut");
        assertThatThrownBy(() -> explorer(SYNOD, new SmallModel(3, Map.of(), Map.of("Nat", "0..1"), List.of("Lose"))).run())
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("LoseSlip");
        assertThatThrownBy(() -> explorer(SYNOD, new SmallModel(3, Map.of(), Map.of(), List.of())).run())
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("--bound Nat=");
        assertThatThrownBy(() -> explorer(SYNOD, new SmallModel(3, Map.of(), Map.of("Nat", "0.."), List.of())).run())
                .isInstanceOf(UnusableInputException.class);
        assertThatThrownBy(() -> explorer(SYNOD, new SmallModel(0, Map.of(), Map.of("Nat", "0..1"), List.of())).run())
                .isInstanceOf(UnusableInputException.class);
    }

    @Test
    void randomWalksOfTheSynodStayWithinItsSpecification() throws InterruptedException {
        RandomWalks walks = explorer(SYNOD, ExploredMutants.model("0..5", "olive,wine")).walk(20, 300, 7);

        assertThat(walks.departure()).isEmpty();
        assertThat(walks.transitions()).isEqualTo(20 * 300);
        assertThat(walks.taken()).isEqualTo(20);
        assertThat(walks.seed()).isEqualTo(26);
    }

    @Test
    void aRandomWalkThatLeavesTheSpecificationIsTakenAgainWithItsSeed() throws InterruptedException {
        AlgorithmProvider<?, ?> mutant = Mutants.named("synod", "promisesALowerBallot").algorithm();
        SmallModel model = ExploredMutants.model("0..5", "olive,wine");

        RandomWalks walks = explorer(mutant, model).walk(50, 1_000, 1);
        RandomWalks again = explorer(mutant, model).walk(1, 1_000, walks.seed());

        assertThat(walks.departure()).isPresent();
        assertThat(walks.departure().get().result().verdict()).isInstanceOf(Verdict.Diverged.class);
        assertThat(again.departure().orElseThrow().trace()).isEqualTo(walks.departure().get().trace());
    }
}
