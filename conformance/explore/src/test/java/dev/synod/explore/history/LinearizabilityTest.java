package dev.synod.explore.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.Replayer;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.replay.Verdict;
import dev.synod.replay.minimise.Minimiser;
import dev.synod.trace.HistoryRecorder;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceReader;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The replay of a history, as a whole and key by key, accepts it if and only if it is linearizable. */
class LinearizabilityTest {
    private static final Replayer WHOLE = Replayer.of(SpecFolders.near(Path.of("")));
    private static final Replayer BY_KEY = Replayer.of(SpecFolders.near(Path.of(""))).separatedBy("k");

    @AfterAll
    static void close() {
        WHOLE.close();
        BY_KEY.close();
    }

    private static ReplayResult replay(Replayer replayer, byte[] trace) {
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "history")) {
            return replayer.replay(reader);
        }
    }

    static Stream<KnownHistory> known() {
        return KnownHistory.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("known")
    void knownHistoriesAreJudgedAsTheyMustBe(KnownHistory known) throws IOException {
        byte[] trace = known.trace();
        String expected = known.linearizable() ? "ok" : "diverged";

        assertThat(WingGong.isLinearizable(known.history())).isEqualTo(known.linearizable());
        assertThat(replay(WHOLE, trace).verdict().word()).isEqualTo(expected);
        assertThat(replay(BY_KEY, trace).verdict().word()).isEqualTo(expected);
        assertThat(Path.of("../../traces/linearizable-map", known.name() + ".ndjson"))
                .as("recorded, see RecordTraces").hasBinaryContent(trace);
    }

    @Test
    void theReplayAgreesWithAnExhaustiveSearch() {
        compare(20_261_122, 3_000);
    }

    @Test
    @Tag("deep")
    void theReplayAgreesWithAnExhaustiveSearchOnManyMore() {
        compare(Long.getLong("synod.histories.seed", 1), 50_000);
    }

    private static void compare(long seed, int count) {
        List<History.Plan> plans = List.of(
                new History.Plan(3, 1, 2, 6, 0, 100), new History.Plan(3, 2, 2, 8, 10, 100),
                new History.Plan(4, 1, 3, 7, 25, 150), new History.Plan(5, 2, 2, 9, 5, 80),
                new History.Plan(2, 2, 2, 10, 15, 60));
        Map<String, Integer> verdicts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            History history = plans.get(i % plans.size()).random(random);
            String expected = WingGong.isLinearizable(history) ? "ok" : "diverged";
            byte[] trace = history.trace("seed " + (seed + i));
            ReplayResult whole = replay(WHOLE, trace);
            ReplayResult byKey = replay(BY_KEY, trace);
            String told = "seed " + (seed + i) + ": " + history;
            assertThat(whole.verdict().word()).as(told).isEqualTo(expected);
            assertThat(byKey.verdict().word()).as(told + ", by key").isEqualTo(expected);
            // Both reject the same answer: the first with which no map explains the history.
            assertThat(byKey.events()).as(told + ", by key").isEqualTo(whole.events());
            verdicts.merge(expected, 1, Integer::sum);
        }
        System.out.println(count + " random histories: " + verdicts);
        assertThat(verdicts.get("ok")).isGreaterThan(count / 4);
        assertThat(verdicts.get("diverged")).isGreaterThan(count / 8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "stale-read               ; a put x 1, a ok, b get x, b = -",
        "cas-succeeds-twice       ; a cas x - 1, b cas x - 2, a ok, b ok",
        "given-up-put-undone      ; a put x 1, b get x, b = 1, b get x, b = -",
        "given-up-put-to-and-fro  ; a put x 1, b put x 2, b ok, c get x, c = 1, c get x, c = 2",
    })
    void whatIsLeftFailsForTheSameReason(String name, String left, @TempDir Path folder) throws IOException {
        KnownHistory known = known().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
        Path file = Files.write(folder.resolve(name + ".ndjson"), known.trace());
        for (Replayer replayer : List.of(WHOLE, BY_KEY)) {
            assertThat(minimised(replayer, file)).isEqualTo(left);
        }
    }

    /** One answer among thousands is that of another call's value, which is there before and after. */
    @Test
    void aLongHistoryIsShrunkToAFewCalls(@TempDir Path folder) throws IOException {
        long seed = 5;
        History good = new History.Plan(4, 5, 3, 1_500, 1, 0).random(new SplittableRandom(seed));
        List<History.Event> events = new ArrayList<>(good.events());
        int at = events.size() - 1;
        while (events.get(at).operation() != null || !List.of("0", "1").contains(events.get(at).answer())) {
            at--;
        }
        History.Event answer = events.get(at);
        for (String wrong : List.of("0", "1", "2", "-")) {
            events.set(at, new History.Event(answer.client(), answer.key(), null, wrong));
            byte[] trace = new History(events).trace("seed " + seed);
            if (replay(BY_KEY, trace).verdict() instanceof Verdict.Diverged) {
                break;
            }
        }
        Path file = Files.write(folder.resolve("long.ndjson"), new History(events).trace("seed " + seed));

        String left = minimised(BY_KEY, file);
        System.out.println("seed " + seed + ", " + events.size() + " events, left: " + left);
        assertThat(left.split(", ")).hasSizeLessThan(14);
        assertThat(WingGong.isLinearizable(History.of(left))).isFalse();
    }

    private static String minimised(Replayer replayer, Path file) {
        return new Minimiser(replayer, Minimiser.Limits.DEFAULT).minimise(file, replayer.replay(file)).orElseThrow()
                .events().stream().map(LinearizabilityTest::text).collect(Collectors.joining(", "));
    }

    private static String text(TraceEvent event) {
        Map<String, Value> told = event.args().get("op") instanceof Value.Rec op ? op.fields()
                : event.args().get("answer") instanceof Value.Rec answer ? answer.fields() : Map.of();
        String value = told.containsKey("value") ? text(told.get("value")) : null;
        return event.node() + " " + switch (event.action()) {
            case "Invoke" -> text(told.get("type")).toLowerCase(Locale.ROOT) + " " + text(event.args().get("k"))
                    + (told.containsKey("expected") ? " " + text(told.get("expected")) : "") + (value == null ? "" : " " + value);
            case "Respond" -> value != null ? "= " + value : told.get("done").equals(Value.of(true)) ? "ok" : "no";
            default -> "?";
        };
    }

    private static String text(Value value) {
        return value instanceof Value.Str string ? string.value() : "-";
    }

    /** Java's own map is linearizable; the recorder is used by threads that nothing holds together but it. */
    @Test
    void threadsOnALinearizableMapLeaveALinearizableHistory(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("history.ndjson");
        Map<String, String> map = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (HistoryRecorder recorder = HistoryRecorder.ofMap(file, List.of("x", "y", "z"), Map.of())) {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String client = "c" + i;
                SplittableRandom random = new SplittableRandom(i);
                clients.add(() -> {
                    for (int n = 0; n < 100; n++) {
                        call(recorder, map, client, List.of("x", "y", "z").get(random.nextInt(3)), random);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(clients)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        ReplayResult result = BY_KEY.replay(file);
        assertThat(result.verdict()).as(() -> String.join("\n", Story.of(result, ""))).isInstanceOf(Verdict.Ok.class);
        assertThat(result.complete()).isTrue();
        assertThat(result.events()).isEqualTo(800);
        assertThat(Files.readAllLines(file)).hasSize(802);
    }

    private static void call(HistoryRecorder recorder, Map<String, String> map, String client, String key,
            SplittableRandom random) {
        String value = Integer.toString(random.nextInt(3));
        String expected = random.nextBoolean() ? null : Integer.toString(random.nextInt(3));
        switch (random.nextInt(3)) {
            case 0 -> {
                HistoryRecorder.Call call = recorder.invoke(client, key, HistoryRecorder.get());
                call.respond(HistoryRecorder.found(map.get(key)));
            }
            case 1 -> {
                HistoryRecorder.Call call = recorder.invoke(client, key, HistoryRecorder.put(value));
                map.put(key, value);
                call.respond(HistoryRecorder.done(true));
            }
            default -> {
                HistoryRecorder.Call call = recorder.invoke(client, key, HistoryRecorder.cas(expected, value));
                boolean done = expected == null ? map.putIfAbsent(key, value) == null : map.replace(key, expected, value);
                call.respond(HistoryRecorder.done(done));
            }
        }
    }
}
