package dev.synod.explore.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.explore.explorer.Explorer.RandomWalks;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.SmallModel;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an exploration may come to, each shown on an algorithm whose states can be counted by hand. */
class ExplorerOutcomesTest {
    private static final String PLAIN = "\\E p \\in Node : Step(p) \\/ Reset(p)";
    private static final SmallModel TWO = new SmallModel(2, Map.of(), Map.of(), List.of());

    @TempDir
    Path folder;

    private Explorer explorer(String next, SmallModel model) throws IOException {
        return Explorer.of(new Tally.Provider(), new SpecFolders(List.of(Tally.specs(folder, next)))).model(model);
    }

    /** Each node counts from 0 to 4. With k crashes at most a state is also how many there were. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {
        "-; -;                                   25",
        "0; -;                                   25",
        "1; -;                                   50",
        "2; -;                                   75",
        "-; count[\"n1\"] + count[\"n2\"] < 3;   6",
        "1; count[\"n1\"] < 2;                   20",
        // Nothing is reached from 1, 0: only n2 counts on.
        "-; count[\"n1\"] = 0;                   5"})
    void theStatesAreThoseOfTheModelAndTlcFindsAsMany(Integer crashes, String constraint, long states)
            throws IOException, InterruptedException {
        SmallModel model = TWO.constrainedTo(constraint);
        Exploration e = explorer(PLAIN, crashes == null ? model : model.atMost("Reset", crashes)).workers(2).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isEqualTo(states).isEqualTo(e.codeStates());
        assertThat(e.tlcStates()).hasValue(states);
    }

    /** How many ways there are for n nodes to have counts from 0 to 4, if it does not matter which node has which. */
    @ParameterizedTest
    @CsvSource({"2, 25, 15", "3, 125, 35"})
    void symmetricStatesAreCountedOnceByTlcAndByTheExplorer(int nodes, long states, long orbits)
            throws IOException, InterruptedException {
        Exploration e = explorer(PLAIN, new SmallModel(nodes, Map.of(), Map.of(), List.of())
                .symmetricIn(List.of("Node"))).run();

        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.specStates()).isEqualTo(states).isEqualTo(e.codeStates());
        assertThat(e.orbits()).hasValue(orbits);
        assertThat(e.tlcStates()).hasValue(orbits);
    }

    @Test
    void aSymmetryThatIsNoneIsRefused() {
        SmallModel symmetric = TWO.symmetricIn(List.of("Node"));
        assertThatThrownBy(() -> explorer(PLAIN, symmetric.constrainedTo("count[\"n1\"] < 2")).tlc(false).run())
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("reachable and the other is not");
        assertThatThrownBy(() -> explorer(PLAIN, TWO.symmetricIn(List.of("Nodes"))).run())
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("The constants are Node");
    }

    @Test
    void guardsAndConditionsBesideTheActionsAreExplored() throws IOException, InterruptedException {
        Exploration e = explorer("\\E p \\in Node : IF count[p] < Most THEN Step(p) \\/ Reset(p) ELSE Reset(p)", TWO).run();
        assertThat(e.outcome()).as(e.reason()).isEqualTo(Outcome.EQUAL);
        assertThat(e.tlcStates()).hasValue(25);

        Exploration more = explorer("count[First] < 2 /\\ (" + PLAIN + ")", TWO).run();
        assertThat(more.outcome()).isEqualTo(Outcome.MORE);
        assertThat(more.departure().orElseThrow().result().events()).isEqualTo(2);
    }

    @Test
    void codeThatLeavesTheBoundsOfTheModelAndNotTheSpecificationIsUndecided() throws IOException, InterruptedException {
        Explorer explorer = explorer(PLAIN, new SmallModel(2, Map.of(), Map.of("Most", "2"), List.of()));
        Exploration e = explorer.run();

        assertThat(e.outcome()).isEqualTo(Outcome.BEYOND_THE_MODEL);
        assertThat(e.outcome().exitCode()).isEqualTo(3);
        assertThat(e.departure().orElseThrow().result().verdict()).isInstanceOf(Verdict.Ok.class);
        assertThat(e.departure().get().result().events()).isEqualTo(3);
        assertThat(e.reason()).contains("Step").contains("the model's bounds do not");

        RandomWalks walks = explorer.walk(50, 100, 1);
        assertThat(walks.beyond()).isTrue();
        assertThat(walks.exitCode()).isEqualTo(3);
    }

    @Test
    void whereTlcCountsOtherwiseTheDefectIsTold() throws IOException, InterruptedException {
        Exploration e = explorer(PLAIN, TWO)
                .counter((model, module, workers, limit) -> new TlcCount.Result(24, Duration.ZERO, null)).run();

        assertThat(e.outcome()).isEqualTo(Outcome.TLC_DIFFERS);
        assertThat(e.outcome().exitCode()).isEqualTo(1);
        assertThat(e.reason()).contains("TLC finds 24").contains("the explorer 25");
    }

    @Test
    void whatTlcCannotCountIsUndecided() throws IOException, InterruptedException {
        Exploration e = explorer(PLAIN, TWO)
                .counter((model, module, workers, limit) -> new TlcCount.Result(0, Duration.ZERO, "it failed")).run();

        assertThat(e.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(e.reason()).contains("it failed");
    }

    @Test
    void aCountThatMovedIsNoEquality() throws IOException, InterruptedException {
        assertThat(explorer(PLAIN, TWO).tlc(false).pinned(OptionalLong.of(25)).run().outcome()).isEqualTo(Outcome.EQUAL);

        Exploration e = explorer(PLAIN, TWO).tlc(false).pinned(OptionalLong.of(26)).run();

        assertThat(e.outcome()).isEqualTo(Outcome.NOT_AS_PINNED);
        assertThat(e.outcome().exitCode()).isEqualTo(1);
        assertThat(e.reason()).contains("26");
    }

    @Test
    void walksEndWhereTheModelEndsAndAreTakenUpWhereTheyWereLeft() throws IOException, InterruptedException {
        Explorer explorer = explorer(PLAIN, TWO.constrainedTo("count[\"n1\"] + count[\"n2\"] < 4").atMost("Reset", 1));

        RandomWalks all = explorer.walk(40, 50, 9);
        RandomWalks first = explorer.walk(15, 50, 9);
        RandomWalks rest = explorer.walk(25, 50, first.seed() + 1);

        assertThat(all.exitCode()).isZero();
        assertThat(all.transitions()).isBetween(40 * 4L, 40 * 8L);
        assertThat(first.transitions() + rest.transitions()).isEqualTo(all.transitions());
        assertThat(rest.seed()).isEqualTo(all.seed());
    }

    @Test
    void walksForWhichThereIsNoTimeAreUndecided() throws IOException, InterruptedException {
        RandomWalks walks = explorer(PLAIN, TWO).time(Duration.ZERO).walk(40, 50, 9);

        assertThat(walks.taken()).isEqualTo(1);
        assertThat(walks.exitCode()).isEqualTo(3);
        assertThat(String.join("\n", ExplorationStory.of("tally", TWO, walks, null)))
                .contains("1 random walks of 40, then the time was up").contains("go on from 10");
    }

    @Test
    void budgetsAndConstraintsThatDoNotFitAreToldAsAStory() {
        for (SmallModel model : List.of(TWO.atMost("Reset", -1), TWO.atMost("Fall", 1), TWO.constrainedTo("FALSE"),
                TWO.constrainedTo("count ="), TWO.constrainedTo("count' = count"), TWO.constrainedTo("count[7] = 1"))) {
            assertThatThrownBy(() -> explorer(PLAIN, model).run())
                    .as(ExplorationStory.describe(model)).isInstanceOf(UnusableInputException.class);
        }
    }
}
