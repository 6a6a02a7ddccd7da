package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Other programs' logs, logs of several processes, traces that are being written, and traces for other tools. */
class ForeignCommandsTest {
    private static final String SPECS = "../../specs";
    private static final String MAPPED = "../../traces/mapped";
    private static final String TWO_PHASE = "../replay/src/test/resources/specs/TwoPhase.tla";
    private static final int LINES_FIRST = 20;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static List<String> good;
    private static List<String> bad;

    private record Result(int status, String out, String err) {
        String all() {
            return out + err;
        }
    }

    @BeforeAll
    static void recordTraces() throws IOException {
        assertThat(synod("run", "synod", "--seed", "5", "--steps", "60", "--out", shared.resolve("good.ndjson").toString())
                .status()).isZero();
        good = Files.readAllLines(shared.resolve("good.ndjson"));
        bad = Files.readAllLines(Path.of("../../traces/synod/forged-message.ndjson"));
    }

    private static Result synod(String... arguments) {
        return run(new StringWriter(), new StringWriter(), arguments);
    }

    private static Result run(StringWriter out, StringWriter err, String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int status = line.execute(arguments);
        Result result = new Result(status, out.toString(), err.toString());
        assertThat(result.all()).doesNotContain("\tat ").doesNotContain("a fault of synod's own");
        return result;
    }

    // -- foreign logs ------------------------------------------------------------------------------------------------

    private Result mapped(Path log, String... more) {
        return synod(Stream.concat(Stream.of("replay", log.toString(), "--mapping", MAPPED + "/updates.mapping.json",
                "--cfg", MAPPED + "/TwoPhase.cfg", "--spec", TWO_PHASE), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void aForeignLogIsReplayed() throws IOException {
        Result ok = mapped(Path.of(MAPPED, "updates.log"));
        assertThat(ok.status()).as(ok.all()).isZero();
        assertThat(ok.out()).contains("ok, 7 events");

        String text = Files.readString(Path.of(MAPPED, "updates.log"));
        Result diverged = mapped(Files.writeString(folder.resolve("x.log"), text.replace("[\"committed\"]", "[\"aborted\"]")));
        assertThat(diverged.status()).isEqualTo(1);
        assertThat(diverged.out()).contains("x.log:6").contains("--mapping").contains("--cfg").doesNotContain("untold");

        Path cut = Files.writeString(folder.resolve("y.log"), text.substring(0, text.indexOf("{\"clock\":8")));
        assertThat(mapped(cut).status()).isEqualTo(2);
        assertThat(mapped(cut).out()).contains("incomplete");
        assertThat(mapped(cut, "--incomplete").status()).isZero();
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        Path none = folder.resolve("none");
        assertThat(synod("replay", "t", "--mapping", none.toString()).all()).contains("--mapping").contains("no file");
        Path config = Files.writeString(folder.resolve("c.cfg"), "CONSTANT RM = [a -> b");
        Result result = synod("replay", MAPPED + "/updates.log", "--cfg", config.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.all()).contains("RM = ").contains("a value");
        Path mapping = Files.writeString(folder.resolve("m.json"), "{\"format\":\"x\"}");
        assertThat(synod("replay", "t", "--mapping", mapping.toString()).all()).contains("m.json:1").contains("synod-mapping/1");
        assertThat(synod("replay").all()).contains("no trace");
    }

    // -- several logs ------------------------------------------------------------------------------------------------

    @Test
    void aRunTakenApartIsMerged() throws IOException {
        Path logs = folder.resolve("logs");
        Result run = synod("run", "synod", "--seed", "5", "--steps", "60", "--split", logs.toString());
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out()).contains("synod replay --merge");
        Result merged = synod("replay", "--merge", logs.toString(), "--specs", SPECS);
        assertThat(merged.status()).as(merged.all()).isZero();
        assertThat(merged.out()).contains("ok, 60 events");
        Path one;
        try (Stream<Path> files = Files.list(logs)) {
            one = files.sorted().skip(1).findFirst().orElseThrow();
        }
        assertThat(synod("replay", one.toString(), "--specs", SPECS).all()).contains("--merge");
        List<String> lines = Files.readAllLines(one);
        Files.write(one, lines.subList(0, lines.size() - 1));
        assertThat(synod("replay", "--merge", logs.toString(), "--specs", SPECS).status()).isEqualTo(2);
        assertThat(synod("replay", "--merge", logs.toString(), "--specs", SPECS, "--incomplete").status()).isZero();
        assertThat(synod("run", "synod").all()).contains("neither --out nor --split");
    }

    // -- conversion --------------------------------------------------------------------------------------------------

    @Test
    void aTraceIsConvertedAndComesBack() throws IOException {
        String trace = shared.resolve("good.ndjson").toString();
        Path states = folder.resolve("g.itf.json");
        assertThat(convert(trace, "itf", states).out()).contains("61 states");
        Result again = synod("replay", states.toString(), "--spec", SPECS + "/synod/Synod.tla");
        assertThat(again.out()).contains("ok, 60 events");
        assertThat(again.status()).isZero();

        Path own = folder.resolve("own.ndjson");
        assertThat(convert(trace, "trace", own).status()).isZero();
        assertThat(own).hasContent(String.join("\n", good) + "\n");

        assertThat(convert(trace, "shiviz", folder.resolve("g.log")).out()).contains("60 events");
        assertThat(convert(trace, "tla", folder.resolve("Good.tla")).out()).contains("tlc2.TLC").contains("the trace has 60");
        assertThat(folder.resolve("Good.tla")).exists();
        assertThat(folder.resolve("Good.cfg")).content().contains("Trace_Init");
        // Its specification extends a module of the shared folder.
        assertThat(convert("../../traces/oral-messages/loyal.ndjson", "tla", folder.resolve("Loyal.tla")).out())
                .contains(Path.of(SPECS, "lib").toAbsolutePath().normalize().toString());
    }

    private static Result convert(String trace, String to, Path out) {
        return synod("convert", trace, "--to", to, "--out", out.toString(), "--specs", SPECS);
    }

    @Test
    void whatCannotBeConvertedLeavesNoFile() throws IOException {
        Path out = folder.resolve("x.itf.json");
        Result diverged = convert("../../traces/synod/forged-message.ndjson", "itf", out);
        assertThat(diverged.status()).isEqualTo(1);
        assertThat(diverged.out()).contains("the trace leaves the specification");
        assertThat(out).doesNotExist();
        Path open = Files.write(folder.resolve("open.ndjson"), List.of(
                "{\"format\":\"synod-trace/1\",\"spec\":\"S\",\"constants\":{\"RM\":{\"#set\":[\"a\",\"b\"]}},\"observed\":[]}",
                "{\"n\":1,\"node\":\"x\",\"action\":\"RMPrepare\",\"state\":{}}", "{\"end\":true,\"events\":1}"));
        Result ambiguous = synod("convert", open.toString(), "--to", "itf", "--out", out.toString(), "--spec", TWO_PHASE);
        assertThat(ambiguous.status()).isEqualTo(3);
        assertThat(ambiguous.out()).contains("2 states explain the trace up to event 1");
        assertThat(out).doesNotExist();
        Result updates = synod("convert", MAPPED + "/updates.log", "--mapping", MAPPED + "/updates.mapping.json", "--cfg",
                MAPPED + "/TwoPhase.cfg", "--to", "trace", "--out", folder.resolve("u.ndjson").toString());
        assertThat(updates.status()).isEqualTo(2);
        assertThat(updates.all()).contains("replay the log with its mapping");
        assertThat(folder.resolve("u.ndjson")).doesNotExist();
        assertThat(convert(folder.resolve("none").toString(), "shiviz", out).status()).isEqualTo(2);
        assertThat(convert(open.toString(), "tla", folder.resolve("a-b.tla")).all()).contains("a name in TLA+");
    }

    // -- traces that are being written -------------------------------------------------------------------------------

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static CompletableFuture<Result> inBackground(StringWriter err, String... arguments) {
        return CompletableFuture.supplyAsync(() -> run(new StringWriter(), err, arguments));
    }

    private static Result end(CompletableFuture<Result> running) throws Exception {
        return running.get(2, TimeUnit.MINUTES);
    }

    @Test
    void aGrowingFileIsFollowedToItsFooter() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        CompletableFuture<Result> running =
                inBackground(new StringWriter(), "replay", "--follow", trace.toString(), "--specs", SPECS);
        Thread.sleep(100);
        // A line in two halves is waited for; so is the file itself.
        String whole = text(good);
        int half = whole.indexOf("\"n\":7") + 3;
        append(trace, whole.substring(0, half));
        Thread.sleep(200);
        assertThat(running).isNotDone();
        append(trace, whole.substring(half));
        Result result = end(running);
        assertThat(result.status()).as(result.all()).isZero();
        assertThat(result.out()).contains("ok, 60 events").doesNotContain("incomplete");
    }

    @Test
    void theFirstDivergenceIsToldAtOnce() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        CompletableFuture<Result> running =
                inBackground(new StringWriter(), "replay", "--follow", trace.toString(), "--specs", SPECS);
        append(trace, text(bad.subList(0, LINES_FIRST)));
        Thread.sleep(100);
        assertThat(running).isNotDone();
        // Far from its end, but past the forged message.
        append(trace, text(bad.subList(LINES_FIRST, 120)));
        Result result = end(running);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("the trace leaves the specification").contains("m \\in msgs");
    }

    @Test
    void aFileThatGrowsNoMoreIsTheBeginningOfARun() throws IOException {
        Path trace = Files.writeString(folder.resolve("t.ndjson"), text(good.subList(0, 9)));
        String[] arguments = {"replay", "--follow", "--idle", "0", trace.toString(), "--specs", SPECS};
        assertThat(synod(arguments).status()).isEqualTo(2);
        assertThat(synod("replay", "--follow", "--idle", "0", trace.toString(), "--specs", SPECS, "--incomplete").status())
                .isZero();
        append(trace, "{\"n\":9,\"no");
        assertThat(synod(arguments).out()).contains("cut short").contains("incomplete");
        assertThat(synod("replay", "--idle", "0", trace.toString()).all()).contains("without --follow");
    }

    @Test
    void aProgramMayConnect() throws Exception {
        StringWriter err = new StringWriter();
        CompletableFuture<Result> running = inBackground(err, "replay", "--listen", "0", "--specs", SPECS);
        Matcher port = Pattern.compile("port (\\d+)").matcher("");
        for (int i = 0; i < 1_000 && !port.reset(err.toString()).find(); i++) {
            Thread.sleep(20);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
                OutputStream out = socket.getOutputStream()) {
            out.write(text(good).getBytes(StandardCharsets.UTF_8));
            out.flush();
            // The footer ends it, though the connection stays open.
            Result result = end(running);
            assertThat(result.status()).as(result.all()).isZero();
            assertThat(result.out()).contains("ok, 60 events");
        }
    }

    @Test
    void theStandardInputIsReadAsItComes() throws Exception {
        InputStream before = System.in;
        try (PipedInputStream in = new PipedInputStream(); PipedOutputStream out = new PipedOutputStream(in)) {
            System.setIn(in);
            CompletableFuture<Result> running = inBackground(new StringWriter(), "replay", "-", "--specs", SPECS);
            out.write(text(good).getBytes(StandardCharsets.UTF_8));
            out.flush();
            Result result = end(running);
            assertThat(result.status()).as(result.all()).isZero();
            assertThat(result.out()).contains("standard input: ok, 60 events");
        } finally {
            System.setIn(before);
        }
        System.setIn(new ByteArrayInputStream(text(good.subList(0, 5)).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(synod("replay", "-", "--specs", SPECS).status()).isEqualTo(2);
        } finally {
            System.setIn(before);
        }
    }
}
