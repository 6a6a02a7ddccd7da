package dev.synod.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.synod.replay.Attempt;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Verdict;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Recorded traces, good ones and bad ones, each with the verdict that it must get.
 *
 * <p>A folder of traces has a file {@value #EXPECTATIONS}: for each trace the verdict, and for one that diverges the
 * event, the action and the conjunct that is false. A trace that the file does not name, or a name without a trace, is an
 * error: what nobody expects is not checked.
 */
public final class RecordedTraces {
    /** The name of the file that says what is expected of a folder's traces. */
    public static final String EXPECTATIONS = "verdicts.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KEYS = Set.of("verdict", "event", "action", "false", "about");
    private static final Set<String> WORDS = Set.of("ok", "incomplete", "diverged", "unknown", "malformed");

    private RecordedTraces() {}

    /**
     * What must come of a trace.
     *
     * @param verdict  ok, incomplete (ok without a footer), diverged, unknown or malformed
     * @param event    the number of the event that must diverge, or null
     * @param action   the action that is closest to explaining it, or null
     * @param conjunct the conjunct of it that must be false, or for a malformed trace a part of the error; or null
     * @param about    what is wrong with the trace, in a sentence; or what it shows
     */
    public record Expectation(String verdict, Long event, String action, String conjunct, String about) {}

    /**
     * A trace and what came of it.
     *
     * @param difference in what the result is not as expected, or null if it is
     */
    public record Outcome(Path trace, Expectation expected, ReplayResult result, String difference) {
        /** Whether the trace got the verdict that it must get, for the right reason. */
        public boolean asExpected() {
            return difference == null;
        }
    }

    /**
     * The folders below a place that hold recorded traces with expectations, in alphabetical order.
     *
     * @throws UncheckedIOException if the place cannot be read
     */
    public static List<Path> folders(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(p -> p.getFileName().toString().equals(EXPECTATIONS))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replays all traces of a folder.
     *
     * @throws UnusableInputException if the expectations are missing or malformed, or do not name just the traces there are
     */
    public static List<Outcome> check(Path folder, Replayer replayer) {
        Map<String, Expectation> expectations = expectations(folder);
        List<Outcome> outcomes = new ArrayList<>();
        expectations.forEach((name, expected) -> {
            Path trace = folder.resolve(name);
            ReplayResult result = replayer.replay(trace);
            outcomes.add(new Outcome(trace, expected, result, difference(expected, result)));
        });
        return outcomes;
    }

    /**
     * What must come of each trace of a folder, by the trace's name.
     *
     * @throws UnusableInputException if the expectations are missing or malformed, or do not name just the traces there are
     */
    public static Map<String, Expectation> expectations(Path folder) {
        Path file = folder.resolve(EXPECTATIONS);
        Map<String, Expectation> expectations = new LinkedHashMap<>();
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (root == null || !root.isObject()) {
                throw unusable(file, "no object", "{\"TRACE.ndjson\":{\"verdict\":...},...}", "correct the file");
            }
            root.properties().forEach(e -> expectations.put(e.getKey(), expectation(file, e.getKey(), e.getValue())));
        } catch (JsonProcessingException e) {
            throw new UnusableInputException(file + ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr(),
                    "no JSON (" + e.getOriginalMessage() + ")", "an object of expectations", "correct the file");
        } catch (IOException e) {
            throw unusable(file, "a file that cannot be read", "which verdict each trace must get",
                    "check that it is there and that you may read it");
        }
        Set<String> present = new HashSet<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".ndjson")).forEach(present::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : new TreeMap<>(expectations).keySet()) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw unusable(file, "an entry for " + name, "the trace of that name beside it",
                        "remove the entry, or record the trace");
            }
            present.remove(name);
        }
        if (!present.isEmpty()) {
            throw unusable(file, "nothing about " + String.join(", ", present.stream().sorted().toList()),
                    "an entry for every trace in the folder", "say which verdict it must get, or remove the trace");
        }
        return expectations;
    }

    private static UnusableInputException unusable(Path file, String found, String expected, String remedy) {
        return new UnusableInputException(file.toString(), found, expected, remedy);
    }

    private static Expectation expectation(Path file, String name, JsonNode node) {
        if (!node.isObject()) {
            throw unusable(file, "no object for " + name, "{\"verdict\":...}", "correct the entry");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw unusable(file, "the key \"" + key + "\" for " + name,
                        String.join(", ", KEYS.stream().sorted().toList()), "correct the key");
            }
        });
        String verdict = node.path("verdict").asText();
        if (!WORDS.contains(verdict)) {
            throw unusable(file, "the verdict \"" + verdict + "\" for " + name,
                    "one of " + String.join(", ", WORDS.stream().sorted().toList()), "correct the entry");
        }
        return new Expectation(verdict, node.has("event") ? node.get("event").asLong() : null,
                text(node, "action"), text(node, "false"), text(node, "about"));
    }

    private static String text(JsonNode node, String key) {
        return node.has(key) ? node.get(key).asText() : null;
    }

    /** In what a result is not as expected, or null if it is. */
    public static String difference(Expectation expected, ReplayResult result) {
        String verdict = result.verdict() instanceof Verdict.Ok && !result.complete() ? "incomplete"
                : result.verdict().word();
        if (!verdict.equals(expected.verdict())) {
            return "the verdict is " + verdict + ", expected " + expected.verdict();
        }
        if (result.verdict() instanceof Verdict.Diverged diverged) {
            Attempt attempt = diverged.divergence().closest();
            if (expected.event() != null && diverged.divergence().event().n() != expected.event()) {
                return "it diverges at event " + diverged.divergence().event().n() + ", expected " + expected.event();
            }
            if (expected.action() != null && !attempt.action().equals(expected.action())) {
                return "the closest action is " + attempt.action() + ", expected " + expected.action();
            }
            if (expected.conjunct() != null && !attempt.conjunct().equals(expected.conjunct())) {
                return "the false conjunct is " + attempt.conjunct() + ", expected " + expected.conjunct();
            }
        }
        if (result.verdict() instanceof Verdict.Malformed malformed
                && expected.conjunct() != null
                && !malformed.error().contains(expected.conjunct())) {
            return "the error is " + malformed.error() + ", expected it to say " + expected.conjunct();
        }
        return null;
    }
}
