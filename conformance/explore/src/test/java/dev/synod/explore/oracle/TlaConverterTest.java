package dev.synod.explore.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.bench.StockTlc;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecException;
import dev.synod.replay.Verdict;
import dev.synod.replay.convert.Explained;
import dev.synod.replay.convert.SpecTrace;
import dev.synod.replay.convert.TlaConverter;
import dev.synod.replay.convert.TlaModule;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the conversion writes, and what it refuses rather than write something weaker. */
class TlaConverterTest {
    private static final String INCREMENT = "Add(n, k) == x' = [x EXCEPT ![n] = @ + k]\n";

    @TempDir
    private Path folder;

    private Path spec(String definitions) throws IOException {
        return Files.writeString(folder.resolve("M.tla"),
                "---- MODULE M ----\nEXTENDS Integers\nCONSTANT Node\nVARIABLE x\nInit == x = [n \\in Node |-> 0]\n"
                        + definitions + "\n====\n");
    }

    private static SpecTrace trace(TraceEvent... events) {
        TraceHeader header = new TraceHeader("M", Map.of("Node", Value.set(List.of(Value.of("a"), Value.of("b")))), null,
                "n", List.of("x"), List.of(), List.of(), Map.of());
        return new SpecTrace("t", header, List.of(events));
    }

    private static TraceEvent add(long n, String node, Map<String, Value> args, long x) {
        return new TraceEvent(n, node, null, "Add", args, Map.of("x", Value.of(x)));
    }

    private static TraceReader source(SpecTrace trace) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(out, trace.header());
        trace.events().forEach(writer::write);
        writer.finish();
        return TraceReader.of(new ByteArrayInputStream(out.toByteArray()), trace.name());
    }

    private List<Integer> explained(Path spec, SpecTrace... traces) {
        TlaModule module = TlaConverter.of(spec, List.of()).convert("T", List.of(traces));
        StockTlc.Run run = new StockTlc(spec, Duration.ofMinutes(1)).run(module);
        assertThat(run.exit()).as(String.join("\n", run.output())).isZero();
        return Explained.of(run.output(), traces.length).all();
    }

    @Test
    void eachTraceHasItsOwnAnswer() throws IOException {
        Path spec = spec(INCREMENT + "Next == \\E n \\in Node, k \\in 1..3 : Add(n, k)");
        Map<String, Value> two = Map.of("n", Value.of("a"), "k", Value.of(2));
        assertThat(explained(spec,
                        trace(add(1, "a", two, 2), add(2, "a", two, 4)),
                        trace(add(1, "a", two, 2), add(2, "a", two, 5)),
                        trace(add(1, "a", null, 4)),
                        trace(add(1, "b", two, 2)),
                        trace()))
                .containsExactly(2, 1, 0, 0, 0);
    }

    @Test
    void numbersThatNoBoundHoldsAreAskedForMembership() throws IOException {
        Path spec = spec(INCREMENT + "Next == \\E n \\in Node : \\E k \\in Nat : Add(n, k)");
        TlaModule module = TlaConverter.of(spec, List.of())
                .convert("T", List.of(trace(add(1, "a", Map.of("k", Value.of(70)), 70))));
        assertThat(module.warnings()).isEmpty();
        assertThat(explained(spec,
                        trace(add(1, "a", Map.of("k", Value.of(70)), 70)),
                        trace(add(1, "a", Map.of("k", Value.of(-70)), -70))))
                .containsExactly(1, 0);
    }

    @Test
    void numbersThatTheEventDoesNotGiveAreWarnedOf() throws IOException {
        Path spec = spec(INCREMENT + "Next == \\E n \\in Node : \\E k \\in Nat : Add(n, k)");
        TlaModule module = TlaConverter.of(spec, List.of())
                .convert("T", List.of(trace(add(1, "a", Map.of("n", Value.of("a")), 7))));
        assertThat(module.warnings()).singleElement().asString().contains("event 1 does not give k of Add");
    }

    private static Path endless(Path folder) throws IOException {
        try (InputStream in = TlaConverterTest.class.getResourceAsStream("Endless.tla")) {
            return Files.write(folder.resolve("Endless.tla"), in.readAllBytes());
        }
    }

    /** An event of Endless.tla at a: the action, its arguments but the node, and the value that it sets. */
    private static SpecTrace event(String action, Map<String, Value> args, Value x) {
        return trace(new TraceEvent(1, "a", null, action, args, Map.of("x", x)));
    }

    private static Value pair(Value one, Value other) {
        return Value.tup(List.of(one, other));
    }

    /** For each action of Endless.tla arguments that are in its sets, and such that are not. */
    private static void endlessTraces(List<SpecTrace> good, List<SpecTrace> bad) {
        Value two = Value.of(2);
        Value none = Value.of(-2);
        Value word = Value.of("\"a\\b");
        Value three = Value.tup(List.of(Value.set(List.of()), Value.set(List.of(two)), Value.set(List.of(Value.of(20)))));
        Value far = Value.tup(List.of(Value.set(List.of()), Value.set(List.of(two)), Value.set(List.of(Value.of(21)))));
        Value few = Value.tup(List.of(Value.set(List.of()), Value.set(List.of(two))));
        good.add(event("Word", Map.of("s", word), word));
        good.add(event("Word", Map.of("s", Value.of("w")), Value.of("w")));
        bad.add(event("Word", Map.of("s", Value.of("x")), Value.of("x")));
        bad.add(event("Word", Map.of("s", word), Value.of("w")));
        good.add(event("Note", Map.of("r", Value.rec(Map.of("a", two, "b", word))), Value.rec(Map.of("a", two, "b", word))));
        bad.add(event("Note", Map.of("r", Value.rec(Map.of("a", none, "b", word))), Value.rec(Map.of("a", none, "b", word))));
        bad.add(event("Note", Map.of("r", Value.rec(Map.of("a", two))), Value.rec(Map.of("a", two))));
        for (Value v : List.of(two, none)) {
            boolean natural = v == two;
            List<SpecTrace> to = natural ? good : bad;
            Value f = Value.rec(Map.of("a", v, "b", two));
            to.add(event("Map", Map.of("f", f), f));
            Value q = Value.set(List.of(Value.of(70_000), v));
            to.add(event("Pick", Map.of("Q", q), q));
            to.add(event("Line", Map.of("q", pair(two, v)), pair(two, v)));
            to.add(event("Two", Map.of("k", v, "l", Value.of(3)), pair(v, Value.of(3))));
            to.add(event("Two", Map.of("k", Value.of(3), "l", v), pair(Value.of(3), v)));
            to.add(event("Pair", Map.of("a", v, "b", word), pair(v, word)));
            to.add(event("Own", Map.of("o", v), v));
            to.add(event("Some", Map.of("y", pair(two, v)), pair(two, v)));
            to.add(event("Up", Map.of("by", v), v));
            to.add(event("Up", Map.of("w", v), v));
            to.add(event(null, Map.of("less", v), Value.of(natural ? -2 : 2)));
        }
        bad.add(event("Map", Map.of("f", Value.rec(Map.of("a", two))), Value.rec(Map.of("a", two))));
        bad.add(event("Two", Map.of("k", Value.of(0), "l", two), pair(Value.of(0), two)));
        bad.add(event("Two", Map.of("k", two, "l", Value.of(3)), pair(Value.of(3), two)));
        bad.add(event("Pair", Map.of("a", two, "b", word), pair(two, Value.of("w"))));
        good.add(event("Even", Map.of("e", none), none));
        bad.add(event("Even", Map.of("e", Value.of(3)), Value.of(3)));
        bad.add(event("Even", Map.of("e", Value.of(0)), Value.of(0)));
        good.add(event("Below", Map.of("h", Value.of(3), "k", two), pair(Value.of(3), two)));
        bad.add(event("Below", Map.of("h", two, "k", two), pair(two, two)));
        Value y = Value.tup(List.of(Value.of("y")));
        Value w = Value.tup(List.of(Value.of("w")));
        good.add(event("Last", Map.of("z", y), y));
        bad.add(event("Last", Map.of("z", w), w));
        bad.add(event("Up", Map.of("less", two), two));
        bad.add(event("Up", Map.of("by", two), none));
        good.add(event("Large", Map.of("S", Value.set(List.of(Value.of(60)))), Value.set(List.of(Value.of(60)))));
        bad.add(event("Large", Map.of("S", Value.set(List.of(Value.of(61)))), Value.set(List.of(Value.of(61)))));
        good.add(event("Many", Map.of("f", three), three));
        bad.add(event("Many", Map.of("f", far), far));
        bad.add(event("Many", Map.of("f", few), few));
    }

    /** What the events give is asked for membership, whatever the set; that is exact. */
    @Test
    void valuesThatEventsGiveAreAskedForMembershipOfAnySet() throws IOException {
        Path spec = endless(folder);
        List<SpecTrace> good = new ArrayList<>();
        List<SpecTrace> bad = new ArrayList<>();
        endlessTraces(good, bad);
        List<SpecTrace> all = new ArrayList<>(good);
        all.addAll(bad);
        List<Integer> expected = new ArrayList<>(Collections.nCopies(good.size(), 1));
        expected.addAll(Collections.nCopies(bad.size(), 0));
        assertThat(TlaConverter.of(spec, List.of()).convert("T", all).warnings()).isEmpty();
        assertThat(explained(spec, all.toArray(SpecTrace[]::new))).isEqualTo(expected);
        try (Replayer replayer = Replayer.ofModule(spec)) {
            assertThat(all.stream().map(t -> (int) replayer.replay(source(t)).events())).isEqualTo(expected);
        }
    }

    /** Of what they do not give, the engine may say that it does not know, and TLC's answer bears a warning. */
    @Test
    void valuesThatEventsDoNotGiveAreWarnedOf() throws IOException {
        Path spec = endless(folder);
        List<SpecTrace> all = new ArrayList<>();
        endlessTraces(all, all);
        // TLC would have to go through all subsets, or compare domains of numbers with those of strings.
        all.removeIf(t -> List.of("Large", "Many", "Map", "null").contains(t.events().get(0).action() + ""));
        all.replaceAll(t -> event(t.events().get(0).action(), null, t.events().get(0).state().get("x")));
        all.add(event("Plus", Map.of("k", Value.of(3)), Value.of(4)));
        all.add(event("Plus", Map.of("k", Value.of(3)), Value.of(3)));
        for (int i = 0; i < all.size(); i++) {
            all.set(i, new SpecTrace("t" + i, all.get(i).header(), all.get(i).events()));
        }
        List<StockTlc.Answer> answers = new StockTlc(spec, Duration.ofMinutes(1)).judge(all);
        Map<String, Integer> verdicts = new TreeMap<>();
        try (Replayer replayer = Replayer.ofModule(spec)) {
            for (int i = 0; i < all.size(); i++) {
                ReplayResult engine = replayer.replay(source(all.get(i)));
                assertThat(OracleTest.disagreement(engine, all.get(i), answers.get(i)))
                        .as("%s: %s, %s", all.get(i).events().get(0), engine.verdict(), answers.get(i)).isNull();
                assertThat(answers.get(i).error()).as(all.get(i).events().toString()).isFalse();
                assertThat(answers.get(i).inexact()).isEqualTo(!"Last".equals(all.get(i).events().get(0).action()));
                verdicts.merge(engine.verdict().word() + " " + answers.get(i).explained(), 1, Integer::sum);
            }
        }
        assertThat(verdicts).containsOnlyKeys("diverged 0", "ok 1", "unknown 0", "unknown 1");
    }

    @Test
    void stringsOfEveryAsciiKindAreWritten() throws IOException {
        Path spec = spec("Say(n, w) == x' = [x EXCEPT ![n] = w]\n"
                + "Next == \\E n \\in Node, w \\in {\"a\\\"b\", \"\\\\\", \"*)\", \"====\"} : Say(n, w)");
        List<SpecTrace> traces = new ArrayList<>();
        for (String word : List.of("a\"b", "\\", "*)", "====", "other")) {
            traces.add(trace(new TraceEvent(1, "a", null, "Say", Map.of("w", Value.of(word)),
                    Map.of("x", Value.of(word)))));
        }
        assertThat(explained(spec, traces.toArray(SpecTrace[]::new))).containsExactly(1, 1, 1, 1, 0);
    }

    @Test
    void recordFieldsThatAreNoNamesAreWritten() throws IOException {
        Path spec = spec("Say(n, r) == x' = [x EXCEPT ![n] = r[\"a-b\"]]\n"
                + "Next == \\E n \\in Node, r \\in [{\"a-b\", \"IF\"} -> 1..2] : Say(n, r)");
        Value r = Value.rec(Map.of("a-b", Value.of(1), "IF", Value.of(2)));
        assertThat(explained(spec,
                        trace(new TraceEvent(1, "a", null, "Say", Map.of("r", r), Map.of("x", Value.of(1)))),
                        trace(new TraceEvent(1, "a", null, "Say", Map.of("r", r), Map.of("x", Value.of(2))))))
                .containsExactly(1, 0);
    }

    /** Model values are no strings, for TLC as for us, and the initial state counts. */
    @Test
    void modelValuesAndInitialStatesAreWritten() throws IOException {
        Path spec = Files.writeString(folder.resolve("M.tla"), """
                ---- MODULE M ----
                EXTENDS Integers
                CONSTANT Node
                VARIABLE x
                Init == x \\in [Node -> {0, 5}]
                Add(n, k) == x' = [x EXCEPT ![n] = @ + k]
                Next == \\E n \\in Node, k \\in 1..3 : Add(n, k)
                ====
                """);
        Value a = new Value.Model("a");
        Value b = new Value.Model("b");
        List<SpecTrace> traces = new ArrayList<>();
        for (Value first : List.of(a, Value.of("a"))) {
            for (long start : List.of(0L, 5L, 6L)) {
                TraceHeader header = new TraceHeader("M", Map.of("Node", Value.set(List.of(a, b))), null, null, List.of(),
                        List.of("x"), List.of(), Map.of("x", Value.fun(Map.of(a, Value.of(start), b, Value.of(0)))), Map.of());
                traces.add(new SpecTrace("t", header, List.of(
                        new TraceEvent(1, "s", null, "Add", Map.of("k", Value.of(2)),
                                Map.of("x", Value.fun(Map.of(first, Value.of(start + 2), b, Value.of(0))))),
                        new TraceEvent(2, "s", null, "Add", Map.of("n", first),
                                Map.of("x", Value.fun(Map.of(first, Value.of(start + 3), b, Value.of(0))))))));
            }
        }
        List<Integer> engine = new ArrayList<>();
        try (Replayer replayer = Replayer.ofModule(spec)) {
            for (SpecTrace trace : traces) {
                ReplayResult result = replayer.replay(source(trace));
                boolean begun = !(result.verdict() instanceof Verdict.Diverged d) || d.divergence().event().n() > 0;
                engine.add(begun ? (int) result.events() : -1);
            }
        }
        assertThat(engine).containsExactly(2, 2, -1, 0, 0, -1);
        assertThat(explained(spec, traces.toArray(SpecTrace[]::new))).isEqualTo(engine);
    }

    @Test
    void refusesWhatItCannotWriteExactly() throws IOException {
        refuses("Next == x' = x", "no name which an event could bear");
        refuses("Next == UNCHANGED x \\/ \\E n \\in Node : Add(n, 1)", "no name which an event could bear");
        refuses("Twice(n) == Add(n, 1) /\\ TRUE\nNext == \\E n \\in Node : Add(n, 1) \\/ Twice(n)",
                "Add is used inside of Twice too");
        refuses("One(n) == Add(n, 1)\nNext == \\E n \\in Node : Add(n, 2) \\/ One(n)", "on two ways");
        refuses("Next == \\E n \\in Node : LET Inc == Add(n, 1) /\\ TRUE IN Inc", "Inc is defined inside of another definition");
        refuses("Next == \\E n \\in Node, k \\in {2 * i : i \\in Nat} : Add(n, k)", "cannot even tell whether a value is in it");
        refuses("LOCAL Even == {i \\in Nat : i % 2 = 0}\nNext == \\E n \\in Node, k \\in Even : Add(n, k)",
                "it uses Even, which is LOCAL");
        refuses("Step == TRUE", "does not define both Init and Next");
        refuses("Next == (", "does not parse");
    }

    private void refuses(String definitions, String why) throws IOException {
        Path spec = spec(INCREMENT + definitions);
        assertThatThrownBy(() -> TlaConverter.of(spec, List.of()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesArgumentsThatNoGuardCanSee() throws IOException {
        Path spec = spec("Add(n) == \\E k \\in 1..3 : x' = [x EXCEPT ![n] = @ + k]\nNext == \\E n \\in Node : Add(n)");
        assertThat(explained(spec, trace(add(1, "a", Map.of(), 3)))).containsExactly(1);
        assertThatThrownBy(() -> TlaConverter.of(spec, List.of())
                        .convert("T", List.of(trace(add(1, "a", Map.of("k", Value.of(3)), 3)))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("event 1 gives k, which is not passed to Add");
    }

    @Test
    void refusesValuesThatTlcDoesNotHave() throws IOException {
        Path spec = spec(INCREMENT + "Next == \\E n \\in Node, k \\in 1..3 : Add(n, k)");
        TlaConverter converter = TlaConverter.of(spec, List.of());
        for (Value value : List.of(Value.of(1L << 40), Value.NULL, Value.of("\u00e9"))) {
            TraceEvent event = new TraceEvent(1, "a", null, "Add", null, Map.of("x", value));
            assertThatThrownBy(() -> converter.convert("T", List.of(trace(event))))
                    .isInstanceOf(SpecException.class)
                    .hasMessageStartingWith("t: event 1: ");
        }
    }
}
