package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events are looked at apart only where the text of the specification shows that the parts have nothing to do with each other. */
class SeparabilityTest {
    @TempDir
    Path folder;

    private static final String PARTS = """
            ---- MODULE Parts ----
            EXTENDS Integers, TLC
            CONSTANT Least
            VARIABLES v, w
            S == 1..2
            Init == v = [j \\in S |-> 0] /\\ w = [j \\in S |-> 0]
            Sum == v[1] + v[2]
            At(f, j) == f[j]
            Of(j) == v[j]
            Own(k) == v[k] < 3
            Bump(k) == v' = [v EXCEPT ![k] = @ + 1]
            Note(k) == w[k] < v[k] /\\ w' = [w EXCEPT ![k] = v[k]] /\\ v' = v
            Add(k) == /\\ Own(k)
                      /\\ GUARD
                      /\\ EFFECT
                      /\\ UNCHANGED w
            Next == NEXT
            ====
            """;
    private static final String SOUND_NEXT = "\\E k \\in S : Add(k) \\/ Note(k)";

    private TestTrace parts(String guard, String change, String next) {
        return TestTrace.of(folder, PARTS.replace("GUARD", guard).replace("EFFECT", change).replace("NEXT", next))
                .constants("{'Least':0}").hidden("Note");
    }

    private TestTrace sound() {
        return parts("TRUE", "Bump(k)", SOUND_NEXT).with(r -> r.separatedBy("k"));
    }

    private static TestTrace add(TestTrace trace, int... ks) {
        for (int k : ks) {
            trace.event("n", "Add", "{'k':" + k + "}", null);
        }
        return trace;
    }

    @Test
    void partsAreFollowedApart() {
        add(sound(), 1, 2, 1, 2, 2, 1).isOk();
        Divergence divergence = add(sound(), 1, 2, 1, 1, 2, 1).diverges();
        assertThat(divergence.closest().conjunct()).isEqualTo("v[k] < 3");
        // Of the other part's events nothing is known in this one.
        assertThat(divergence.candidates()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "TRUE ; v' = [v EXCEPT ![k] = v[k] + 1]",
        "\\E x \\in 0..v[k] : x = w[k] ; Bump(k)",
        "LET d == v[k] IN d >= 0 ; v' = [v EXCEPT ![k] = IF @ = 1 THEN 2 ELSE @ + 1]",
        "Of(k) >= 0 ; IF v[k] = 0 THEN Bump(k) ELSE v' = [v EXCEPT ![k] = @ + 1]",
        "CASE v[k] = 0 -> TRUE [] OTHER -> v[k] > 0 ; v' = IF v[k] = 9 THEN v ELSE [v EXCEPT ![k] = @ + 1]",
    })
    void whatSpeaksOfItsOwnPartOnlyIsSeparable(String guard, String change) {
        add(parts(guard, change, SOUND_NEXT).with(r -> r.separatedBy("k")), 1, 2, 1).isOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "v[3 - k] < 2 ; Bump(k) ; v[3 - k]",
        "\\A j \\in S : v[j] < 2 ; Bump(k) ; v[j]",
        "Sum < 3 ; Bump(k) ; v[1]",
        "At(v, k) < 3 ; Bump(k) ; uses v as a whole",
        "Of(3 - k) < 2 ; Bump(k) ; v[j]",
        "v # [j \\in S |-> 1] ; Bump(k) ; uses v as a whole",
        "\\E x \\in S : v[x] = v[k] ; Bump(k) ; v[x]",
        "LET other == v[3 - k] IN other < 2 ; Bump(k) ; v[3 - k]",
        "w[k] < 3 /\\ w[1] < 2 ; Bump(k) ; w[1]",
        "TRUE ; v' = [v EXCEPT ![3 - k] = @ + 1] ; elsewhere than at k",
        "TRUE ; v' = [v EXCEPT ![k] = @ + 1, ![1] = 0] ; elsewhere than at k",
        "TRUE ; v' = [v EXCEPT ![k] = v[3 - k] + 1] ; v[3 - k]",
        "TRUE ; v' = [j \\in S |-> v[k] + 1] ; another value at k",
        "TRUE ; Bump(3 - k) ; elsewhere than at k",
        "TRUE ; Bump(k) /\\ ~(v' = [v EXCEPT ![1] = 1]) ; the next state",
        "TRUE ; Bump(k) /\\ v'[3 - k] = 0 ; the next state",
        "TRUE ; Bump(k) /\\ v' # v ; the next state",
        "ENABLED Note(3 - k) ; Bump(k) ; ENABLED",
        "RandomElement(S) = 1 ; Bump(k) ; RandomElement",
    })
    void whatSpeaksOfMoreIsRefused(String guard, String change, String why) {
        assertThat(add(parts(guard, change, SOUND_NEXT).with(r -> r.separatedBy("k")), 1, 2, 1).isMalformed())
                .contains("cannot be looked at apart by their argument k").contains(why).contains("--by");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "\\E k \\in DOMAIN v : Add(k) \\/ Note(k) ; k ; not constant",
        "(\\E k \\in S : Add(k)) \\/ Note(1) ; k ; no quantifier ranges",
        "\\E k \\in S : (v[3 - k] < 2 /\\ Add(k)) \\/ Note(k) ; k ; v[3 - k]",
        "\\E k \\in S : IF v[1] = 0 THEN Add(k) ELSE Note(k) ; k ; v[1]",
        "\\E k \\in S, j \\in S : Add(j) \\/ Note(k) ; j ; w[k]",
        "\\E k \\in S : Add(k) \\/ Note(k) ; x ; no quantifier ranges",
    })
    void relationsThatAreNotMadeOfPartsAreRefused(String next, String by, String why) {
        assertThat(add(parts("TRUE", "Bump(k)", next).with(r -> r.separatedBy(by)), 1, 2).isMalformed()).contains(why);
    }

    @Test
    void severalInitialStatesAreRefused() {
        String two = PARTS.replace("Init == v = [j \\in S |-> 0]", "Init == v \\in {[j \\in S |-> 0], [j \\in S |-> 1]}");
        TestTrace trace = TestTrace.of(folder, two.replace("GUARD", "TRUE").replace("EFFECT", "Bump(k)")
                .replace("NEXT", SOUND_NEXT)).constants("{'Least':0}").with(r -> r.separatedBy("k"));
        assertThat(add(trace, 1).isMalformed()).contains("2 initial states");
    }

    @Test
    void tracesWithVariablesAreRefused() {
        assertThat(add(sound().shared("v"), 1).isMalformed()).contains("logs variables");
    }

    @Test
    void anEventThatDoesNotSayItsPartIsRefused() {
        for (String args : new String[] {null, "{}", "{'k':{'#bigint':'1'}}", "{'k':true}", "{'k':{'#tup':[1]}}"}) {
            assertThat(sound().event("n", "Add", args, null).isMalformed()).contains("says to which part");
        }
    }

    @Test
    void aPartThatCannotBeDecidedLeavesTheOthers() {
        ReplayLimits narrow = new ReplayLimits(2, 1_000, 8);
        // Behind two steps three values may have been noted.
        assertThat(add(sound().limits(narrow), 1, 1, 1, 2).isUnknown().reason()).contains("k = 1");
        assertThat(add(sound().limits(narrow), 2, 1, 1, 1, 1).isUnknown().reason()).contains("k = 1");
        TestTrace trace = add(sound().limits(narrow), 1, 1, 1);
        trace.event("n", "Note", "{'k':2}", null);
        trace.diverges(4);
    }
}
