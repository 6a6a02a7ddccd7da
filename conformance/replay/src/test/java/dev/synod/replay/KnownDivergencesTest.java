package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A known divergence lets pass what it names and nothing else. */
class KnownDivergencesTest {
    @TempDir
    Path folder;

    private static final String SPEC = """
            ---- MODULE Steps ----
            EXTENDS Integers
            VARIABLES x, y
            Init == x = 0 /\\ y = 0
            Add(n) == n < 3 /\\ x' = x + n /\\ y' = y
            Sub(n) == x > 0 /\\ x' = x - n /\\ y' = y
            Unused == x' = 9 /\\ y' = y
            Next == \\E n \\in 0..9 : Add(n) \\/ Sub(n)
            Low == x < 6
            ====
            """;

    private KnownDivergences known(String... entries) throws IOException {
        Path file = folder.resolve("known.json");
        Files.writeString(file, ("{'format':'synod-known/1','known':[\n" + String.join(",\n", entries) + "]}").replace('\'', '"'));
        return KnownDivergences.read(file);
    }

    private static String entry(String action, String conjunct, String args) {
        return "{'spec':'test','action':'" + action + "','false':'" + conjunct + "'"
                + (args == null ? "" : ",'args':" + args) + ",'reason':'issue 7'}";
    }

    private TestTrace trace(KnownDivergences known, String... shared) {
        return TestTrace.of(folder, SPEC).shared(shared).with(r -> r.withKnown(known));
    }

    @Test
    void whereTheTraceLogsEverythingItGoesOnFromWhatItLogs() throws IOException {
        KnownDivergences known = known(entry("Add", "n < 3", null));
        TestTrace trace = trace(known, "x", "y").event("a", "Add", "{'n':1}", "{'x':1}")
                .event("a", "Add", "{'n':4}", "{'x':5}").event("a", "Sub", "{'n':2}", "{'x':3}");
        Verdict.Known verdict = trace.isKnown();
        assertThat(verdict.stopped()).isFalse();
        assertThat(verdict.exitCode()).isZero();
        assertThat(verdict.met()).singleElement().satisfies(m -> {
            assertThat(m.divergence().event().n()).isEqualTo(2);
            assertThat(m.entry().reason()).isEqualTo("issue 7");
        });
        assertThat(trace.replay().events()).isEqualTo(2);
        assertThat(trace.replay().complete()).isTrue();
        // 3 is what the trace says, and from there it goes on.
        assertThat(trace.event("a", "Sub", "{'n':1}", "{'x':1}").replay().verdict()).isInstanceOfSatisfying(Verdict.Diverged.class,
                d -> assertThat(d.divergence().event().n()).isEqualTo(4));
        assertThat(String.join("\n", Story.of(trace(known, "x", "y").event("a", "Add", "{'n':4}", "{'x':4}").replay(), "")))
                .contains("known divergence").contains("issue 7").doesNotContain("not looked at");
    }

    @Test
    void elsewhereTheReplayEnds() throws IOException {
        KnownDivergences known = known(entry("Add", "n < 3", null));
        TestTrace trace = trace(known, "x").event("a", "Add", "{'n':4}", "{'x':4}").event("a", "Sub", "{'n':1}", "{'x':9}");
        assertThat(trace.isKnown().stopped()).isTrue();
        assertThat(String.join("\n", Story.of(trace.replay(), ""))).contains("not looked at");
    }

    @Test
    void anotherConjunctOrArgumentIsAnotherDivergence() throws IOException {
        TestTrace[] others = {
            trace(known(entry("Add", "n < 4", null)), "x", "y"), trace(known(entry("Sub", "n < 3", null)), "x", "y"),
            trace(known(entry("Add", "n < 3", "{'n':'5'}")), "x", "y"), trace(known(entry("Add", "n < 3", "{'m':'4'}")), "x", "y"),
            trace(known(entry("Add", "n < 3", null).replace("test", "other")), "x", "y")};
        for (TestTrace other : others) {
            other.event("a", "Add", "{'n':4}", "{'x':4}").diverges(1);
        }
        trace(known(entry("Add", "n < 3", "{'n':'4'}")), "x", "y").event("a", "Add", "{'n':4}", "{'x':4}").isKnown();
        trace(known(entry("Unused", "Unused", null)), "x", "y").event("a", "Unused", null, "{'x':9}").isKnown();
    }

    /** An entry allows a step, not a state that breaks a property. */
    @Test
    void propertiesAreJudgedAllTheSame() throws IOException {
        KnownDivergences known = known(entry("Add", "n < 3", null));
        TestTrace trace = trace(known, "x", "y").event("a", "Add", "{'n':7}", "{'x':7}");
        assertThat(trace.with(r -> r.withProperties(PropertyChoice.NONE.and(List.of("Low"), List.of()))).isViolated()
                .get(0).event().n()).isEqualTo(1);
        // Unlogged, nothing is known of the state after it.
        TestTrace.of(folder, SPEC).shared("x").with(r -> r.withKnown(known))
                .with(r -> r.withProperties(PropertyChoice.NONE.and(List.of("Low"), List.of())))
                .event("a", "Add", "{'n':7}", "{'x':7}").isKnown();
    }

    @Test
    void whatNoTraceNeedsIsFound() throws IOException {
        KnownDivergences known = known(entry("Add", "n < 3", "{'n':'4'}"), entry("Add", "n < 3", "{'n':'5'}"),
                entry("Sub", "x > 0", null));
        List<ReplayResult> results = List.of(
                trace(known, "x", "y").event("a", "Add", "{'n':4}", "{'x':4}").replay(),
                trace(known, "x", "y").event("a", "Sub", "{'n':1}", "{'x':-1}").replay());
        assertThat(known.unused(results)).singleElement().satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'format':'synod-known/1'}                                                        | :1:1 | no \"known\"",
        "{'format':'synod-known/2','known':[]}                                             | :1:11 | synod-known/1",
        "{'format':'synod-known/1','known':[],'more':1}                                    | :1:45 | the key \"more\"",
        "{'format':'synod-known/1','known':{}}                                             | :1:35 | an array",
        "{'format':'synod-known/1','known':[{'spec':'s','action':'a','false':'f'}]}        | :1:36 | no \"reason\"",
        "{'format':'synod-known/1','known':[{'spec':'s','action':'a','false':'f','reason':' '}]} | :1:82 | an empty string",
        "{'format':'synod-known/1','known':[{'spec':'s','action':'a','false':'f','why':'r'}]} | :1:79 | the key \"why\"",
        "{'format':'synod-known/1','known':[{'spec':'s','action':3,'false':'f','reason':'r'}]} | :1:57 | a string",
        "{'format':'synod-known/1','known':[{'spec':'s','action':'a','false':'f','reason':'r','args':{'p':'[x'}}]} | :1:98 | a value in TLA+",
        "{'format':'synod-known/1','format':'synod-known/1','known':[]}                    | :1:27 | second time",
        "[                                                                                 | :1: | JSON",
        "``                                                                                | known.json | an empty file"})
    void aFileOfAnotherForm(String text, String place, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("known.json"), text == null ? "" : text.replace('\'', '"'));
        assertThatThrownBy(() -> KnownDivergences.read(file)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining(place).hasMessageContaining(said);
    }
}
