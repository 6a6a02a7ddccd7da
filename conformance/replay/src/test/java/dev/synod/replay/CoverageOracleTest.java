package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random graphs, each edge an alternative of an action, of whose walks a trace gives the actions only: the alternatives
 * taken must be just the edges that lie on a walk through the whole trace.
 */
class CoverageOracleTest {
    @TempDir
    Path folder;

    private static final int NODES = 5;
    private static final List<String> ACTIONS = List.of("A", "B", "Silent");

    private record Edge(int from, String action, int to) {
        String text() {
            return "at = " + from + " /\\ at' = " + to;
        }
    }

    /** After so many events at a node. */
    private record Place(int events, int at) {}

    private static String module(Set<Edge> edges) {
        StringBuilder text = new StringBuilder("---- MODULE Graph ----\nEXTENDS Integers\nVARIABLE at\nInit == at \\in {0, 1}\n");
        for (String action : ACTIONS) {
            text.append(action).append(" ==\n  \\/ at = 98 /\\ at' = 98\n  \\/ at = 99 /\\ at' = 99\n");
            edges.stream().filter(e -> e.action().equals(action)).forEach(e -> text.append("  \\/ ").append(e.text()).append('\n'));
        }
        return text.append("Next == A \\/ B \\/ Silent\n====\n").toString();
    }

    /** All places that steps lead to from some, or lead from if {@code back}. */
    private static Set<Place> closure(Set<Edge> edges, List<String> trace, Set<Place> from, boolean back) {
        Set<Place> all = new HashSet<>(from);
        for (boolean more = true; more; ) {
            Set<Place> next = new HashSet<>();
            for (Place place : all) {
                for (Edge e : edges) {
                    boolean silent = e.action().equals("Silent");
                    int before = back && !silent ? place.events() - 1 : place.events();
                    // After the last event nothing happens.
                    if (before >= 0 && before < trace.size() && place.at() == (back ? e.to() : e.from())
                            && (silent || trace.get(before).equals(e.action()))) {
                        next.add(new Place(silent ? before : back ? before : before + 1, back ? e.from() : e.to()));
                    }
                }
            }
            more = all.addAll(next);
        }
        return all;
    }

    private static Set<String> onWalks(Set<Edge> edges, List<String> trace) {
        Set<Place> forth = closure(edges, trace, Set.of(new Place(0, 0), new Place(0, 1)), false);
        Set<Place> ends = forth.stream().filter(p -> p.events() == trace.size()).collect(Collectors.toSet());
        Set<Place> back = closure(edges, trace, ends, true);
        Predicate<Place> on = p -> forth.contains(p) && back.contains(p);
        Set<String> found = new HashSet<>();
        for (Edge e : edges) {
            boolean silent = e.action().equals("Silent");
            for (int i = 0; i < trace.size(); i++) {
                if ((silent || trace.get(i).equals(e.action())) && on.test(new Place(i, e.from()))
                        && on.test(new Place(silent ? i : i + 1, e.to()))) {
                    found.add(e.action() + ": disjunct " + e.text());
                }
            }
        }
        return ends.isEmpty() ? null : found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsTakenLiesOnAWholeWalk(long seed) {
        Random random = new Random(seed);
        Set<Edge> edges = new HashSet<>();
        for (int i = 0; i < 11; i++) {
            edges.add(new Edge(random.nextInt(NODES), ACTIONS.get(random.nextInt(3)), random.nextInt(NODES)));
        }
        int accepted = 0;
        int rejected = 0;
        for (int i = 0; i < 12; i++) {
            List<String> actions = new ArrayList<>();
            TestTrace trace = TestTrace.of(folder, module(edges)).hidden("Silent").with(Replayer::withCoverage);
            for (int k = random.nextInt(5); k >= 0; k--) {
                String action = ACTIONS.get(random.nextInt(2));
                actions.add(action);
                trace.event("n", action, null, null);
            }
            Set<String> expected = onWalks(edges, actions);
            ReplayResult result = trace.replay();
            String about = "seed " + seed + ": " + edges + ", " + actions;
            if (expected == null) {
                assertThat(result.verdict()).as(about).isInstanceOf(Verdict.Diverged.class);
                rejected++;
            } else {
                assertThat(result.verdict()).as(about).isInstanceOf(Verdict.Ok.class);
                assertThat(result.coverage().places().stream().filter(p -> p.taken() > 0)
                        .filter(p -> p.kind() == Coverage.Kind.DISJUNCT).map(Coverage.Place::toString)
                        .collect(Collectors.toSet())).as(about).isEqualTo(expected);
                accepted++;
            }
        }
        assertThat(accepted).as("seed %d: %d accepted, %d rejected", seed, accepted, rejected).isPositive();
    }
}
