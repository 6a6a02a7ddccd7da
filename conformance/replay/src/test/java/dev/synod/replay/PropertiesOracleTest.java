package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random walks in random graphs, of which a trace gives the labels only: the verdict on an invariant and on an action
 * property must be the one that following all walks with their violations, one by one, gives.
 */
class PropertiesOracleTest {
    @TempDir
    Path folder;

    private static final String WALK = """
            ---- MODULE Walk ----
            EXTENDS Integers
            CONSTANTS Edges, Bad, BadStep
            VARIABLE at
            Init == at \\in {0, 1}
            Take(l) == \\E e \\in Edges : e[1] = at /\\ e[2] = l /\\ at' = e[3]
            Visible == \\E l \\in {"a", "b"} : Take(l)
            Silent == Take("silent")
            Next == Visible \\/ Silent
            Good == at # Bad
            GoodSteps == [][<<at, at'>> # BadStep]_at
            ====
            """;
    private static final int NODES = 5;
    private static final String[] LABELS = {"a", "b", "silent"};

    private record Edge(int from, String label, int to) {}

    private record Graph(Set<Edge> edges, int bad, int badFrom, int badTo) {
        static Graph random(Random random) {
            Set<Edge> edges = new HashSet<>();
            for (int i = 0; i < 11; i++) {
                edges.add(new Edge(random.nextInt(NODES), LABELS[random.nextInt(3)], random.nextInt(NODES)));
            }
            return new Graph(edges, random.nextInt(NODES), random.nextInt(NODES), random.nextInt(NODES));
        }

        TraceHeader header() {
            Map<String, Value> constants = new LinkedHashMap<>();
            constants.put("Edges", Value.set(edges.stream()
                    .map(e -> Value.tup(List.of(Value.of(e.from()), Value.of(e.label()), Value.of(e.to())))).toList()));
            constants.put("Bad", Value.of(bad));
            constants.put("BadStep", Value.tup(List.of(Value.of(badFrom), Value.of(badTo))));
            return new TraceHeader("Walk", constants, null, null, List.of(), List.of(), List.of("Silent"), Map.of());
        }

        /** Where a walk may be, and whether it has been wrong. */
        private record Place(int at, boolean wrong) {}

        private Place step(Place from, Edge edge, boolean invariant) {
            return new Place(edge.to(), from.wrong() || (invariant ? edge.to() == bad
                    : edge.from() == badFrom && edge.to() == badTo && badFrom != badTo));
        }

        /** The word of the verdict; the number of the event for a trace that diverges. */
        String verdict(List<String> labels, boolean invariant) {
            Set<Place> places = new HashSet<>();
            for (int initial : new int[] {0, 1}) {
                places.add(new Place(initial, invariant && initial == bad));
            }
            for (int i = 0; i < labels.size(); i++) {
                for (boolean more = true; more; ) {
                    Set<Place> silent = new HashSet<>();
                    places.forEach(p -> edges.stream().filter(e -> e.from() == p.at() && e.label().equals("silent"))
                            .forEach(e -> silent.add(step(p, e, invariant))));
                    more = places.addAll(silent);
                }
                Set<Place> next = new HashSet<>();
                String label = labels.get(i);
                places.forEach(p -> edges.stream().filter(e -> e.from() == p.at() && e.label().equals(label))
                        .forEach(e -> next.add(step(p, e, invariant))));
                if (next.isEmpty()) {
                    return "diverged at " + (i + 1);
                }
                places = next;
            }
            boolean wrong = places.stream().anyMatch(Place::wrong);
            return !wrong ? "ok" : places.stream().allMatch(Place::wrong) ? "violated" : "unknown";
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theVerdictIsThatOfAllWalks(long seed) throws Exception {
        Path module = Files.writeString(folder.resolve("Walk.tla"), WALK);
        Random random = new Random(seed);
        Map<String, Integer> verdicts = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            Graph graph = Graph.random(random);
            for (boolean invariant : new boolean[] {true, false}) {
                PropertyChoice choice = PropertyChoice.NONE.and(invariant ? List.of("Good") : List.of(),
                        invariant ? List.of() : List.of("GoodSteps"));
                try (Replayer replayer = Replayer.ofModule(module).withProperties(choice)) {
                    for (int j = 0; j < 40; j++) {
                        List<String> labels = new ArrayList<>();
                        for (int k = random.nextInt(6); k >= 0; k--) {
                            labels.add(LABELS[random.nextInt(2)]);
                        }
                        String verdict = verdict(replayer, graph, labels);
                        assertThat(verdict).as("seed %d: %s, %s", seed, graph, labels)
                                .isEqualTo(graph.verdict(labels, invariant));
                        verdicts.merge(verdict.replaceAll(" at.*", ""), 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(verdicts).as("seed " + seed).containsKey("diverged").hasSizeGreaterThan(1);
    }

    @Test
    void allVerdictsComeUp() {
        Set<String> verdicts = new HashSet<>();
        for (long seed = 1; seed <= 6; seed++) {
            Random random = new Random(seed);
            Graph graph = Graph.random(random);
            for (int j = 0; j < 60; j++) {
                List<String> labels = new ArrayList<>();
                for (int k = random.nextInt(4); k >= 0; k--) {
                    labels.add(LABELS[random.nextInt(2)]);
                }
                verdicts.add(graph.verdict(labels, true).replaceAll(" at.*", ""));
            }
        }
        assertThat(verdicts).containsExactlyInAnyOrder("ok", "violated", "unknown", "diverged");
    }

    private static String verdict(Replayer replayer, Graph graph, List<String> labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TraceWriter writer = new TraceWriter(bytes, graph.header())) {
            for (int i = 0; i < labels.size(); i++) {
                writer.write(new TraceEvent(i + 1, "n", null, "Visible", Map.of("l", Value.of(labels.get(i))), Map.of()));
            }
            writer.finish();
        }
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes.toByteArray()), "walk")) {
            Verdict verdict = replayer.replay(reader).verdict();
            return verdict instanceof Verdict.Diverged d ? "diverged at " + d.divergence().event().n() : verdict.word();
        }
    }
}
