package dev.synod.tlc.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.CheckResult.PropertyKind;
import dev.synod.tlc.manifest.Expectation;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.SearchMode;
import dev.synod.tlc.manifest.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final Workers ONE = Workers.of(1);

    private static Model model(Expectation expectation, Workers workers) {
        return new Model("a/B", Path.of("B.tla"), Path.of("B.cfg"), new SearchMode.Exhaustive(), expectation,
                Optional.empty(), Optional.ofNullable(workers), false, Optional.empty());
    }

    private static Expectation expect(ExpectedResult result, String violates) {
        return new Expectation(result, Optional.ofNullable(violates), OptionalLong.empty(), OptionalLong.empty(),
                OptionalInt.empty());
    }

    private static Expectation pinned(ExpectedResult result) {
        return new Expectation(result, Optional.empty(), OptionalLong.of(8), OptionalLong.of(9), OptionalInt.of(3));
    }

    private static Outcome outcome(ResultKind kind, PropertyKind property, List<String> properties) {
        return outcome(kind, property, properties, 8L, 9L, 3, 1);
    }

    private static Outcome outcome(ResultKind kind, PropertyKind property, List<String> properties, Long distinct,
            Long generated, Integer depth, int workers) {
        return new Outcome(kind, property, properties, 0, null, "message", generated, distinct, 0L, depth, null,
                workers, 1, List.of(), "any");
    }

    @ParameterizedTest
    @CsvSource({
            "SUCCESS,            SUCCESS,            ,                  AS_EXPECTED",
            "SUCCESS,            SAFETY_FAILURE,     INVARIANT,         UNEXPECTED",
            "SUCCESS,            EVALUATION_ERROR,   ,                  UNEXPECTED",
            "SUCCESS,            PARSE_ERROR,        ,                  UNUSABLE",
            "SUCCESS,            CONFIG_ERROR,       ,                  UNUSABLE",
            "SUCCESS,            LIMIT_REACHED,      ,                  UNDECIDED",
            "SUCCESS,            TOOL_CRASH,         ,                  UNDECIDED",
            "SAFETY_FAILURE,     SAFETY_FAILURE,     INVARIANT,         AS_EXPECTED",
            "SAFETY_FAILURE,     SAFETY_FAILURE,     ACTION_PROPERTY,   AS_EXPECTED",
            "SAFETY_FAILURE,     SUCCESS,            ,                  UNEXPECTED",
            "SAFETY_FAILURE,     LIVENESS_FAILURE,   ,                  UNEXPECTED",
            "SAFETY_FAILURE,     LIMIT_REACHED,      ,                  UNDECIDED",
            "LIVENESS_FAILURE,   LIVENESS_FAILURE,   ,                  AS_EXPECTED",
            "LIVENESS_FAILURE,   SAFETY_FAILURE,     ACTION_PROPERTY,   AS_EXPECTED",
            "LIVENESS_FAILURE,   SAFETY_FAILURE,     INITIAL_PREDICATE, AS_EXPECTED",
            "LIVENESS_FAILURE,   SAFETY_FAILURE,     INVARIANT,         UNEXPECTED",
            "DEADLOCK_FAILURE,   DEADLOCK_FAILURE,   ,                  AS_EXPECTED",
            "DEADLOCK_FAILURE,   SUCCESS,            ,                  UNEXPECTED",
            "ASSUMPTION_FAILURE, ASSUMPTION_FAILURE, ,                  AS_EXPECTED",
            "ASSUMPTION_FAILURE, CONFIG_ERROR,       ,                  UNUSABLE",
            "UNKNOWN,            SUCCESS,            ,                  AS_EXPECTED",
            "UNKNOWN,            LIMIT_REACHED,      ,                  UNDECIDED",
            "SUCCESS,            UNSUPPORTED,        ,                  UNSUPPORTED",
            "SAFETY_FAILURE,     UNSUPPORTED,        ,                  UNSUPPORTED",
            // Asked for instead of the exhaustive search of the manifest:
            "SUCCESS,            NO_VIOLATION_FOUND, ,                  AS_EXPECTED",
            "SAFETY_FAILURE,     NO_VIOLATION_FOUND, ,                  UNDECIDED",
    })
    void resultIsCompared(ExpectedResult expected, ResultKind found, PropertyKind property, Verdict verdict) {
        List<String> names = property == null ? List.of() : List.of("P");
        assertThat(Comparison.of(model(expect(expected, null), ONE), outcome(found, property, names)).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void simulationOfTheManifestHasToFindWhatItExpects() {
        for (ExpectedResult expected : List.of(ExpectedResult.SUCCESS, ExpectedResult.SAFETY_FAILURE)) {
            Model simulated = new Model("a/B", Path.of("B.tla"), Path.of("B.cfg"), new SearchMode.Simulate(5),
                    pinned(expected), Optional.empty(), Optional.empty(), false, Optional.empty());
            assertThat(Comparison.of(simulated, outcome(ResultKind.NO_VIOLATION_FOUND, null, List.of())).verdict())
                    .isEqualTo(expected == ExpectedResult.SUCCESS ? Verdict.AS_EXPECTED : Verdict.UNEXPECTED);
        }
    }

    @Test
    void randomBehavioursHaveNoFiguresToCompare() {
        Outcome found = outcome(ResultKind.SAFETY_FAILURE, PropertyKind.INVARIANT, List.of("P"), null, 7L, null, 1);
        Comparison.Finding finding = Comparison.of(model(pinned(ExpectedResult.SAFETY_FAILURE), ONE), found,
                Comparison.Figures.NONE);
        assertThat(finding.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(finding.notes()).containsExactly("random behaviours have no figures to compare");
    }

    @Test
    void ofADistributedSearchTheDistinctStatesAreCompared() {
        Outcome found = outcome(ResultKind.SUCCESS, null, List.of(), 8L, 12L, 7, 2);
        Model model = model(pinned(ExpectedResult.SUCCESS), ONE);
        assertThat(Comparison.of(model, found, Comparison.Figures.DISTINCT).verdict()).isEqualTo(Verdict.AS_EXPECTED);
        Outcome fewer = outcome(ResultKind.SUCCESS, null, List.of(), 7L, 9L, 3, 2);
        assertThat(Comparison.of(model, fewer, Comparison.Figures.DISTINCT).reasons())
                .containsExactly("distinctStates is pinned at 8, found 7");
    }

    @Test
    void violatedPropertyIsCompared() {
        Outcome small = outcome(ResultKind.SAFETY_FAILURE, PropertyKind.INVARIANT, List.of("Small"));
        assertThat(Comparison.of(model(expect(ExpectedResult.SAFETY_FAILURE, "Small"), ONE), small).verdict())
                .isEqualTo(Verdict.AS_EXPECTED);
        Comparison.Finding other = Comparison.of(model(expect(ExpectedResult.SAFETY_FAILURE, "TypeOK"), ONE), small);
        assertThat(other.verdict()).isEqualTo(Verdict.UNEXPECTED);
        assertThat(other.reasons()).containsExactly("expected a violation of TypeOK, found one of Small");
    }

    @Test
    void violatedTemporalPropertyIsOneOfThoseListed() {
        Outcome either = outcome(ResultKind.LIVENESS_FAILURE, null, List.of("Live", "Fair"));
        Comparison.Finding listed = Comparison.of(model(expect(ExpectedResult.LIVENESS_FAILURE, "Live"), ONE), either);
        assertThat(listed.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(listed.notes()).containsExactly("TLC does not say which of Live, Fair is violated");
        assertThat(Comparison.of(model(expect(ExpectedResult.LIVENESS_FAILURE, "Absent"), ONE), either).verdict())
                .isEqualTo(Verdict.UNEXPECTED);
    }

    @Test
    void everyCountThatMovedIsTold() {
        Outcome found = outcome(ResultKind.SUCCESS, null, List.of(), 7L, 10L, 4, 1);
        assertThat(Comparison.of(model(pinned(ExpectedResult.SUCCESS), ONE), found).reasons()).containsExactly(
                "distinctStates is pinned at 8, found 7", "totalStates is pinned at 9, found 10",
                "stateDepth is pinned at 3, found 4");
    }

    @Test
    void pinnedCountThatTlcDidNotPrintFails() {
        Outcome found = outcome(ResultKind.SUCCESS, null, List.of(), null, 9L, 3, 1);
        assertThat(Comparison.of(model(pinned(ExpectedResult.SUCCESS), ONE), found).reasons())
                .containsExactly("distinctStates is pinned at 8, and TLC printed none");
    }

    @Test
    void depthIsComparedWhereTheManifestFixesOneWorker() {
        Outcome deeper = outcome(ResultKind.SUCCESS, null, List.of(), 8L, 9L, 4, 1);
        assertThat(Comparison.of(model(pinned(ExpectedResult.SUCCESS), ONE), deeper).verdict())
                .isEqualTo(Verdict.UNEXPECTED);
        Comparison.Finding free = Comparison.of(model(pinned(ExpectedResult.SUCCESS), null), deeper);
        assertThat(free.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(free.notes()).singleElement().asString().startsWith("stateDepth is not compared");
    }

    @Test
    void countsOfAFailingSearchAreComparedWithOneWorkerOnly() {
        Outcome one = outcome(ResultKind.DEADLOCK_FAILURE, null, List.of(), 7L, 9L, 3, 1);
        assertThat(Comparison.of(model(pinned(ExpectedResult.DEADLOCK_FAILURE), null), one).reasons())
                .containsExactly("distinctStates is pinned at 8, found 7");
        Outcome two = outcome(ResultKind.DEADLOCK_FAILURE, null, List.of(), 7L, 9L, 3, 2);
        Comparison.Finding finding = Comparison.of(model(pinned(ExpectedResult.DEADLOCK_FAILURE), null), two);
        assertThat(finding.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(finding.notes()).hasSize(2);
    }

    @Test
    void countsOfACompleteSearchAreComparedWithAnyNumberOfWorkers() {
        Outcome moved = outcome(ResultKind.SUCCESS, null, List.of(), 7L, 9L, 3, 4);
        assertThat(Comparison.of(model(pinned(ExpectedResult.SUCCESS), null), moved).verdict())
                .isEqualTo(Verdict.UNEXPECTED);
    }
}
