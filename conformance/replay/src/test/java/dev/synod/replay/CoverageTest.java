package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which places of the next-state relation traces take. */
class CoverageTest {
    @TempDir
    Path folder;

    private static final String ARMS = """
            ---- MODULE Arms ----
            EXTENDS Integers, Sequences
            VARIABLES x, y
            Init == x = 0 /\\ y = <<>>
            Sign(n) == IF n > 2 THEN "big" ELSE IF n < 0 THEN "low" ELSE "small"
            Constant == IF 1 > 2 THEN 1 ELSE 2
            Add(n) ==
              /\\ n # 9 \\/ x = 7
              /\\ x' = x + n
              /\\ y' = Append(y, Sign(n))
            Branch ==
              /\\ \\/ /\\ IF x > 0 THEN x' = 0 ELSE x' = 1
                    /\\ x > 5
                 \\/ /\\ x' = CASE x = 0 -> 10
                                [] x = 1 -> 11
                                [] OTHER -> 12
                    /\\ x <= 5
              /\\ UNCHANGED y
            Let ==
              LET z == IF x = 0 THEN 3 ELSE Constant
              IN /\\ \\/ z > 5 /\\ x' = 50
                    \\/ z < 5 /\\ x' = z
                 /\\ y' = y
            Some ==
              /\\ \\E n \\in 1..3 : IF n = 2 THEN x' = n + 20 ELSE n > 7 /\\ x' = 0
              /\\ y' = [i \\in 1..Len(y) |-> IF i = 1 THEN "first" ELSE y[i]]
            Next == (\\E n \\in Int : Add(n)) \\/ Branch \\/ Let \\/ Some
            ====
            """;

    private TestTrace arms() {
        return TestTrace.of(folder, ARMS).shared("x", "y").with(Replayer::withCoverage);
    }

    /** The places taken, each with how often. */
    private static Map<String, Long> taken(TestTrace trace) {
        return taken(coverage(trace));
    }

    private static Coverage coverage(TestTrace trace) {
        ReplayResult result = trace.replay();
        assertThat(result.verdict()).as(() -> String.join("\n", Story.of(result, "")))
                .isInstanceOf(Verdict.Ok.class);
        return result.coverage();
    }

    private static Map<String, Long> taken(Coverage coverage) {
        return coverage.places().stream().filter(p -> p.taken() > 0)
                .collect(Collectors.toMap(Coverage.Place::toString, Coverage.Place::taken));
    }

    @Test
    void armsInOperators() {
        assertThat(taken(arms().event("n", "Add", "{'n':3}", "{'x':3,'y':['big']}")
                .event("n", "Add", "{'n':1}", "{'x':4,'y':['big','small']}")
                .event("n", "Add", "{'n':0}", "{'y':['big','small','small']}")))
                .isEqualTo(Map.of("Add", 3L, "Add: disjunct n # 9", 3L, "Add: THEN n > 2", 1L, "Add: ELSE n > 2", 2L,
                        "Add: ELSE n < 0", 2L));
    }

    /** What stands in an alternative that turns out false was not taken, though it was evaluated. */
    @Test
    void alternativesAndWhatIsInThem() {
        String low = "x' = CASE";
        Map<String, Long> places = taken(arms().event("n", "Branch", null, "{'x':10}")
                .event("n", "Branch", null, "{'x':0}"));
        assertThat(places).containsEntry("Branch", 2L).containsEntry("Branch: CASE x = 0", 1L)
                .containsEntry("Branch: THEN x > 0", 1L);
        assertThat(places.keySet()).filteredOn(p -> p.startsWith("Branch: disjunct")).hasSize(2)
                .anyMatch(p -> p.contains(low)).anyMatch(p -> p.contains("x > 5"));
        assertThat(places).hasSize(5);
    }

    @Test
    void definitionsAreEvaluatedOnceAndCountWhereTheyAreUsed() {
        Map<String, Long> places = taken(arms().event("n", "Let", null, "{'x':3}").event("n", "Let", null, "{'x':2}"));
        assertThat(places).containsEntry("Let: THEN x = 0", 1L).containsEntry("Let: ELSE x = 0", 1L)
                .containsEntry("Let", 2L).hasSize(4);
        assertThat(places.keySet()).filteredOn(p -> p.startsWith("Let: disjunct")).singleElement().asString()
                .contains("z < 5");
    }

    @Test
    void valuesThatMakeNoExistsTrueTakeNothing() {
        assertThat(taken(arms().event("n", "Add", "{'n':3}", "{'x':3,'y':['big']}")
                .event("n", "Some", null, "{'x':22,'y':['first']}")))
                .containsEntry("Some: THEN n = 2", 1L).containsEntry("Some: THEN i = 1", 1L)
                .doesNotContainKeys("Some: ELSE n = 2", "Some: ELSE i = 1");
    }

    @Test
    void whatNoTraceTookHasItsPlace() {
        Coverage coverage = coverage(arms().event("n", "Branch", null, "{'x':10}"));
        assertThat(coverage.places()).noneMatch(p -> p.text().contains("1 > 2"));
        Coverage.Place other = coverage.never().stream().filter(p -> p.kind() == Coverage.Kind.OTHER).findFirst().orElseThrow();
        assertThat(other.action()).isEqualTo("Branch");
        assertThat(other.location().line()).isEqualTo(16);
        assertThat(other.location().column()).isEqualTo(33);
        assertThat(coverage.taken()).isEqualTo(3);
        assertThat(coverage.percent()).isEqualTo(100.0 * 3 / coverage.places().size());
    }

    @Test
    void corporaAddUpAndOnlyAcceptedTracesCount() {
        ReplayResult one = arms().event("n", "Branch", null, "{'x':10}").replay();
        ReplayResult two = arms().event("n", "Branch", null, "{'x':10}").event("n", "Branch", null, "{'x':0}").replay();
        ReplayResult bad = arms().event("n", "Let", null, "{'x':3}").event("n", "Let", null, "{'x':4}").replay();
        Coverage sum = Coverage.of(List.of(one, two, bad)).get(0);
        assertThat(taken(sum)).containsEntry("Branch", 3L).containsEntry("Branch: CASE x = 0", 2L).doesNotContainKey("Let");
        assertThat(sum.places()).hasSameSizeAs(one.coverage().places());
        assertThatThrownBy(() -> sum.plus(new Coverage("Other", List.of()))).isInstanceOf(IllegalArgumentException.class);
        assertThat(TestTrace.of(folder, ARMS).shared("x", "y").event("n", "Let", null, "{'x':3}").replay().coverage()).isNull();
    }

    /** The first step goes left and right; what only the way into the dead end took was not taken. */
    @Test
    void deadEndsDoNotCount() {
        String spec = "---- MODULE Dead ----\nEXTENDS Integers\nVARIABLES at, n\nInit == at = \"root\" /\\ n = 0\n"
                + "Go == n' = n + 1 /\\ \\/ at = \"root\" /\\ at' = \"left\"\n"
                + "                    \\/ at = \"root\" /\\ at' = \"right\"\n"
                + "                    \\/ at = \"right\" /\\ at' = \"end\"\n"
                + "                    \\/ at = \"end\" /\\ at' = \"end\"\nTick == n' = n /\\ at = \"end\" /\\ at' = \"root\"\n"
                + "Next == Go \\/ Tick\n====\n";
        TestTrace trace = TestTrace.of(folder, spec).shared("n").with(Replayer::withCoverage)
                .event("a", null, null, "{'n':1}");
        assertThat(taken(trace)).hasSize(3);
        assertThat(taken(trace.event("a", null, null, "{'n':2}")))
                .isEqualTo(Map.of("Go", 2L, "Go: disjunct at = \"root\" /\\ at' = \"right\"", 1L,
                        "Go: disjunct at = \"right\" /\\ at' = \"end\"", 1L));
        // Hidden steps in a circle count once.
        assertThat(taken(TestTrace.of(folder, spec).shared("n").hidden("Tick").with(Replayer::withCoverage)
                .event("a", null, null, "{'n':1}").event("a", null, null, "{'n':2}").event("a", null, null, "{'n':3}")
                .event("a", null, null, "{'n':4}").event("a", "Tick", null, null)))
                .containsEntry("Go", 4L).containsEntry("Tick", 2L);
    }

    @Test
    void theSameTextInTwoActionsIsTwoPlacesAndInstancesCountToo() throws Exception {
        Files.writeString(folder.resolve("Part.tla"), "---- MODULE Part ----\nEXTENDS Integers\nVARIABLE v\n"
                + "Move == v' = IF v > 1 THEN 0 ELSE v + 1\n====\n");
        String spec = "---- MODULE Whole ----\nEXTENDS Integers\nVARIABLES a, b\nA == INSTANCE Part WITH v <- a\n"
                + "B == INSTANCE Part WITH v <- b\nInit == a = 0 /\\ b = 0\nOne == A!Move /\\ b' = b\nTwo == B!Move /\\ a' = a\n"
                + "Next == One \\/ Two\n====\n";
        assertThat(taken(TestTrace.of(folder, spec).shared("a", "b").with(Replayer::withCoverage)
                .event("n", "One", null, "{'a':1}").event("n", "Two", null, "{'b':1}").event("n", "Two", null, "{'b':2}")
                .event("n", "Two", null, "{'b':0}")))
                .isEqualTo(Map.of("One", 1L, "Two", 3L, "One: ELSE v > 1", 1L, "Two: ELSE v > 1", 2L, "Two: THEN v > 1", 1L));
    }

    /** An event may bear the name of a part of a disjunct: the places are those of the whole. */
    @Test
    void partsOfDisjuncts() {
        String spec = "---- MODULE Parts ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\nUp == x' = x + 1\n"
                + "Down == x' = x - 1\nStep(n) == n > 0 /\\ (Up \\/ Down) /\\ (IF n > 1 THEN TRUE ELSE x < 5)\n"
                + "Next == \\E n \\in 1..1 : Step(n)\n====\n";
        assertThat(taken(TestTrace.of(folder, spec).shared("x").with(Replayer::withCoverage)
                .event("n", "Down", null, "{'x':-1}").event("n", "Up", null, "{'x':0}").event("n", "Step", null, "{'x':1}")))
                .isEqualTo(Map.of("Step", 3L, "Step: disjunct Up", 2L, "Step: disjunct Down", 1L, "Step: ELSE n > 1", 3L));
    }

    /** TLC cannot compare what the first alternative gives with what was logged. */
    @Test
    void valuesOfOtherKinds() {
        String spec = "---- MODULE Kinds ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\n"
                + "Set(n) == \\/ x' = \"text\"\n          \\/ x' = IF n > 1 THEN n ELSE 1\nNext == \\E n \\in 1..3 : Set(n)\n====\n";
        assertThat(taken(TestTrace.of(folder, spec).shared("x").with(Replayer::withCoverage)
                .event("n", "Set", "{'n':2}", "{'x':2}")))
                .isEqualTo(Map.of("Set", 1L, "Set: disjunct x' = IF n > 1 THEN n ELSE 1", 1L, "Set: THEN n > 1", 1L));
    }

    @Test
    void theStoryNamesWhatNoTraceTook() {
        Coverage coverage = coverage(arms().event("n", "Branch", null, "{'x':10}"));
        assertThat(Story.of(coverage, 1)).hasSize(1 + coverage.never().size())
                .first().asString().contains("3 of " + coverage.places().size() + " places").contains("1 accepted trace,");
        assertThat(Story.of(coverage, 1)).anySatisfy(l -> assertThat(l).startsWith("  never     Branch: OTHER 12 (").endsWith("Arms.tla:16:33)"));
    }
}
