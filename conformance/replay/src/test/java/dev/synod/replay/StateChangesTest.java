package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed from event to event comes to the same as all that there is. */
class StateChangesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** The state as far as it was told. */
    private static final class Told implements StateChanges {
        private final Map<List<String>, Object> cells = new HashMap<>();
        private final Set<String> open = new HashSet<>();
        private long calls;

        @Override
        public void value(List<String> path, String value) {
            calls++;
            open.remove(path.get(0));
            cells.put(path, value);
        }

        @Override
        public void set(List<String> path) {
            calls++;
            open.remove(path.get(0));
            cells.put(path, new HashSet<String>());
        }

        @Override
        public void added(List<String> path, String element) {
            calls++;
            assertThat(elements(path).add(element)).as("%s was not in %s", element, path).isTrue();
        }

        @Override
        public void removed(List<String> path, String element) {
            calls++;
            assertThat(elements(path).remove(element)).as("%s was in %s", element, path).isTrue();
        }

        @Override
        public void gone(List<String> path) {
            calls++;
            assertThat(cells.remove(path)).as("%s was there", path).isNotNull();
        }

        @Override
        public void open(String variable) {
            calls++;
            assertThat(cells.keySet()).noneMatch(path -> path.get(0).equals(variable));
            open.add(variable);
        }

        @SuppressWarnings("unchecked")
        private Set<String> elements(List<String> path) {
            return (Set<String>) cells.get(path);
        }
    }

    private static Told follow(String trace, int sharingFrom) {
        Told told = new Told();
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(ROOT.resolve("specs")))).withSharingFrom(sharingFrom);
                TraceSource source = TraceReader.of(ROOT.resolve("traces").resolve(trace))) {
            ReplayResult result = replayer.replay(source, (events, session) -> {
                session.changes(told);
                if (events % 20 == 0) {
                    Told whole = new Told();
                    session.fork().changes(whole);
                    assertThat(told.cells).as("after event %s", events).isEqualTo(whole.cells);
                    assertThat(told.open).isEqualTo(whole.open);
                }
            });
            assertThat(result.verdict()).isInstanceOf(Verdict.Ok.class);
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"synod/all-faults.ndjson", "synod/crashes.ndjson", "chandy-lamport/two-loops.ndjson", "ricart-agrawala/calm.ndjson",
        "chang-roberts/worst.ndjson"})
    void addUpToTheState(String trace) {
        // Sets that share structure are compared in another way; what is told must be the same.
        assertThat(follow(trace, 4).cells).isEqualTo(follow(trace, Integer.MAX_VALUE).cells);
    }

    @Test
    void areNotMoreThanWhatChanges() {
        Told told = follow("synod/calm.ndjson", 4);
        assertThat(told.cells.get(List.of("msgs"))).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.SET).isNotEmpty();
        assertThat(told.calls).isLessThan(1_000);
    }
}
