package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces that leave things out are accepted if and only if some behaviour explains the whole of them. */
class PartialTraceTest {
    @TempDir
    static Path folder;

    private static final String TRIE = """
            ---- MODULE Trie ----
            EXTENDS Integers
            VARIABLES at, seen
            Init == at = "root" /\\ seen = 0
            Left == at = "root" /\\ at' = "left" /\\ seen' = seen + 1
            Right == at = "root" /\\ at' = "right" /\\ seen' = seen + 1
            Leaf == at = "right" /\\ at' = "leaf" /\\ seen' = seen + 1
            Dead == at = "left" /\\ at' = "dead" /\\ seen' = seen + 2
            Next == Left \\/ Right \\/ Leaf \\/ Dead
            ====
            """;

    /** The first explanation that fits leads nowhere. */
    @Test
    void theFirstChoiceIsNotTheOnlyOne() {
        TestTrace.of(folder, TRIE).shared("seen")
                .event("n", null, null, "{'seen':1}").event("n", null, null, "{'seen':2}").isOk();
        TestTrace.of(folder, TRIE).shared("seen")
                .event("n", null, null, "{'seen':1}").event("n", null, null, "{'seen':3}").isOk();
        TestTrace.of(folder, TRIE).shared("seen")
                .event("n", null, null, "{'seen':1}").event("n", null, null, "{'seen':2}")
                .event("n", null, null, "{'seen':3}").diverges(3);
    }

    /** Each event for itself has an explanation, but no two of them fit together. */
    @Test
    void explanationsMustFitTogether() {
        TestTrace.of(folder, TRIE).shared("seen")
                .event("n", "Left", null, "{'seen':1}").event("n", "Leaf", null, "{'seen':2}").diverges(2);
    }

    @Test
    void namesAloneSuffice() {
        TestTrace.of(folder, TRIE).event("n", "Right", null, null).event("n", "Leaf", null, null).isOk();
        TestTrace.of(folder, TRIE).event("n", "Leaf", null, null).diverges(1);
        TestTrace.of(folder, TRIE).event("n", null, null, null).event("n", null, null, null)
                .event("n", null, null, null).diverges(3);
    }

    private static final String HIDDEN = """
            ---- MODULE Hidden ----
            EXTENDS Integers
            VARIABLES shown, inner
            Init == shown = 0 /\\ inner = 0
            Tick == inner' = inner + 1 /\\ inner < 20 /\\ UNCHANGED shown
            Both == inner' = inner + 1 /\\ shown' = shown + 1
            Show == shown' = inner /\\ UNCHANGED inner
            Next == Tick \\/ Both \\/ Show
            ====
            """;

    @Test
    void hiddenActionsMayHappenButChangeNothingThatIsLogged() {
        TestTrace.of(folder, HIDDEN).shared("shown").hidden("Tick")
                .event("n", "Show", null, "{'shown':3}").event("n", "Show", null, "{'shown':5}").isOk();
        TestTrace.of(folder, HIDDEN).shared("shown").event("n", "Show", null, "{'shown':3}").diverges(1);
        // Both would have to be hidden, and change what is logged.
        TestTrace.of(folder, HIDDEN).shared("shown").hidden("Both").event("n", "Show", null, "{'shown':1}").diverges(1);
        // Backwards it does not go, but the search has its limit, and says so.
        assertThat(TestTrace.of(folder, HIDDEN).shared("shown").hidden("Tick")
                        .event("n", "Show", null, "{'shown':3}").event("n", "Show", null, "{'shown':2}").isUnknown())
                .satisfies(u -> assertThat(u.reason()).contains("hidden actions"))
                .satisfies(u -> assertThat(u.variables()).containsExactly("inner"));
        assertThat(TestTrace.of(folder, HIDDEN).shared("shown").hidden("Tick").limits(new ReplayLimits(100, 1000, 30))
                        .event("n", "Show", null, "{'shown':3}").event("n", "Show", null, "{'shown':2}").diverges(2)
                        .closest().action()).isEqualTo("Show");
        assertThat(TestTrace.of(folder, HIDDEN).shared("shown").hidden("Tock").event("n", "Show", null, null)
                .isMalformed()).contains("Tock").contains("Tick, Both, Show");
    }

    @Test
    void tooManyCandidatesAreUnknownAndTheVariableIsNamed() {
        String spec = """
                ---- MODULE Many ----
                EXTENDS Integers
                VARIABLES x, y
                Init == x = 0 /\\ y = 0
                Next == y' \\in 1..200 /\\ x' = x + 1
                ====
                """;
        ReplayLimits few = new ReplayLimits(50, 1_000, 8);
        Verdict.Unknown unknown = TestTrace.of(folder, spec).shared("x").limits(few).event("n", null, null, "{'x':1}")
                .isUnknown();
        assertThat(unknown.variables()).containsExactly("y");
        TestTrace.of(folder, spec).shared("x", "y").limits(few).event("n", null, null, "{'x':1,'y':7}").isOk();
        TestTrace.of(folder, spec).shared("x").limits(new ReplayLimits(300, 1_000, 8))
                .event("n", null, null, "{'x':1}").isOk();
        assertThat(TestTrace.of(folder, spec).shared("x").limits(new ReplayLimits(300, 100, 8))
                .event("n", null, null, "{'x':2}").event("n", null, null, "{'x':2}").diverges(1)).isNotNull();
    }

    private static final String CALC = """
            ---- MODULE Calc ----
            EXTENDS Integers
            VARIABLES x, y
            Init == x = 0 /\\ y = 0
            Set(b) == x' = b /\\ UNCHANGED y
            Put(b) == y' = [val |-> b, old |-> y] /\\ UNCHANGED x
            Far(b) == b > 3 /\\ x' = x + b /\\ UNCHANGED y
            Odd(b) == x' = (IF b > 3 THEN 1 ELSE 2) /\\ UNCHANGED y
            Next == \\E b \\in Nat : Set(b) \\/ Put(b) \\/ Far(b) \\/ Odd(b)
            ====
            """;

    @Test
    void anArgumentFromAnInfiniteSet() {
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Set", null, "{'x':9}")
                .event("n", "Put", null, "{'y':{'val':4,'old':0}}").isOk();
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Set", null, "{'x':-9}").diverges(1);
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Put", null, "{'y':{'val':4,'old':1}}").diverges(1);
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Put", null, "{'y':{'val':'four','old':0}}").diverges(1);
        // Here no conjunct says what b is: a likely value is tried, and if it does not do, nothing is known.
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Far", null, "{'x':9}").isOk();
        assertThat(TestTrace.of(folder, CALC).shared("x", "y").event("n", "Far", null, "{'x':9}")
                .event("n", "Far", null, "{'x':11}").isUnknown().reason()).contains("not tried with all values of b");
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Far", "{'b':2}", "{'x':2}").diverges(1);
        TestTrace.of(folder, CALC).shared("x", "y").event("n", "Odd", null, "{'x':2}").isOk();
        // What was in doubt is settled once everything is logged and found.
        TestTrace.of(folder, CALC).shared("x", "y").event("n", null, null, "{'x':9}")
                .event("n", "Set", "{'b':3}", "{'x':4}").diverges(2);
    }

    /** A model value equals no hole, but b may be that model value. */
    @Test
    void aDeterminedArgumentIsNoGuess() {
        String spec = """
                ---- MODULE Guess ----
                EXTENDS Integers
                CONSTANT None
                VARIABLE x
                Init == x = 0
                Set(b) == x' = IF None = b THEN 3 ELSE b
                Next == \\E b \\in Nat \\cup {None} : Set(b)
                ====
                """;
        TestTrace.of(folder, spec).header("'null':'None'").shared("x").event("n", "Set", null, "{'x':3}").isOk();
        TestTrace.of(folder, spec).header("'null':'None'").shared("x").event("n", "Set", "{'b':null}", "{'x':3}").isOk();
        TestTrace.of(folder, spec).header("'null':'None'").shared("x").event("n", "Set", "{'b':null}", "{'x':null}")
                .diverges(1);
    }
}
