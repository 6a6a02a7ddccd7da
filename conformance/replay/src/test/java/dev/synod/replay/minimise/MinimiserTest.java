package dev.synod.replay.minimise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.PropertyChoice;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Verdict;
import dev.synod.replay.minimise.Minimiser.Limits;
import dev.synod.replay.minimise.Minimiser.Minimised;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimiserTest {
    @TempDir
    Path folder;

    private static final String SPEC = """
            ---- MODULE Doors ----
            EXTENDS Integers
            VARIABLES open, seen
            Init == open = {} /\\ seen = 0
            Open(d) == /\\ d \\notin open
                       /\\ open' = open \\cup {d}
                       /\\ UNCHANGED seen
            Close(d) == /\\ d \\in open
                        /\\ open' = open \\ {d}
                        /\\ UNCHANGED seen
            Look == seen' = seen + 1 /\\ UNCHANGED open
            Next == (\\E d \\in 0..9 : Open(d) \\/ Close(d)) \\/ Look
            Few == ~({1, 2, 3} \\subseteq open)
            ====
            """;
    private static final TraceHeader HEADER = new TraceHeader("Doors", Map.of(), null, null, List.of(), List.of(),
            List.of(), Map.of("seed", Value.of(1)));

    private Replayer replayer() {
        try {
            return Replayer.ofModule(Files.writeString(folder.resolve("Doors.tla"), SPEC));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final List<TraceEvent> events = new ArrayList<>();
    private final Map<String, Map<String, Long>> clocks = new LinkedHashMap<>();

    /** An event at one of three nodes, which hear of each other's. */
    private void event(String action, Integer door) {
        String node = "n" + events.size() % 3;
        String other = "n" + (events.size() + 1) % 3;
        Map<String, Long> clock = new LinkedHashMap<>(clocks.getOrDefault(node, Map.of()));
        clocks.getOrDefault(other, Map.of()).forEach((k, v) -> clock.merge(k, v, Math::max));
        clock.merge(node, 1L, Long::sum);
        clocks.put(node, clock);
        events.add(new TraceEvent(events.size() + 1, node, clock, action, door == null ? null : Map.of("d", Value.of(door)),
                Map.of()));
    }

    private Path write() {
        Path file = folder.resolve("doors.ndjson");
        try (TraceWriter writer = TraceWriter.to(file, HEADER)) {
            events.forEach(writer::write);
            writer.finish();
        }
        return file;
    }

    private static List<String> steps(Minimised small) {
        return small.events().stream().map(TraceEvent::describe).toList();
    }

    private Optional<Minimised> minimise(Replayer replayer, Limits limits) {
        Path file = write();
        ReplayResult whole = replayer.replay(file);
        return new Minimiser(replayer, limits).minimise(file, whole);
    }

    /** Doors open and shut at random, among many looks; in the end one is opened that is open. */
    private void manyDoors(long seed, int length) {
        Random random = new Random(seed);
        boolean[] open = new boolean[10];
        for (int i = 0; i < length; i++) {
            int door = random.nextInt(10);
            if (random.nextBoolean()) {
                event("Look", null);
            } else {
                event(open[door] ? "Close" : "Open", door);
                open[door] = !open[door];
            }
        }
        event(open[4] ? "Open" : "Close", 4);
    }

    @Test
    void whatHasNothingToDoWithItGoes() {
        for (long seed = 1; seed <= 6; seed++) {
            events.clear();
            clocks.clear();
            manyDoors(seed, 150);
            boolean closing = events.get(150).action().equals("Close");
            try (Replayer replayer = replayer()) {
                Minimised small = minimise(replayer, Limits.DEFAULT).orElseThrow();
                assertThat(steps(small)).as("seed " + seed).isEqualTo(closing ? List.of("Close(d = 4)")
                        : List.of("Open(d = 4)", "Open(d = 4)"));
                assertThat(small.minimal()).isEqualTo(2);
                assertThat(small.from()).isEqualTo(151);
                assertThat(small.failure().conjunct()).isEqualTo(closing ? "d \\in open" : "d \\notin open");
                assertThat(small.header().source()).containsEntry("seed", Value.of(1))
                        .containsEntry("minimised", Value.of("doors.ndjson"));
            }
        }
    }

    /** That Close(1) fails too without Open(1) is no news of Close(2). */
    @Test
    void theLastEventIsTheOneThatFails() {
        event("Open", 1);
        event("Close", 1);
        event("Open", 2);
        event("Close", 2);
        event("Close", 2);
        try (Replayer replayer = replayer()) {
            assertThat(steps(minimise(replayer, Limits.DEFAULT).orElseThrow())).containsExactly("Close(d = 2)");
        }
    }

    /** A shorter trace that fails elsewhere is not the same failure. */
    @Test
    void itFailsForTheSameReason() {
        event("Open", 1);
        event("Open", 2);
        event("Close", 1);
        event("Look", null);
        event("Open", 2);
        try (Replayer replayer = replayer()) {
            Minimised small = minimise(replayer, Limits.DEFAULT).orElseThrow();
            assertThat(steps(small)).containsExactly("Open(d = 2)", "Open(d = 2)");
            // What was written is a trace, whole, and fails as it says.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            small.write(bytes);
            try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes.toByteArray()), "small")) {
                ReplayResult again = replayer.replay(reader);
                assertThat(Failure.of(again.verdict())).contains(small.failure());
                assertThat(((Verdict.Diverged) again.verdict()).divergence().event().n()).isEqualTo(2);
            }
        }
    }

    @Test
    void clocksCountTheEventsThatAreLeft() {
        manyDoors(7, 60);
        List<TraceEvent> some = new ArrayList<>();
        for (int i = 0; i < events.size(); i += 1 + i % 3) {
            some.add(events.get(i));
        }
        List<TraceEvent> renumbered = Minimiser.renumbered(some);
        Map<String, Long> own = new LinkedHashMap<>();
        for (int i = 0; i < some.size(); i++) {
            TraceEvent event = renumbered.get(i);
            assertThat(event.n()).isEqualTo(i + 1);
            assertThat(event.clock().get(event.node())).isEqualTo(own.merge(event.node(), 1L, Long::sum));
            // It knows of the same events that are left as before.
            for (int j = 0; j < i; j++) {
                String node = some.get(j).node();
                assertThat(event.clock().getOrDefault(node, 0L) >= renumbered.get(j).clock().get(node))
                        .isEqualTo(some.get(i).clock().getOrDefault(node, 0L) >= some.get(j).clock().get(node));
            }
        }
    }

    @Test
    void aViolatedProperty() {
        for (int door : new int[] {7, 3, 5, 1, 8, 2, 9}) {
            event("Open", door);
            event("Look", null);
        }
        event("Close", 3);
        try (Replayer replayer = replayer().withProperties(PropertyChoice.NONE.and(List.of("Few"), List.of()))) {
            Minimised small = minimise(replayer, Limits.DEFAULT).orElseThrow();
            assertThat(steps(small)).containsExactly("Open(d = 3)", "Open(d = 1)", "Open(d = 2)");
            assertThat(small.failure().property()).isTrue();
            assertThat(small.minimal()).isEqualTo(2);
        }
    }

    @Test
    void limitsAreTold() {
        manyDoors(1, 150);
        try (Replayer replayer = replayer()) {
            Minimised few = minimise(replayer, new Limits(3, Duration.ofHours(1))).orElseThrow();
            assertThat(few.minimal()).isZero();
            assertThat(few.replays()).isLessThanOrEqualTo(4);
            assertThat(few.result().verdict()).isInstanceOf(Verdict.Diverged.class);
            assertThat(minimise(replayer, new Limits(1_000, Duration.ZERO)).orElseThrow().minimal()).isZero();
        }
    }

    @Test
    void whatDoesNotFailIsNotShrunk() {
        event("Open", 1);
        try (Replayer replayer = replayer()) {
            assertThat(minimise(replayer, Limits.DEFAULT)).isEmpty();
        }
    }
}
