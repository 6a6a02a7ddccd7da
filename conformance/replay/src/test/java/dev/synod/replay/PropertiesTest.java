package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties are judged on the behaviours that explain the whole of a trace, and on no others. */
class PropertiesTest {
    @TempDir
    Path folder;

    private static final List<String> NONE = List.of();

    /** Two ways to go, told apart only by what comes later. */
    private static final String FORK = """
            ---- MODULE Fork ----
            EXTENDS Integers
            VARIABLES at, seen
            Init == at = "root" /\\ seen = 0
            Left == at = "root" /\\ at' = "left" /\\ seen' = seen + 1
            Right == at = "root" /\\ at' = "right" /\\ seen' = seen + 1
            Join == at \\in {"left", "right"} /\\ at' = "joined" /\\ seen' = seen + 1
            Fall == at = "left" /\\ at' = "fallen" /\\ seen' = seen + 2
            Next == Left \\/ Right \\/ Join \\/ Fall
            NotLeft == at # "left"
            NotRight == at # "right"
            NotJoined == at # "joined"
            NoFall == [][~Fall]_at
            Slow == [][seen' = seen + 1]_seen
            Numbered == seen >= 0 /\\ (at = "left" => at.x = 3)
            Both == [](seen < 9) /\\ [][seen' > seen]_seen /\\ <>(at = "joined")
            Live == <>(at = "joined")
            Each == \\A n \\in 1..3 : [][seen' - seen < n]_seen
            Grows(x) == [][x' > x]_x
            SeenGrows == Grows(seen)
            SeenFalls == Grows(0 - seen)
            StartsElsewhere == at = "left" /\\ [][TRUE]_at
            ====
            """;

    private TestTrace fork(long... seen) {
        TestTrace trace = TestTrace.of(folder, FORK).shared("seen");
        for (long s : seen) {
            trace.event("n", null, null, "{'seen':" + s + "}");
        }
        return trace;
    }

    @Test
    void deadEndsDoNotCount() {
        // After one step both ways are open; after Fall only the left one was.
        fork(1, 3).judging(List.of("NotRight"), NONE).isOk();
        Violation v = fork(1, 3).judging(List.of("NotLeft"), NONE).isViolated().get(0);
        assertThat(v.event().n()).isEqualTo(1);
        assertThat(v.line()).isEqualTo(2);
        assertThat(v.kind()).isEqualTo("invariant");
        assertThat(v.conjunct()).isEqualTo("at # \"left\"");
        assertThat(v.reason()).isEqualTo("\"left\" # \"left\" is false");
        assertThat(v.location().line()).isEqualTo(10);
        assertThat(v.before()).containsEntry("at", "\"root\"");
        assertThat(v.after()).containsEntry("at", "\"left\"");
        assertThat(v.reads()).containsExactly("at");
    }

    @Test
    void whereOnlySomeExplanationsViolateItIsUnknown() {
        assertThat(fork(1, 2).judging(List.of("NotLeft"), NONE).isUnknown()).satisfies(u -> {
            assertThat(u.reason()).contains("some of the behaviours").contains("NotLeft").contains("event 1 (line 2)");
            // One state is left, but not one way to it.
            assertThat(u.variables()).containsExactly("at");
        });
        assertThat(fork(1, 2).judging(List.of("NotJoined"), NONE).isViolated().get(0).event().n()).isEqualTo(2);
        // What is violated for certain outweighs what is undecided, which is told all the same.
        ReplayResult result = fork(1, 2).judging(List.of("NotLeft", "NotJoined"), NONE).replay();
        assertThat(((Verdict.Violated) result.verdict()).undecided()).singleElement().asString().contains("NotLeft");
        assertThat(result.verdict().exitCode()).isEqualTo(1);
    }

    @Test
    void aTraceThatDivergesIsNotJudged() {
        fork(1, 9).judging(List.of("NotLeft", "NotRight"), NONE).diverges(2);
    }

    @Test
    void actionProperties() {
        fork(1, 2).judging(NONE, List.of("NoFall", "Slow", "SeenGrows")).isOk();
        // The argument has another value in each state.
        assertThat(fork(1, 2).judging(NONE, List.of("SeenFalls")).isViolated().get(0).event().n()).isEqualTo(1);
        assertThat(fork(1, 2).judging(NONE, List.of("Each")).isViolated().get(0).reason()).isEqualTo("1 < 1 is false");
        Violation v = fork(1, 3).judging(NONE, List.of("Slow")).isViolated().get(0);
        assertThat(v.kind()).isEqualTo("action property");
        assertThat(v.event().n()).isEqualTo(2);
        assertThat(v.conjunct()).isEqualTo("seen' = seen + 1");
        assertThat(v.reason()).isEqualTo("seen' is 3, and not 2");
        assertThat(fork(1, 3).judging(NONE, List.of("NoFall")).isViolated().get(0).event().n()).isEqualTo(2);
        assertThat(fork(1).judging(NONE, List.of("StartsElsewhere")).isViolated().get(0))
                .satisfies(w -> assertThat(w.event()).isNull())
                .satisfies(w -> assertThat(w.kind()).isEqualTo("initial predicate"));
    }

    @Test
    void whatIsToHappenEventuallyIsNotJudgedAndThatIsTold() {
        ReplayResult result = fork(1, 2).judging(NONE, List.of("Live", "Both")).replay();
        assertThat(result.verdict()).isInstanceOf(Verdict.Ok.class);
        assertThat(result.warnings()).satisfiesExactly(
                w -> assertThat(w).startsWith("the property Live is not judged").contains("<>(at = \"joined\")"),
                w -> assertThat(w).startsWith("a part of the property Both is not judged"));
    }

    @Test
    void whatCannotBeEvaluatedIsUnknown() {
        assertThat(fork(1, 3).judging(List.of("Numbered"), NONE).isUnknown().reason())
                .contains("TLC cannot evaluate Numbered at event 1");
        // Not on the way to the right, and that is the only one here.
        TestTrace.of(folder, FORK).event("n", "Right", null, null).judging(List.of("Numbered"), NONE).isOk();
        // Once it is violated it stays so, whatever becomes of it later.
        String spec = "---- MODULE Later ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\n"
                + "Next == x' = x + 1\nInv == x < 1 \\/ (x = 2 /\\ x.y = 3)\n====\n";
        assertThat(TestTrace.of(folder, spec).shared("x").event("n", null, null, "{'x':1}")
                .event("n", null, null, "{'x':2}").judging(List.of("Inv"), NONE).isViolated().get(0).event().n())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Nothing | the invariant Nothing is not defined",
        "Slow    | speaks of more than one state",
        "Fall    | speaks of more than one state",
        "Grows   | "})
    void aNameThatIsNoInvariant(String name, String said) {
        assertThat(fork(1).judging(List.of(name), NONE).isMalformed()).contains(said == null ? name : said);
    }

    private static final String HIDDEN = """
            ---- MODULE Veiled ----
            EXTENDS Integers
            VARIABLES shown, inner
            Init == shown = 0 /\\ inner = 0
            Tick == inner < 6 /\\ inner' = inner + 1 /\\ UNCHANGED shown
            Jump == inner' = 3 /\\ UNCHANGED shown
            Back == inner = 3 /\\ inner' = 0 /\\ UNCHANGED shown
            Show == shown' = inner /\\ UNCHANGED inner
            Next == Tick \\/ Jump \\/ Back \\/ Show
            NoTwo == inner # 2
            Small == [][inner' - inner < 2]_inner
            NoJump == [][inner' = inner + 1]_inner
            ====
            """;

    private TestTrace hidden(String hidden, int shown) {
        return TestTrace.of(folder, HIDDEN).shared("shown").hidden(hidden.split(" "))
                .event("n", "Show", null, "{'shown':" + shown + "}");
    }

    @Test
    void stepsThatAreNotLogged() {
        Violation v = hidden("Tick", 3).judging(List.of("NoTwo"), NONE).isViolated().get(0);
        assertThat(v.hidden()).isTrue();
        assertThat(v.event().n()).isEqualTo(1);
        hidden("Tick", 1).judging(List.of("NoTwo"), NONE).isOk();
        Violation jump = hidden("Jump", 3).judging(NONE, List.of("NoJump")).isViolated().get(0);
        assertThat(jump.hidden()).isTrue();
        assertThat(jump.before()).containsEntry("inner", "0");
        // By Jump, or by three Ticks.
        assertThat(hidden("Tick Jump", 3).judging(List.of("NoTwo"), NONE).isUnknown().reason()).contains("some of");
        assertThat(hidden("Tick Jump", 3).judging(NONE, List.of("Small")).isUnknown().reason()).contains("some of");
        // In a circle: 0 to 3, and back, and three Ticks.
        assertThat(hidden("Jump Back", 0).judging(NONE, List.of("Small")).isUnknown().reason()).contains("some of");
        assertThat(hidden("Tick Back", 0).judging(List.of("NoTwo"), NONE).isUnknown().reason()).contains("some of");
        hidden("Tick Back", 0).judging(NONE, List.of("Small")).isOk();
    }

    @Test
    void onlyTheInitialState() {
        String spec = "---- MODULE First ----\nEXTENDS Integers\nVARIABLES x, y\nInit == x = 0 /\\ y \\in {0, 1}\n"
                + "Next == x' = x + 1 /\\ y' = y\nPositive == x > 0\nNoOne == y # 1\n====\n";
        Violation v = TestTrace.of(folder, spec).shared("x").event("n", null, null, "{'x':1}")
                .judging(List.of("Positive"), NONE).isViolated().get(0);
        assertThat(v.event()).isNull();
        assertThat(v.line()).isEqualTo(1);
        assertThat(v.before()).isEmpty();
        assertThat(v.explanations()).isEqualTo(2);
        assertThat(TestTrace.of(folder, spec).shared("x").judging(List.of("NoOne"), NONE).isUnknown().variables())
                .containsExactly("y");
    }

    /** Where not every explanation was looked at, no property is known to hold, and none to be violated. */
    @Test
    void anExplanationNotLookedAtLeavesItOpen() {
        String spec = "---- MODULE Lost ----\nEXTENDS Integers\nVARIABLES x, y\nInit == x = 0 /\\ y = 0\n"
                + "Set(b) == x' = (IF b > 3 THEN 1 ELSE 2) /\\ y' = b\nNext == \\E b \\in Nat : Set(b)\n"
                + "Small == y < 4\nLess == x < 1\n====\n";
        assertThat(TestTrace.of(folder, spec).shared("x").event("n", "Set", null, "{'x':2}")
                .judging(List.of("Small"), NONE).isUnknown().reason()).contains("every behaviour that was looked at keeps");
        assertThat(TestTrace.of(folder, spec).shared("x").event("n", "Set", null, "{'x':2}")
                .judging(List.of("Less"), NONE).isUnknown().reason())
                .contains("every behaviour that was looked at violates Less, but Set was not tried");
    }

    private PropertyChoice model(String name, String module) throws IOException {
        return new PropertyChoice(Files.writeString(folder.resolve(name + ".tla"), module), List.of(), List.of());
    }

    private static final String COUNT = "---- MODULE Count ----\nEXTENDS Integers\nCONSTANT Max\nVARIABLE x\n"
            + "Init == x = 0\nUp == x < Max /\\ x' = x + 1\nNext == Up\nOk == x \\in 0..Max\n====\n";

    private TestTrace count(PropertyChoice choice) {
        TestTrace trace = TestTrace.of(folder, COUNT).constants("{'Max':9}").shared("x");
        for (int i = 1; i <= 5; i++) {
            trace.event("n", "Up", null, "{'x':" + i + "}");
        }
        return trace.with(r -> r.withProperties(choice));
    }

    /** What bounds the model bounds no trace, and what only the model knows is unknown. */
    @Test
    void theModelsDefinitionsWithTheTracesConstants() throws IOException {
        PropertyChoice choice = model("MCCount", "---- MODULE MCCount ----\nEXTENDS Count\nCONSTANTS bound, F(_)\n"
                + "ASSUME bound < 3\nVARIABLE ghost\nMCNat == 0..2\nInBound == x <= bound\nShort == x <= Max - 5\n"
                + "Or == x < 9 \\/ x <= bound\nApplied == F(x) = 1\nGhost == ghost = x\nGrows == [][x' = x + 1]_x\n"
                + "Spec == Init /\\ [][FALSE]_x\nFair == Init /\\ [][Next]_x /\\ WF_x(Up)\nCan == ENABLED Up\nEnds == ~ENABLED Up\n"
                + "Mine == \\A b \\in 0..bound : [][x' > b]_x\n====\n");
        count(choice.and(List.of("Ok", "Or", "Can"), List.of("Grows", "Fair"))).isOk();
        assertThat(count(choice.and(List.of("Ends"), NONE)).isViolated().get(0).event()).isNull();
        assertThat(count(choice.and(NONE, List.of("Mine"))).isUnknown().reason()).contains("speaks of bound");
        assertThat(count(choice.and(List.of("Short"), NONE)).isViolated().get(0)).satisfies(v -> {
            assertThat(v.event().n()).isEqualTo(5);
            assertThat(v.location().module()).isEqualTo("MCCount");
            assertThat(v.reason()).isEqualTo("5 <= 4 is false");
            assertThat(v.reads()).containsExactly("x");
        });
        for (String name : List.of("InBound", "Applied", "Ghost")) {
            assertThat(count(choice.and(List.of(name), NONE)).isUnknown().reason())
                    .contains("TLC cannot evaluate " + name + " in the initial state").contains("which only the model declares");
        }
        // The model's own specification is a property like any other; it does not replace the next-state relation.
        assertThat(count(choice.and(NONE, List.of("Spec"))).isViolated().get(0).event().n()).isEqualTo(1);
    }

    @Test
    void aModelThatInstantiates() throws IOException {
        PropertyChoice choice = model("MCInst", "---- MODULE MCInst ----\nEXTENDS Integers\nCONSTANT Max\nVARIABLE x\n"
                + "S == INSTANCE Count\nInit == S!Init\nNext == S!Next /\\ x < 2\nFine == S!Ok\nLow == x < 3\n"
                + "Steps == [][S!Up]_x\n====\n");
        count(choice.and(List.of("Fine"), List.of("Steps"))).isOk();
        assertThat(count(choice.and(List.of("Fine", "Low"), NONE)).isViolated().get(0).event().n()).isEqualTo(3);
    }

    @Test
    void theSynodsOwnModel() {
        Model model = ModelFinder.filter(ModelFinder.models(Path.of("..", "..", "specs", "synod")), List.of("MCSynod")).get(0);
        PropertyChoice choice = PropertyChoice.of(model);
        assertThat(choice.invariants()).contains("Consistency", "I7");
        assertThat(choice.properties()).contains("LedgerStays");
        TestTrace trace = TestTrace.synod().with(r -> r.withProperties(choice))
                .event("p2", "TryNewBallot", "{'b':1}", "{'lastTried':1,'status':'trying'}")
                .event("p2", "SendNextBallot", null, null)
                .event("p3", "ReceiveNextBallot", "{'m':{'type':'NextBallot','bal':1}}", "{'nextBal':1}");
        assertThat(trace.replay()).satisfies(r -> assertThat(r.verdict()).as(String.join("\n", Story.of(r, "")))
                .isInstanceOf(Verdict.Ok.class));
    }

    /** What a step does not touch is not judged anew; what an instance or an argument hides must not pass for untouched. */
    @Test
    void whatAPropertyDependsOn() throws IOException {
        Files.writeString(folder.resolve("Inner.tla"),
                "---- MODULE Inner ----\nEXTENDS Integers\nVARIABLES a, b\nLow == a < 2\nFew == [][a' < 3]_a\n====\n");
        String spec = "---- MODULE Outer ----\nEXTENDS Integers\nVARIABLES a, b\nInit == a = 0 /\\ b = 0\n"
                + "Up == b' = b + 1 /\\ UNCHANGED a\nNext == Up\nI == INSTANCE Inner WITH a <- b, b <- a\n"
                + "Same == INSTANCE Inner\nLess(x) == x < 2\nViaInstance == I!Low\nViaArgument == Less(b)\n"
                + "Step(x) == [][x' < 2]_x\nViaStep == Step(b)\nViaLet == LET z == b IN z < 2\nElse == a < 2\n====\n";
        PropertyChoice model = model("MCOuter", "---- MODULE MCOuter ----\nEXTENDS Outer\nModelled == I!Low\n====\n");
        for (PropertyChoice choice : List.of(model.and(List.of("ViaInstance"), NONE), model.and(List.of("Modelled"), NONE),
                model.and(List.of("I!Low"), NONE), PropertyChoice.NONE.and(List.of("I!Low"), NONE),
                PropertyChoice.NONE.and(List.of("ViaArgument"), NONE), PropertyChoice.NONE.and(NONE, List.of("ViaStep")),
                PropertyChoice.NONE.and(List.of("ViaLet"), NONE), PropertyChoice.NONE.and(NONE, List.of("ViaInstance")),
                model.and(NONE, List.of("I!Few")))) {
            TestTrace trace = TestTrace.of(folder, spec).shared("a", "b").with(r -> r.withProperties(choice));
            for (int i = 1; i <= 3; i++) {
                trace.event("n", "Up", null, "{'b':" + i + "}");
            }
            boolean initial = choice.properties().contains("ViaInstance");
            if (initial) {
                trace.isOk();
            } else {
                assertThat(trace.isViolated().get(0).event().n()).as(choice.toString())
                        .isEqualTo(choice.properties().contains("I!Few") ? 3 : 2);
            }
        }
        TestTrace.of(folder, spec).shared("a", "b").event("n", "Up", null, "{'b':1}").event("n", "Up", null, "{'b':2}")
                .judging(List.of("Else", "Same!Low"), List.of("Same!Few")).isOk();
    }
}
