package dev.synod.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of reading an event reads what the JSON parser reads, or nothing. */
class PlainEventsTest {
    private static final String HEADER =
            "{\"format\":\"synod-trace/1\",\"spec\":\"s/S\",\"null\":\"BLANK\",\"observed\":[\"x\",\"y\"]}\n";
    private static final List<String> LINES = List.of(
            "{'n':1,'node':'a','state':{'x':{'#plus':[{'b':1},2]},'y':{'#except':[[1,2]],'#gone':[3]}}}",
            "{'n':1,'node':'a','state':{'x':{'#plus':[]},'y':{'#except':[]}}}",
            "{'n':1,'node':'a'}",
            "{'n':1,'node':'a','state':{}}",
            "{'n':1,'node':'a','clock':{'a':1},'action':'A','args':{},'state':{'x':-7,'y':null}}",
            "{'n':1,'node':'p2','clock':{'p2':123456789012},'action':'Receive','args':{'p':'p2','m':{'type':'T','bal':12,"
                    + "'vote':{'pst':'p1','bal':-1,'dec':null}}},'state':{'x':{'#set':[{'a':1},{'a':2},{'a':1}]}}}",
            "{'n':1,'node':'a','args':{'f':{'#map':[['k',1],[{'b':true},{'#tup':[1,'two',false]}]]},'g':[1,[2,[]]]},"
                    + "'state':{'x':{'#set':[]},'y':{}}}");
    private static final String PIECES = "{}[]\",:0123456789-+.eEtfn #\\\u0007abxyap";

    private static PlainEvents plain() {
        return new PlainEvents(Set.of("x", "y"));
    }

    private static TraceEvent parsed(byte[] line) {
        return (TraceEvent) outcome(line, " ");
    }

    /** The event that a reader makes of a line, or that there is an error; white space is nothing for the short way. */
    private static Object outcome(byte[] line, String after) {
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        trace.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
        trace.writeBytes(line);
        trace.writeBytes((after + "\n").getBytes(StandardCharsets.UTF_8));
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace.toByteArray()), "t")) {
            return reader.next();
        } catch (TraceFormatException e) {
            return "an error";
        }
    }

    private static byte[] bytes(String line) {
        return line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheWriterWritesIsRead() {
        PlainEvents plain = plain();
        for (int i = 0; i < 2; i++) {
            for (String line : LINES) {
                byte[] text = bytes(line);
                assertThat(plain.read(text, 0, text.length, 1)).as(line).isNotNull().isEqualTo(parsed(text));
            }
        }
    }

    @Test
    void theSameTextGivesTheSameObject() {
        PlainEvents plain = plain();
        byte[] text = bytes(LINES.get(5));
        Value first = plain.read(text, 0, text.length, 1).args().get("m");
        assertThat(plain.read(text.clone(), 0, text.length, 1).args().get("m")).isSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'n':2,'node':'a'}", "{'node':'a','n':1}", "{'n':1,'node':'a'} ", "{'n':1, 'node':'a'}", "{'n':01,'node':'a'}",
        "{'n':1,'node':'a','state':{'x':1,'x':2}}", "{'n':1,'node':'a','state':{'z':1}}", "{'n':1,'node':'\u00e4'}",
        "{'n':1,'node':'a','state':{'x':{'#gone':[1]}}}", "{'n':1,'node':'a','args':{'v':{'a':1,'#set':[]}}}",
        "{'n':1,'node':'a','args':{'v':{'a':1,'a':2}}}", "{'n':1,'node':'a','clock':{'a':1,'a':1}}",
        "{'n':1,'node':'a','clock':{'a':-1}}", "{'n':1,'node':'a','args':{'v':1234567890123456789}}",
        "{'n':1,'node':'a','args':{'v':1.5}}", "{'n':1,'node':'a','args':{'v':-0}}", "{'n':1,'node':'a','args':{'v':[1,]}}",
        "{'end':true,'events':0}", "{'n':1,'node':'a'}}", "{'n':1,'node':'a'", ""})
    void theRestIsLeftToTheParser(String line) {
        byte[] text = bytes(line);
        assertThat(plain().read(text, 0, text.length, 1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void changedLinesAreReadAsTheParserReadsThem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PlainEvents plain = plain();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] text = bytes(LINES.get(random.nextInt(LINES.size())));
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                text = changed(text, random);
            }
            read += plain.read(text, 0, text.length, 1) == null ? 0 : 1;
            assertThat(outcome(text, "")).as("seed %d: %s", seed, new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(outcome(text, " "));
        }
        assertThat(read).as("seed %d", seed).isBetween(500, 19_500);
    }

    private static byte[] changed(byte[] text, SplittableRandom random) {
        StringBuilder line = new StringBuilder(new String(text, StandardCharsets.UTF_8));
        int at = random.nextInt(line.length());
        int to = Math.min(line.length(), at + random.nextInt(1, 8));
        switch (random.nextInt(4)) {
            case 0 -> line.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
            case 1 -> line.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
            case 2 -> line.delete(at, to);
            default -> line.insert(random.nextInt(line.length()), line.substring(at, to));
        }
        return line.length() == 0 ? text : line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
