package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.Mapping;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceSource;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs that other people's programs wrote, held to specifications by a mapping. */
class ForeignTraceTest {
    private static final Path MAPPED = Path.of("..", "..", "traces", "mapped");
    private static final Path SPECS = Path.of("src", "test", "resources", "specs");
    private static final Path TWO_PHASE = SPECS.resolve("TwoPhase.tla");
    /** Modules that stay as they are stay loaded. */
    private static final Map<Path, Replayer> REPLAYERS = new HashMap<>();

    @TempDir
    private Path folder;

    private static Verdict judge(Path module, Mapping mapping, Map<String, Value> constants, String log) {
        TraceFormats formats = TraceFormats.of(mapping, constants);
        Replayer replayer = REPLAYERS.computeIfAbsent(module, Replayer::ofModule);
        try (TraceSource source = formats.open(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), "log")) {
            ReplayResult result = replayer.replay(source);
            return result.verdict();
        } catch (TraceFormatException e) {
            return new Verdict.Malformed(e.getMessage());
        } finally {
            if (!module.startsWith(SPECS)) {
                REPLAYERS.remove(module).close();
            }
        }
    }

    private static Verdict updates(String log) {
        return judge(TWO_PHASE, Mapping.of(MAPPED.resolve("updates.mapping.json")),
                TraceFormats.constants(MAPPED.resolve("TwoPhase.cfg")), log);
    }

    @Test
    void aLogOfUpdatesIsABehaviour() throws IOException {
        TraceFormats formats = TraceFormats.of(Mapping.of(MAPPED.resolve("updates.mapping.json")),
                TraceFormats.constants(MAPPED.resolve("TwoPhase.cfg")));
        try (Replayer replayer = Replayer.ofModule(TWO_PHASE)) {
            ReplayResult result = replayer.replay(MAPPED.resolve("updates.log"), formats);
            assertThat(result.verdict()).as(String.join("\n", Story.of(result, ""))).isInstanceOf(Verdict.Ok.class);
            assertThat(result.complete()).isTrue();
            assertThat(result.events()).isEqualTo(7);
        }
    }

    /** One change in the good log, and what must become of it. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "args":["committed"]}]},"event":"RMRcvCommitMsg","event_args":["r2"]|"args":["aborted"]}]},"event":"RMRcvCommitMsg","event_args":["r2"]|diverged
            "args":["r2"]}]},"event":"TMRcvPrepared"|"args":["r1"]}]},"event":"TMRcvPrepared"|diverged
            "event":"RMPrepare","event_args":["r2"]|"event":"RMPrepare","event_args":["r1"]|diverged
            "op":"AddElement","path":[],"args":[{"type":"Commit"}]|"op":"AddElement","path":[],"args":[{"type":"Abort"}]|diverged
            "op":"AddElement","path":[],"args":[{"type":"Commit"}]|"op":"Clear","path":[],"args":[]|diverged
            "op":"AddElement","path":[],"args":["r2"]|"op":"RemoveElement","path":[],"args":["r2"]|diverged
            "op":"AddElement","path":[],"args":["r2"]|"op":"AddElements","path":[],"args":[["r1","r2"]]|ok
            "op":"AddElement","path":[],"args":["r2"]|"op":"Replace","path":[],"args":[["r2","r1"]]|ok
            "op":"AddElement","path":[],"args":["r2"]|"op":"AddElement","path":[],"args":["r3"]|malformed
            "op":"AddElement","path":[],"args":["r2"]|"op":"Toggle","path":[],"args":["r2"]|malformed
            "op":"AddElement","path":[],"args":["r2"]|"op":"AddToBag","path":[],"args":["r2"]|malformed
            "op":"AddElement","path":[],"args":["r2"]|"op":"Init","path":[],"args":[]|malformed
            "path":["r2"],"args":["prepared"]|"path":["r3"],"args":["prepared"]|malformed
            "path":["r2"],"args":["prepared"]|"path":["r2"],"args":[3]|malformed
            "path":["r2"],"args":["prepared"]|"path":["r2","x"],"args":["prepared"]|malformed
            "tmPrepared":[{"op":"AddElement","path":[],"args":["r2"]}]|"tmPrepare":[{"op":"AddElement","path":[],"args":["r2"]}]|malformed
            "event":"TMCommit"}|"event":"TMComit"}|malformed
            "event":"TMCommit"}|"evnt":"TMCommit"}|malformed
            "event":"TMCommit"}|"event":"TMCommit","event_args":["r1","r2"]}|malformed
            "event":"TMCommit"}|"event":"TMAbort"}|diverged
            """)
    void everyChangeOfItIsNoticed(String good, String bad, String verdict) throws IOException {
        String log = Files.readString(MAPPED.resolve("updates.log"));
        assertThat(log).contains(good);
        Verdict found = updates(log.replace(good, bad));
        assertThat(found.word()).as(found.toString()).isEqualTo(verdict);
    }

    @Test
    void whatALineDoesNotTellMayChangeOnlyWhereTheMappingSaysSo() throws IOException {
        String log = Files.readString(MAPPED.resolve("updates.log"));
        String strict = Files.readString(MAPPED.resolve("updates.mapping.json")).replace("\"any\"", "\"unchanged\"");
        Verdict found = judge(TWO_PHASE, Mapping.of(strict.getBytes(StandardCharsets.UTF_8), "m"),
                TraceFormats.constants(MAPPED.resolve("TwoPhase.cfg")), log);
        // The third line does not tell of the message.
        assertThat(((Verdict.Diverged) found).divergence().event().n()).isEqualTo(3);
    }

    /** A string is no model value, and a key that is a string no number: only the declared type says so. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            RM -> Int ; {r1, r2} ; {"r1":1,"r2":0} ; r1 ; ok
            Str -> Int ; {r1, r2} ; {"r1":1,"r2":0} ; r1 ; diverged
            Any ; {r1, r2} ; {"r1":1,"r2":0} ; r1 ; diverged
            Any ; {"r1", "r2"} ; {"r1":1,"r2":0} ; r1 ; ok
            RM -> Int ; {"r1", "r2"} ; {"r1":1,"r2":0} ; r1 ; malformed
            Int -> Int ; {1, 2} ; {"1":1,"2":0} ; 1 ; ok
            Any ; {1, 2} ; {"1":1,"2":0} ; 1 ; diverged
            Str -> Int ; {1, 2} ; {"1":1,"2":0} ; 1 ; diverged
            Int -> Int ; {1, 2} ; {"1":1,"x":0} ; 1 ; malformed
            Seq(Int) ; {1, 2} ; [1,0] ; 1 ; ok
            Any ; {1, 2} ; [1,0] ; 1 ; ok
            Set(Int) ; {1, 2} ; [1,0] ; 1 ; diverged
            Any ; {1, 2} ; {"#map":[[1,1],[2,0]]} ; 1 ; ok
            Int -> Int ; {1, 2} ; {"#map":[[1,1],[2,0]]} ; 1 ; ok
            Int -> Int ; {1, 2} ; {"#map":[[1,1],[2,{"#bigint":"0"}]]} ; 1 ; ok
            Int -> Str ; {1, 2} ; {"1":1,"2":0} ; 1 ; malformed
            """)
    void aValueIsOfTheTypeThatTheMappingSays(String type, String set, String value, String node, String verdict)
            throws IOException {
        Path module = Files.writeString(folder.resolve("M.tla"), """
                ---- MODULE M ----
                EXTENDS Integers
                CONSTANT S
                VARIABLE x
                Init == x = [s \\in S |-> 0]
                Count(s) == x' = [x EXCEPT ![s] = @ + 1]
                Next == \\E s \\in S : Count(s)
                ====
                """);
        Path config = Files.writeString(folder.resolve("M.cfg"), "CONSTANTS S = " + set);
        Mapping mapping = Mapping.of(("{\"format\":\"synod-mapping/1\",\"node\":\"/node\",\"variables\":{\"x\":{\"at\":\"/x\","
                + "\"type\":\"" + type + "\"}},\"action\":\"/action\"}").getBytes(StandardCharsets.UTF_8), "m");
        Verdict found = judge(module, mapping, TraceFormats.constants(config),
                "{\"node\":\"" + node + "\",\"action\":\"Count\",\"x\":" + value + "}\n");
        assertThat(found.word()).as(found.toString()).isEqualTo(verdict);
    }

    /** A clock that hides in a packet, nodes that are numbers, names that differ, and lines that say nothing. */
    @Test
    void aLogWithAVectorClockInsideOfAPacket() throws IOException {
        Mapping mapping = Mapping.of("""
                {"format":"synod-mapping/1","constants":{"N":3},"node":"/node","self":"n",
                 "clock":{"at":"/pkt/vc","nodes":["0","1","2"]},
                 "action":{"at":"/event","names":{"work":"Work",">":"Pass"}},
                 "variables":{"work":{"at":"/work","as":"node","type":"Int"},"token":{"at":"/pkt/to","type":"Int"}},
                 "skip":[{"at":"/event","is":"debug"},{"at":"/node","missing":true}],"ignore":["/time"]}
                """.getBytes(StandardCharsets.UTF_8), "m");
        Path ring = TWO_PHASE.resolveSibling("Ring.tla");
        String log = """
                {"config":"whatever"}
                {"node":0,"event":"work","work":1,"pkt":{"vc":[1,0,0]},"time":3}
                {"node":0,"event":">","pkt":{"vc":[2,0,0],"to":1}}
                {"node":1,"event":"debug","anything":[1,2]}
                {"node":1,"event":">","pkt":{"vc":{"0":2,"1":1},"to":2}}
                """;
        assertThat(judge(ring, mapping, Map.of(), log)).isInstanceOf(Verdict.Ok.class);
        assertThat(judge(ring, mapping, Map.of(), log.replace("\"to\":2", "\"to\":0"))).isInstanceOf(Verdict.Diverged.class);
        assertThat(judge(ring, mapping, Map.of(), log.replace("\"0\":2", "\"0\":3")).toString())
                .contains("log:5").contains("knowing of event 3 of 0");
        assertThat(judge(ring, mapping, Map.of(), log.replace("[2,0,0]", "[2,0]")).toString()).contains("an array of 3 counts");
        assertThat(judge(ring, mapping, Map.of("N", Value.of(3)), log).toString()).contains("the configuration gives one");
    }

    /** An update is relative to the value before, which may be one of several. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            a 1 ; ok
            b 1, b 2 ; ok
            a 1, b 1 ; malformed
            a 1, a 3 ; diverged
            a 5 ; diverged
            c 1 ; malformed
            ? 0, a 2 ; ok
            ? 0, a 1 ; diverged
            ? 0, a 2, b 1 ; malformed
            """)
    void anUpdateAppliesToEachStateThatExplainsTheLog(String updates, String verdict) throws IOException {
        Path module = Files.writeString(folder.resolve("Either.tla"), """
                ---- MODULE Either ----
                EXTENDS Integers
                VARIABLE f
                Init == f \\in {[a |-> 0], [b |-> 0]}
                Inc(k) == k \\in DOMAIN f /\\ f' = [f EXCEPT ![k] = @ + 1]
                Next == \\E k \\in {"a", "b"} : Inc(k)
                ====
                """);
        Mapping mapping = Mapping.of("""
                {"format":"synod-mapping/1","variables":{"f":{"at":"/f","as":"updates"}},"absent":"any"}
                """.getBytes(StandardCharsets.UTF_8), "m");
        StringBuilder log = new StringBuilder();
        for (String update : updates.split(", ")) {
            String[] parts = update.split(" ");
            log.append(parts[0].equals("?") ? "{}\n"
                    : "{\"f\":[{\"op\":\"Update\",\"path\":[\"" + parts[0] + "\"],\"args\":[" + parts[1] + "]}]}\n");
        }
        Verdict found = judge(module, mapping, Map.of(), log.toString());
        assertThat(found.word()).as(found.toString()).isEqualTo(verdict);
    }

    /** Each operation on one variable that is told whole afterwards. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            AppendElement ; [] ; [7] ; Seq(Int) ; <<5, 6>> ; <<5, 6, 7>>
            AppendElement ; [] ; ["b"] ; Seq(Str) ; <<"a">> ; <<"a", "b">>
            AppendElement ; [] ; ["b"] ; Seq(Str) ; <<>> ; <<"b">>
            AddElement ; [] ; [7] ; Set(Int) ; {} ; {7}
            AddElement ; [] ; [7] ; Set(Int) ; 5..7 ; {5, 6, 7}
            RemoveElement ; [] ; [6] ; Set(Int) ; {5, 6} ; {5}
            RemoveElement ; [] ; [7] ; Set(Int) ; {5, 6} ; {5, 6}
            AddElements ; [] ; [[6, 7]] ; Set(Int) ; {5, 6} ; {5, 6, 7}
            Clear ; [] ; [] ; Set(Int) ; {5, 6} ; {}
            Clear ; ["s"] ; [] ; {s: Set(Int)} ; [s |-> {1}] ; [s |-> {}]
            AddToBag ; [] ; ["x"] ; Str -> Int ; [x |-> 1] ; [x |-> 2]
            AddToBag ; [] ; ["y"] ; Str -> Int ; [x |-> 1] ; [x |-> 1, y |-> 1]
            RemoveFromBag ; [] ; ["x"] ; Str -> Int ; [x |-> 1] ; [x |-> 0]
            RemoveFromBag ; [] ; ["y"] ; Str -> Int ; [x |-> 1] ; [x |-> 1]
            UpdateRec ; [] ; [{"a":9}] ; {a: Int, b: Int} ; [a |-> 1, b |-> 2] ; [a |-> 9, b |-> 2]
            UpdateRec ; [] ; [{"b":9}] ; {a: Int, b: Int} ; [a |-> 1] ; [a |-> 1]
            Add ; ["a"] ; [3] ; Str -> Int ; [a |-> 1] ; [a |-> 4]
            Sub ; [2] ; [3] ; Seq(Int) ; <<1, 2>> ; <<1, -1>>
            Replace ; [1,"a"] ; [3] ; Seq({a: Int}) ; <<[a |-> 1]>> ; <<[a |-> 3]>>
            Init ; ["a"] ; [] ; {a: Int, b: Int} ; [a |-> 1, b |-> 2] ; [a |-> 0, b |-> 2]
            InitWithValue ; [] ; [{"b":3}] ; {a: Int, b: Int} ; [a |-> 1, b |-> 2] ; [a |-> 0, b |-> 3]
            RemoveKey ; [] ; ["a"] ; {a: Int, b: Int} ; [a |-> 1, b |-> 2] ; not applicable
            RemoveKey ; [] ; ["a"] ; Str -> Int ; [a |-> 1] ; [a |-> Nil]
            Unchanged ; [] ; [] ; Any ; <<1>> ; <<1>>
            Add ; [] ; [3] ; Any ; <<1>> ; not applicable
            AddElement ; [] ; [3] ; Any ; <<1>> ; not applicable
            AppendElement ; [] ; ["b"] ; Any ; "a" ; not applicable
            """)
    void anOperationMeansWhatItsNameSays(String op, String path, String args, String type, String before, String after)
            throws IOException {
        boolean applicable = !after.equals("not applicable");
        Path module = Files.writeString(folder.resolve("Op.tla"), "---- MODULE Op ----\nEXTENDS Integers, Sequences\n"
                + "CONSTANT Nil\nVARIABLE x\nInit == x = " + before + "\nRight == x' = " + (applicable ? after : before)
                + "\nWrong == x' = " + before + " /\\ x # x'\nNext == Right \\/ Wrong\n====\n");
        Mapping mapping = Mapping.of(("{\"format\":\"synod-mapping/1\",\"null\":\"Nil\",\"action\":\"/a\",\"variables\":{\"x\":{"
                + "\"at\":\"/x\",\"as\":\"updates\",\"type\":\"" + type + "\",\"initially\":{\"a\":0,\"b\":0}}}}")
                .getBytes(StandardCharsets.UTF_8), "m");
        String log = "{\"a\":\"Right\",\"x\":[{\"op\":\"" + op + "\",\"path\":" + path + ",\"args\":" + args + "}]}\n";
        Verdict found = judge(module, mapping, Map.of(), log);
        assertThat(found.word()).as(found.toString()).isEqualTo(applicable ? "ok" : "malformed");
        if (applicable && !(path.equals("[]") && List.of("Clear", "InitWithValue").contains(op))) {
            // The same change of another value is another value.
            Verdict twice = judge(module, mapping, Map.of(), log.replace("\"x\":[", "\"x\":[{\"op\":\"Replace\","
                    + "\"path\":[],\"args\":[" + (type.equals("Any") ? "[99]" : otherOf(type)) + "]},"));
            assertThat(twice.word()).as(twice.toString()).isNotEqualTo("ok");
        }
    }

    /** Some value of a type that none of the operations above turns into the right one. */
    private static String otherOf(String type) {
        return switch (type) {
            case "Seq(Int)" -> "[98,99]";
            case "Seq(Str)" -> "[\"z\"]";
            case "Set(Int)" -> "[99]";
            case "Seq({a: Int})" -> "[]";
            case "{s: Set(Int)}" -> "{}";
            case "Str -> Int" -> "{\"z\":9,\"x\":9,\"a\":9}";
            default -> "{\"b\":77}";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"format":"synod-mapping/2"} ; /format ; 1
            {"format":"synod-mapping/1","nod":"/n"} ; the key "nod" ; 1
            {"format":"synod-mapping/1",\\n"node":"n"} ; JSON pointer ; 2
            {"format":"synod-mapping/1","variables":{"x":{"at":"/x","as":"whole"}}} ; "value", "node" or "updates" ; 1
            {"format":"synod-mapping/1","variables":\\n{"x":{"at":"/x","type":"Set(int)"}}} ; in the type Set(int) ; 2
            {"format":"synod-mapping/1","variables":{"x":{"at":"/x","type":"Set(Int"}}} ; in the type Set(Int ; 1
            {"format":"synod-mapping/1","skip":[{"at":"/x"}]} ; "missing" ; 1
            {"format":"synod-mapping/1","log":"itf","node":"/n"} ; for states ; 1
            {"format":"synod-mapping/1","hidden":["A"],"absent":"any"} ; hidden ; 1
            {"format":"synod-mapping/1","format":"synod-mapping/1"} ; Duplicate ; 1
            {"format" ; no JSON ; 1
            """)
    void aMappingThatIsNoneIsToldWhereAndWhy(String text, String why, int line) {
        try {
            Mapping.of(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), "m.json");
        } catch (TraceFormatException e) {
            assertThat(e.getMessage()).startsWith("m.json:" + line).contains(why);
            return;
        }
        throw new AssertionError("accepted: " + text);
    }

    // -- states ------------------------------------------------------------------------------------------------------

    private static Verdict states(String variables, String... states) {
        String json = "{\"#meta\":{},\"vars\":[" + variables + "],\"states\":[" + String.join(",", states) + "]}";
        try {
            return REPLAYERS.computeIfAbsent(TWO_PHASE, Replayer::ofModule).replay(TraceFormats.of(null, Map.of("RM", Value.set(List.of(Value.of("r1"), Value.of("r2")))))
                    .open(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "b.itf.json")).verdict();
        } catch (TraceFormatException e) {
            return new Verdict.Malformed(e.getMessage());
        }
    }

    private static String state(String r1, String r2, String tm, String prepared) {
        return "{\"rmState\":{\"#map\":[[\"r1\",\"" + r1 + "\"],[\"r2\",\"" + r2 + "\"]]},\"tmState\":\"" + tm
                + "\",\"tmPrepared\":{\"#set\":[" + prepared + "]}}";
    }

    @Test
    void statesAreABehaviourFromAnInitialStateOn() {
        String vars = "\"rmState\",\"tmState\",\"tmPrepared\"";
        String start = state("working", "working", "init", "");
        String voted = state("prepared", "working", "init", "");
        assertThat(states(vars, start)).isInstanceOf(Verdict.Ok.class);
        assertThat(states(vars, start, voted, state("prepared", "working", "init", "\"r1\""),
                state("prepared", "working", "done", "\"r1\""), state("aborted", "working", "done", "\"r1\"")))
                .isInstanceOf(Verdict.Ok.class);
        // A behaviour, but for its beginning.
        Divergence d = ((Verdict.Diverged) states(vars, voted, state("prepared", "working", "init", "\"r1\""))).divergence();
        assertThat(d.event().n()).isZero();
        assertThat(d.closest().differences()).singleElement()
                .satisfies(v -> assertThat(v.variable()).isEqualTo("rmState"));
        assertThat(((Verdict.Diverged) states(vars, start, voted, state("prepared", "working", "init", "\"r2\"")))
                .divergence().event().n()).isEqualTo(2);
        assertThat(((Verdict.Diverged) states(vars, start, state("prepared", "prepared", "init", "")))
                .divergence().event().n()).isEqualTo(1);
        assertThat(states(vars, start, "{\"rmState\":1}").toString()).contains(":2: found a state without");
        assertThat(states(vars + ",\"ghost\"", start).toString()).contains("a state without ghost");
        assertThat(states("\"rmState\"", "{\"rmState\":{\"#map\":[]},\"x\":1}").toString()).contains("a value of x");
        assertThat(states(vars).toString()).contains("no states");
    }

    @Test
    void aLoopIsClosedByAStep() {
        String start = state("working", "working", "init", "");
        String json = "{\"vars\":[\"rmState\",\"tmState\",\"tmPrepared\"],\"loop\":LOOP,\"states\":[" + start + ","
                + state("aborted", "working", "init", "") + "]}";
        Map<String, Value> constants = Map.of("RM", Value.set(List.of(Value.of("r1"), Value.of("r2"))));
        try (Replayer replayer = Replayer.ofModule(TWO_PHASE)) {
            Verdict back = replayer.replay(TraceFormats.of(null, constants).open(new ByteArrayInputStream(
                    json.replace("LOOP", "0").getBytes(StandardCharsets.UTF_8)), "b.itf.json")).verdict();
            assertThat(((Verdict.Diverged) back).divergence().event().n()).isEqualTo(2);
            assertThat(replayer.replay(TraceFormats.of(null, constants).open(new ByteArrayInputStream(
                    json.replace("\"loop\":LOOP,", "").getBytes(StandardCharsets.UTF_8)), "b.itf.json")).verdict())
                    .isInstanceOf(Verdict.Ok.class);
        }
    }
}
