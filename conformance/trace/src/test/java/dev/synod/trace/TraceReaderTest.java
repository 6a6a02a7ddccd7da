package dev.synod.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {
    private static final String HEADER =
            "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\",\"constants\":{},\"null\":\"BLANK\",\"observed\":[\"x\",\"y\"]}\n";

    @Test
    void readsBackWhatWasWritten() {
        TraceHeader header = new TraceHeader("s/S", Map.of("N", Value.of(3)), "BLANK", "p", List.of("x", "y"),
                List.of("z"), List.of("Lose"), Map.of("x", new Value.Model("m1")), Map.of("seed", Value.of(42)));
        List<Value> values = List.of(
                Value.of(-7), new Value.BigInt(BigInteger.TWO.pow(80)), Value.of(true), Value.of("a \"b\" \u20ac\n"),
                Value.NULL, new Value.Model("r1"), Value.set(List.of(Value.of(1), Value.of(2))), Value.tup(List.of()),
                Value.rec(Map.of("a", Value.rec(Map.of()))),
                new Value.Fun(List.of(new Value.Entry(Value.of("k"), Value.set(List.of())))),
                new Value.Except(List.of(new Value.Entry(Value.of(1), Value.of(2))), List.of(Value.of(3))),
                Value.plus(List.of(Value.of(1), Value.of("b"))));
        List<TraceEvent> events = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            events.add(new TraceEvent(i + 1, "p1", Map.of("p1", i + 1L), "A",
                    Map.of("v", values.get(i)), Map.of("x", values.get(i))));
        }
        events.add(new TraceEvent(events.size() + 1, "p2", null, null, null, Map.of()));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TraceWriter writer = new TraceWriter(out, header)) {
            events.forEach(writer::write);
            writer.finish();
        }

        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(out.toByteArray()), "t")) {
            assertThat(reader.header()).isEqualTo(header);
            assertThat(all(reader)).isEqualTo(events);
            assertThat(reader.complete()).isTrue();
            assertThat(reader.cutShort()).isFalse();
        }
    }

    @Test
    void aTraceWithoutFooterIsIncomplete() {
        TraceReader reader = read(HEADER + "{\"n\":1,\"node\":\"a\"}\n");
        assertThat(all(reader)).hasSize(1);
        assertThat(reader.complete()).isFalse();
        assertThat(reader.cutShort()).isFalse();
    }

    @Test
    void aLastLineThatACrashCutShortIsLeftOut() {
        String whole = HEADER + "{\"n\":1,\"node\":\"a\"}\n{\"n\":2,\"node\":\"a\",\"state\":{\"x\":12}}";
        for (int cut = whole.indexOf("{\"n\":2") + 1; cut < whole.length(); cut++) {
            TraceReader reader = read(whole.substring(0, cut));
            assertThat(all(reader)).as("cut at %d", cut).hasSize(1);
            assertThat(reader.cutShort()).as("cut at %d", cut).isTrue();
            assertThat(reader.complete()).isFalse();
        }
    }

    @Test
    void theBufferGrowsWithLongLines() {
        String big = "z".repeat(300_000);
        String text = HEADER;
        for (int n = 1; n <= 5; n++) {
            text += "{\"n\":" + n + ",\"node\":\"a\",\"state\":{\"x\":\"" + big.substring(n * 50_000) + "\"}}\n";
        }
        List<TraceEvent> events = all(read(text));
        assertThat(events).hasSize(5);
        assertThat(events.get(0).state().get("x")).isEqualTo(Value.of(big.substring(50_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "not json                                   | 2 | no JSON",
        "[1]                                        | 2 | an array",
        "{\"n\":1}                                  | 2 | without \"node\"",
        "{\"node\":\"a\"}                           | 2 | without \"n\"",
        "{\"n\":2,\"node\":\"a\"}                   | 2 | event number 2",
        "{\"n\":\"1\",\"node\":\"a\"}               | 2 | the string \"1\"",
        "{\"n\":1,\"node\":7}                       | 2 | found 7",
        "{\"n\":1,\"node\":\"a\",\"stat\":{}}       | 2 | the key \"stat\"",
        "{\"n\":1,\"node\":\"a\",\"node\":\"b\"}    | 2 | a second time",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"z\":1}}| 2 | \"z\" in state",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"x\":1.5}}| 2 | 1.5",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"x\":{\"#st\":[]}}}| 2 | #st",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"x\":{\"#map\":[[1]]}}}| 2 | 1 values",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"x\":{\"#set\":[],\"a\":1}}}| 2 | another key",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"x\":{\"a\":1,\"#set\":[]}}}| 2 | #set",
        "{\"n\":1,\"node\":\"a\",\"state\":{\"x\":{\"#bigint\":\"1x\"}}}| 2 | 1x",
        "{\"n\":1,\"node\":\"a\",\"args\":[]}       | 2 | an array",
        "{\"n\":1,\"node\":\"a\",\"clock\":{\"a\":-1}}| 2 | -1",
        "{\"n\":1,\"node\":\"a\",\"clock\":{\"b\":1}}| 2 | clock",
        "{\"n\":1,\"node\":\"a\",\"clock\":{\"a\":1,\"b\":1}}| 2 | knowing of event 1 of b",
        "{\"n\":1,\"node\":\"a\"} {}                | 2 | more text",
        "{\"n\":1,\"node\":\"a\"                    | 2 | no JSON",
        "{\"end\":true,\"events\":3}                | 2 | counts 3 events",
        "{\"end\":true}                             | 2 | half a footer",
        "{\"end\":true,\"events\":0,\"n\":1}        | 2 | also an event",
        "{\"format\":\"synod-trace/1\"}             | 2 | a second header",
    })
    void whatIsNotTheFormatIsAnErrorWithItsPlace(String line, long number, String found) {
        TraceFormatException e = malformed(HEADER + line + "\n");
        assertThat(e.line()).isEqualTo(number);
        assertThat(e).hasMessageContaining("t:" + number).hasMessageContaining(found);
        assertThat(e.remedy()).isNotBlank();
        assertThat(e.expected()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "nothing", value = {
        "nothing                                                        | an empty file",
        "{\"n\":1,\"node\":\"a\"}                                       | an event",
        "{\"format\":\"synod-trace/2\",\"spec\":\"s/S\",\"observed\":[]}| synod-trace/2",
        "{\"format\":\"synod-trace/1\",\"observed\":[]}                 | without \"spec\"",
        "{\"spec\":\"s/S\",\"observed\":[]}                             | without \"format\"",
        "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\"}                | without \"observed\"",
        "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\",\"observed\":[1]}| found 1",
        "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\",\"observed\":[\"x\",\"x\"]}| twice",
        "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\",\"observed\":[\"x\"],\"shared\":[\"x\"]}| both",
        "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\",\"obs\":[]}     | the key \"obs\"",
        "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\"                 | no JSON",
    })
    void aHeaderThatCannotBeUsedIsAnError(String line, String found) {
        TraceFormatException e = malformed(line == null ? "" : line + "\n");
        assertThat(e.line()).isEqualTo(1);
        assertThat(e).hasMessageContaining(found);
    }

    @Test
    void nothingMayFollowTheFooter() {
        assertThat(malformed(HEADER + "{\"end\":true,\"events\":0}\n{\"n\":1,\"node\":\"a\"}\n"))
                .hasMessageContaining("t:3");
    }

    @Test
    void anUnreadableByteIsAnErrorWithItsColumn() {
        byte[] head = (HEADER + "{\"n\":1,\"node\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] text = java.util.Arrays.copyOf(head, head.length + 4);
        text[head.length] = (byte) 0xff;
        text[head.length + 1] = '"';
        text[head.length + 2] = '}';
        text[head.length + 3] = '\n';
        TraceReader reader = TraceReader.of(new ByteArrayInputStream(text), "t");
        TraceFormatException e = catchThrowableOfType(TraceFormatException.class, reader::next);
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isGreaterThan(0);
    }

    @Test
    void clocksThatGoBackAreRefused() {
        assertThat(malformed(HEADER
                        + "{\"n\":1,\"node\":\"a\",\"clock\":{\"a\":1}}\n"
                        + "{\"n\":2,\"node\":\"b\",\"clock\":{\"a\":1,\"b\":1}}\n"
                        + "{\"n\":3,\"node\":\"b\",\"clock\":{\"b\":2}}\n"))
                .hasMessageContaining("forgetting");
        assertThat(malformed(HEADER
                        + "{\"n\":1,\"node\":\"a\",\"clock\":{\"a\":1}}\n"
                        + "{\"n\":2,\"node\":\"a\",\"clock\":{\"a\":1}}\n"))
                .hasMessageContaining("above 1");
    }

    @Test
    void aLogOfOneProcessKnowsOfOthers() {
        String text = HEADER + "{\"n\":1,\"node\":\"a\",\"clock\":{\"a\":1,\"b\":4}}\n";
        assertThat(malformed(text)).hasMessageContaining("--merge");
        assertThat(all(TraceReader.ofPart(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "t"))).hasSize(1);
    }

    @Test
    void aTraceThatIsBeingWrittenEndsWithItsFooter() {
        String text = HEADER + "{\"n\":1,\"node\":\"a\"}\n{\"end\":true,\"events\":1}\n";
        InputStream open = new SequenceInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("waits for more behind the footer");
                    }
                });
        TraceReader reader = TraceReader.ofLive(open, "t");
        assertThat(all(reader)).hasSize(1);
        assertThat(reader.complete()).isTrue();
    }

    private static TraceReader read(String text) {
        return TraceReader.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "t");
    }

    private static List<TraceEvent> all(TraceReader reader) {
        List<TraceEvent> events = new ArrayList<>();
        for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
            events.add(e);
        }
        return events;
    }

    private static TraceFormatException malformed(String text) {
        TraceFormatException e = catchThrowableOfType(TraceFormatException.class, () -> all(read(text)));
        assertThat(e).as("no error for %s", text).isNotNull();
        return e;
    }
}
