package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.replay.convert.ItfWriter;
import dev.synod.replay.convert.ShiVizWriter;
import dev.synod.trace.ItfReader;
import dev.synod.trace.Mapping;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceSource;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces written for other tools, and read back where we can. */
class ConvertedTraceTest {
    private static final Path TRACES = Path.of("..", "..", "traces");
    private static final SpecFolders SPECS = SpecFolders.near(Path.of(""));
    private static final Path TWO_PHASE = Path.of("src", "test", "resources", "specs", "TwoPhase.tla");

    private static TraceSource trace(TraceHeader header, TraceEvent... events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(out, header);
        List.of(events).forEach(writer::write);
        writer.finish();
        return TraceReader.of(new ByteArrayInputStream(out.toByteArray()), "trace");
    }

    private static TraceHeader twoPhase(List<Value> rms, String... hidden) {
        return new TraceHeader("TwoPhase", Map.of("RM", Value.set(rms)), null, null, List.of(), List.of(), List.of(hidden),
                Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"duel", "lossy", "all-faults"})
    void theStatesOfATraceAreABehaviour(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Replayer replayer = Replayer.of(SPECS);
                TraceSource source = TraceFormats.OWN.open(TRACES.resolve("synod").resolve(name + ".ndjson"))) {
            ItfWriter.Outcome outcome = ItfWriter.write(source, replayer, out);
            assertThat(outcome.result().verdict()).isInstanceOf(Verdict.Ok.class);
            assertThat(outcome.ambiguous()).isNegative();
            try (Replayer again = Replayer.ofModule(SPECS.module("synod/Synod"))) {
                ReplayResult result = again.replay(itf(out.toString(StandardCharsets.UTF_8)));
                assertThat(result.verdict()).as(() -> String.join("\n", Story.of(result, ""))).isInstanceOf(Verdict.Ok.class);
                assertThat(result.events()).isEqualTo(outcome.result().events());
                assertThat(result.complete()).isTrue();
            }
        }
    }

    private static ItfReader itf(String text) {
        return ItfReader.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "itf", Map.of());
    }

    @Test
    void modelValuesComeBack() {
        TraceHeader header = twoPhase(List.of(new Value.Model("r1"), new Value.Model("r2")));
        Map<String, Value> r1 = Map.of("r", new Value.Model("r1"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Replayer replayer = Replayer.ofModule(TWO_PHASE)) {
            ItfWriter.Outcome outcome = ItfWriter.write(trace(header, new TraceEvent(1, "r1", null, "RMPrepare", r1, Map.of()),
                    new TraceEvent(2, "tm", null, "TMRcvPrepared", r1, Map.of())), replayer, out);
            assertThat(outcome.ambiguous()).isNegative();
            String text = out.toString(StandardCharsets.UTF_8);
            assertThat(replayer.replay(itf(text)).verdict()).isInstanceOf(Verdict.Ok.class);
            // Without the list of model values they are strings, and the constants with them: nothing is mixed up.
            assertThat(replayer.replay(itf(text.replace("\"modelValues\":[\"r1\",\"r2\"]", "\"modelValues\":[]"))).verdict())
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(replayer.replay(itf(text.replace("\"modelValues\":[\"r1\",\"r2\"]", "\"modelValues\":[\"r1\"]")
                    .replace("\"working\"]]", "\"gone\"]]"))).verdict()).isInstanceOf(Verdict.Diverged.class);
        }
    }

    @Test
    void severalBehavioursAreToldAndAHiddenActionRefused() {
        List<Value> rms = List.of(Value.of("r1"), Value.of("r2"));
        try (Replayer replayer = Replayer.ofModule(TWO_PHASE)) {
            ItfWriter.Outcome outcome = ItfWriter.write(trace(twoPhase(rms),
                    new TraceEvent(1, "x", null, "RMPrepare", null, Map.of())), replayer, new ByteArrayOutputStream());
            assertThat(outcome.ambiguous()).isEqualTo(1);
            assertThat(outcome.states()).isEqualTo(2);
            assertThatThrownBy(() -> ItfWriter.write(trace(twoPhase(rms, "TMAbort")), replayer, new ByteArrayOutputStream()))
                    .isInstanceOf(SpecException.class).hasMessageContaining("hidden actions (TMAbort)");
        }
    }

    /** ShiViz reads each event with the first line's pattern, in which Java needs the brace quoted. */
    @Test
    void shiVizReadsWhatItIsGiven() {
        StringBuilder log = new StringBuilder();
        List<TraceEvent> events = List.of(
                new TraceEvent(1, "p1", Map.of("p1", 1L, "p2", 0L), "A", Map.of("m", Value.of("x\ny")), Map.of()),
                new TraceEvent(2, "p2", Map.of("p1", 1L, "p2", 1L), null, null, Map.of()));
        long written = ShiVizWriter.write(trace(twoPhase(List.of()), events.toArray(TraceEvent[]::new)), log);
        assertThat(written).isEqualTo(2);
        String[] lines = log.toString().split("\n", 3);
        assertThat(lines[1]).isEmpty();
        Matcher matcher = Pattern.compile(lines[0].replace("{", "\\{").replace("}", "\\}")).matcher(lines[2]);
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group("event")).isEqualTo("A(m = \"x y\")");
        assertThat(matcher.group("host")).isEqualTo("p1");
        assertThat(matcher.group("clock")).isEqualTo("{\"p1\":1}");
        assertThat(matcher.find()).isTrue();
        assertThat(matcher.group("host")).isEqualTo("p2");
        assertThat(matcher.group("clock")).contains("\"p1\":1").contains("\"p2\":1");
        assertThat(matcher.find()).isFalse();
    }

    @Test
    void shiVizIsGivenNothingThatItWouldRefuse() {
        for (TraceEvent event : List.of(new TraceEvent(1, "p1", null, "A", null, Map.of()),
                new TraceEvent(1, "p1", Map.of("p1", 2L), "A", null, Map.of()),
                new TraceEvent(1, "p 1", Map.of("p 1", 1L), "A", null, Map.of()))) {
            assertThatThrownBy(() -> ShiVizWriter.write(trace(twoPhase(List.of()), event), new StringBuilder()))
                    .isInstanceOf(TraceFormatException.class).hasMessageStartingWith("trace:2: ");
        }
    }

    @Test
    void statesMayBeReadWithTypes() {
        Mapping mapping = Mapping.of("""
                {"format":"synod-mapping/1","log":"itf","variables":{"rmState":{"type":"RM -> Str"},"tmPrepared":{"type":"Set(RM)"}},
                 "ignore":["/mbt::actionTaken"],"action":{"at":"/mbt::actionTaken","names":{"vote":"RMPrepare"}}}
                """.getBytes(StandardCharsets.UTF_8), "m");
        Map<String, Value> constants = Map.of("RM", Value.set(List.of(new Value.Model("r1"))));
        String text = """
                {"vars":["rmState","tmPrepared","mbt::actionTaken"],"states":[
                {"rmState":{"r1":"working"},"tmPrepared":[],"mbt::actionTaken":"init"},
                {"rmState":{"r1":"prepared"},"tmPrepared":[],"mbt::actionTaken":"vote"}]}""";
        try (Replayer replayer = Replayer.ofModule(TWO_PHASE)) {
            for (String action : List.of("vote", "RMPrepare", "RMChooseToAbort", "RMPrepared")) {
                ReplayResult result = replayer.replay(TraceFormats.of(mapping, constants).open(new ByteArrayInputStream(
                        text.replace("\"vote\"", '"' + action + '"').getBytes(StandardCharsets.UTF_8)), "itf"));
                assertThat(result.verdict().word()).as(action).isEqualTo(switch (action) {
                    case "vote", "RMPrepare" -> "ok";
                    case "RMChooseToAbort" -> "diverged";
                    default -> "malformed";
                });
            }
        }
    }
}
