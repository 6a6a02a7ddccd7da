package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.CausalMerge;
import dev.synod.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of several processes: ok if some order that the clocks allow is a behaviour, diverged only if none is. */
class MergedReplayTest {
    /** What the processes write into a log that no trace shows, and what they read of it later. */
    private static final String MODULE = """
            ---- MODULE Shelf ----
            EXTENDS Sequences, Naturals
            VARIABLES shelf, count
            Init == shelf = <<>> /\\ count = 0
            Put(w) == shelf' = Append(shelf, w) /\\ UNCHANGED count
            See(s) == shelf = s /\\ UNCHANGED <<shelf, count>>
            Take == shelf # <<>> /\\ shelf' = Tail(shelf) /\\ UNCHANGED count
            Swap(w) == shelf # <<>> /\\ Head(shelf) = w /\\ shelf' = <<>> /\\ UNCHANGED count
            Odd(w) == shelf' = <<w>> /\\ UNCHANGED count
            Tick == count' = count + 1 /\\ UNCHANGED shelf
            NeverTwo == Len(shelf) < 2
            XFirst == Len(shelf) < 2 \\/ shelf[1] = "x"
            Next == Take \\/ Tick \\/ (\\E w \\in STRING : Put(w) \\/ Swap(w) \\/ Odd(w)) \\/ \\E s \\in Seq(STRING) : See(s)
            ====
            """;

    @TempDir
    private static Path folder;

    private static Replayer replayer;

    @BeforeAll
    static void load() throws IOException {
        replayer = Replayer.ofModule(Files.writeString(folder.resolve("Shelf.tla"), MODULE));
    }

    @AfterAll
    static void close() {
        replayer.close();
    }

    /** Logs in JSON with single quotes; an event is {@code "node|clock|action|args"}. */
    private static ReplayResult merge(long maxSteps, boolean footers, String[]... logs) {
        return merge(new MergedReplay(replayer, ReplayLimits.DEFAULT, maxSteps, false), footers, logs);
    }

    private static ReplayResult merge(MergedReplay replay, boolean footers, String[]... logs) {
        return replay.replay("logs", () -> {
            List<TraceReader> readers = new ArrayList<>();
            for (int i = 0; i < logs.length; i++) {
                StringBuilder text = new StringBuilder("{'format':'synod-trace/1','spec':'S','constants':{},'observed':[]}\n");
                int n = 0;
                for (String event : logs[i]) {
                    String[] parts = event.split("\\|");
                    text.append("{'n':").append(++n).append(",'node':'").append(parts[0]).append("'")
                            .append(parts[1].isEmpty() ? "" : ",'clock':{" + parts[1] + "}")
                            .append(",'action':'").append(parts[2]).append("'")
                            .append(parts.length > 3 ? ",'args':{" + parts[3] + "}" : "").append("}\n");
                }
                if (footers) {
                    text.append("{'end':true,'events':").append(n).append("}\n");
                }
                readers.add(TraceReader.ofPart(new ByteArrayInputStream(
                        text.toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8)), "log" + (i + 1)));
            }
            return new CausalMerge(readers);
        });
    }

    private static ReplayResult merge(String[]... logs) {
        return merge(100_000, true, logs);
    }

    private static String[] log(String... events) {
        return events;
    }

    private static void assertOk(ReplayResult result, long events) {
        assertThat(result.verdict()).as(() -> String.join("\n", Story.of(result, ""))).isInstanceOf(Verdict.Ok.class);
        assertThat(result.events()).isEqualTo(events);
    }

    private static Divergence diverged(ReplayResult result) {
        assertThat(result.verdict()).as(result.toString()).isInstanceOf(Verdict.Diverged.class);
        return ((Verdict.Diverged) result.verdict()).divergence();
    }

    @Test
    void theOrderThatTheClocksLeaveOpenIsFound() {
        String[] a = log("a|'a':1|Put|'w':'x'");
        String[] b = log("b|'b':1|Put|'w':'y'", "b|'b':2,'a':1|See|'s':{'#tup':['y','x']}");
        assertOk(merge(a, b), 3);
        assertOk(merge(b, a), 3);
        String[] other = log("b|'b':1|Put|'w':'y'", "b|'b':2,'a':1|See|'s':{'#tup':['x','y']}");
        assertOk(merge(a, other), 3);
        assertOk(merge(other, a), 3);
    }

    @Test
    void noOrderExplainsWhatNoneCan() {
        String[] a = log("a|'a':1|Put|'w':'x'");
        for (String seen : List.of("['x']", "['y']", "['x','x']", "[]", "['y','x','x']")) {
            String[] b = log("b|'b':1|Put|'w':'y'", "b|'b':2,'a':1|See|'s':{'#tup':" + seen + "}");
            ReplayResult result = merge(a, b);
            Divergence d = diverged(result);
            assertThat(d.event().action()).isEqualTo("See");
            assertThat(result.trace()).isEqualTo("log2");
            assertThat(d.line()).isEqualTo(3);
            assertThat(result.warnings()).singleElement().asString().contains("no order").contains("more than 2 events");
        }
    }

    @Test
    void anOrderThatTheClocksForbidIsNotTried() {
        // The second put knows of the first.
        assertThat(diverged(merge(log("a|'a':1|Put|'w':'x'"),
                log("b|'b':1,'a':1|Put|'w':'y'", "b|'b':2,'a':1|See|'s':{'#tup':['y','x']}"))).event().action())
                .isEqualTo("See");
        // The look does not know of the put, but the put knows of the look.
        diverged(merge(log("a|'a':1,'b':1|Put|'w':'x'"), log("b|'b':1|See|'s':{'#tup':['x']}")));
        // Neither knows of the other.
        assertOk(merge(log("a|'a':1|Put|'w':'x'"), log("b|'b':1|See|'s':{'#tup':['x']}")), 2);
        assertOk(merge(log("a|'a':1|Put|'w':'x'"), log("b|'b':1|See|'s':{'#tup':[]}")), 2);
    }

    private static Verdict judged(String invariant, long maxSteps, String[]... logs) {
        try (Replayer judging = Replayer.ofModule(folder.resolve("Shelf.tla"))
                .withProperties(new PropertyChoice(null, List.of(invariant), List.of()))) {
            return merge(new MergedReplay(judging, ReplayLimits.DEFAULT, maxSteps, true), true, logs).verdict();
        }
    }

    @Test
    void propertiesAreJudgedOnAllOrders() {
        String[] a = log("a|'a':1|Put|'w':'x'");
        String[] b = log("b|'b':1|Put|'w':'y'");
        assertThat(judged("NeverTwo", 1_000, a, b)).isInstanceOf(Verdict.Violated.class);
        // One order keeps it, the other does not, whichever is tried first.
        assertThat(judged("XFirst", 1_000, a, b)).isInstanceOf(Verdict.Unknown.class);
        assertThat(judged("XFirst", 1_000, b, a)).isInstanceOf(Verdict.Unknown.class);
        String[] after = log("b|'b':1,'a':1|Put|'w':'y'");
        assertThat(judged("XFirst", 1_000, a, after)).isInstanceOf(Verdict.Ok.class);
        String[] look = log("b|'b':1|Put|'w':'y'", "b|'b':2,'a':1|See|'s':{'#tup':['y','x']}");
        assertThat(judged("XFirst", 1_000, a, look)).isInstanceOf(Verdict.Violated.class);
        // Not all orders have been looked at.
        assertThat(judged("NeverTwo", 2, a, b)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void whatIsNotSearchedToTheEndIsUnknown() {
        String[] a = log("a|'a':1|Put|'w':'x'", "a|'a':2|Put|'w':'x'", "a|'a':3|Put|'w':'x'");
        String[] b = log("b|'b':1|Put|'w':'y'", "b|'b':2|Put|'w':'y'", "b|'b':3,'a':3|See|'s':{'#tup':['z']}");
        diverged(merge(a, b));
        Verdict verdict = merge(6, true, a, b).verdict();
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
        assertThat(((Verdict.Unknown) verdict).reason()).contains("more than 6 steps");
    }

    @Test
    void anActionThatOneOrderCannotEvaluateIsNotADivergence() {
        // Two tries of something undecidable: Seq(STRING) is never enumerated, so an unlogged s stays open.
        Verdict verdict = merge(log("a|'a':1|Put|'w':'x'"), log("b|'b':1,'a':1|See|", "b|'b':2|Take|", "b|'b':3|Take|"))
                .verdict();
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void clocksThatContradictEachOtherAreRefused() {
        assertThat(merge(log("a|'a':1,'b':1|Tick|"), log("b|'b':1,'a':1|Tick|")).verdict().toString())
                .contains("log1:2").contains("log2:2").contains("contradict");
        assertThat(merge(log("a|'a':1,'b':1|Tick|"), log("b|'b':1,'c':1|Tick|"), log("c|'c':1,'a':1|Tick|")).verdict()
                .toString()).contains("contradict").contains("by way of others");
        assertThat(merge(log("a|'a':1,'b':2|Tick|"), log("b|'b':1|Tick|")).verdict().toString())
                .contains("knowing of event 2 of b").contains("log2");
        assertThat(merge(log("a|'a':1,'z':1|Tick|"), log("b|'b':1|Tick|")).verdict().toString())
                .contains("knowing of event 1 of z").contains("a, b");
        assertThat(merge(log("a|'a':2|Tick|", "a|'a':1|Tick|"), log("b|'b':1|Tick|")).verdict().toString())
                .contains("log1:3").contains("above 2");
        assertThat(merge(log("a|'a':1,'b':1|Tick|", "a|'a':2|Tick|"), log("b|'b':1|Tick|")).verdict().toString())
                .contains("forgetting");
        assertThat(merge(log("a||Tick|"), log("b|'b':1|Tick|")).verdict().toString()).contains("without a clock");
        assertThat(merge(log("a|'a':1|Tick|"), log("a|'a':2|Tick|")).verdict().toString()).contains("another process");
        assertThat(merge(log("a|'a':1|Tick|", "b|'b':1|Tick|"), log("c|'c':1|Tick|")).verdict().toString())
                .contains("events of a only");
    }

    @Test
    void logsWithoutTheirEndAreBeginnings() {
        ReplayResult whole = merge(log("a|'a':1|Tick|"), log("b|'b':1,'a':1|Tick|"));
        assertThat(whole.complete()).isTrue();
        ReplayResult cut = merge(1000, false, log("a|'a':1|Tick|"), log("b|'b':1,'a':1|Tick|"));
        assertOk(cut, 2);
        assertThat(cut.complete()).isFalse();
        // The second process heard of an event that the first one's log has lost.
        ReplayResult waiting = merge(1000, false, log("a|'a':1|Tick|"), log("b|'b':1,'a':2|Tick|", "b|'b':2,'a':2|Tick|"));
        assertOk(waiting, 1);
        assertThat(waiting.complete()).isFalse();
        assertThat(waiting.warnings()).anyMatch(w -> w.contains("wait for others"));
    }

    /** Runs of thousands of events, in which a wrong order shows at once or only much later. */
    @ParameterizedTest
    @ValueSource(ints = {2, 400, 4_000})
    void anOrderIsFoundHoweverLateItMatters(int later) {
        List<String> a = new ArrayList<>();
        List<String> b = new ArrayList<>();
        int puts = 0;
        for (int i = 1; i <= 5_000; i++) {
            a.add("a|'a':" + i + ",'b':" + (i - 1) + "|" + (i == 500 ? "Put|'w':'x'" : "Tick|"));
            boolean see = i == 500 + later;
            puts += see ? 1 : 0;
            b.add("b|'a':" + (i - 1) + ",'b':" + i + "|" + (i == 500 ? "Put|'w':'y'"
                    : see ? "See|'s':{'#tup':['y','x']}" : "Tick|"));
        }
        assertThat(puts).isEqualTo(1);
        assertOk(merge(1_000_000, true, a.toArray(String[]::new), b.toArray(String[]::new)), 10_000);
        int at = 500 + later - 1;
        b.set(at, b.get(at).replace("['y','x']", "['y','y']"));
        assertThat(diverged(merge(1_000_000, true, a.toArray(String[]::new), b.toArray(String[]::new))).event().action())
                .isEqualTo("See");
    }

    /** Small random logs: the verdict is that of trying each interleaving by itself. */
    @Test
    void theVerdictIsThatOfAllInterleavings() {
        long seed = 1;
        Random random = new Random(seed);
        int ok = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            int processes = 2 + random.nextInt(2);
            List<List<String[]>> logs = new ArrayList<>();
            long[][] clocks = new long[processes][processes];
            for (int p = 0; p < processes; p++) {
                logs.add(new ArrayList<>());
            }
            for (int e = 0; e < 4; e++) {
                int p = random.nextInt(processes);
                if (random.nextInt(3) == 0) {
                    int from = random.nextInt(processes);
                    for (int q = 0; q < processes; q++) {
                        clocks[p][q] = Math.max(clocks[p][q], clocks[from][q]);
                    }
                }
                clocks[p][p]++;
                String[] actions = {"Put|'w':'x'", "Put|'w':'x'", "Put|'w':'y'", "Take|", "Take|", "Swap|'w':'x'", "Odd|'w':'y'",
                        "See|'s':{'#tup':['x']}", "See|'s':{'#tup':['y','x']}"};
                logs.get(p).add(new String[] {clock(clocks[p]), actions[random.nextInt(actions.length)],
                        Arrays.toString(clocks[p])});
            }
            String[][] written = new String[processes][];
            for (int p = 0; p < processes; p++) {
                int q = p;
                written[p] = logs.get(p).stream().map(e -> "p" + q + "|" + e[0] + "|" + e[1]).toArray(String[]::new);
            }
            boolean expected = someOrder(logs, new int[processes], List.of());
            ReplayResult result = merge(written);
            assertThat(result.verdict()).as("seed %d, run %d: %s", seed, run, Arrays.deepToString(written))
                    .isInstanceOf(expected ? Verdict.Ok.class : Verdict.Diverged.class);
            ok += expected ? 1 : 0;
        }
        assertThat(ok).isBetween(runs / 10, runs * 9 / 10);
    }

    private static String clock(long[] counts) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            entries.add("'p" + i + "':" + counts[i]);
        }
        return String.join(",", entries);
    }

    /** Tries every interleaving, with the specification written down once more. */
    private static boolean someOrder(List<List<String[]>> logs, int[] at, List<String> shelf) {
        boolean end = true;
        for (int p = 0; p < at.length; p++) {
            if (at[p] == logs.get(p).size()) {
                continue;
            }
            end = false;
            String[] event = logs.get(p).get(at[p]);
            long[] clock = Arrays.stream(event[2].replaceAll("[\\[\\] ]", "").split(",")).mapToLong(Long::parseLong).toArray();
            boolean possible = true;
            for (int q = 0; q < at.length; q++) {
                possible &= q == p || clock[q] <= at[q];
            }
            List<String> after = possible ? step(event[1], shelf) : null;
            if (after != null) {
                at[p]++;
                boolean found = someOrder(logs, at, after);
                at[p]--;
                if (found) {
                    return true;
                }
            }
        }
        return end;
    }

    private static List<String> step(String action, List<String> shelf) {
        List<String> after = new ArrayList<>(shelf);
        if (action.startsWith("Put")) {
            after.add(action.contains("'x'") ? "x" : "y");
            return after;
        } else if (action.startsWith("Take")) {
            return shelf.isEmpty() ? null : after.subList(1, after.size());
        } else if (action.startsWith("Swap")) {
            return !shelf.isEmpty() && shelf.get(0).equals("x") ? List.of() : null;
        } else if (action.startsWith("Odd")) {
            return List.of("y");
        }
        List<String> seen = action.contains("['y','x']") ? List.of("y", "x") : action.contains("['x']") ? List.of("x")
                : List.of();
        return seen.equals(shelf) ? shelf : null;
    }
}
