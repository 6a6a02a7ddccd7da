package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.trace.SplitWriter;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceReader;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs taken apart into one log for each node and merged again by their clocks alone. */
class MergedLogsTest {
    private static final Replayer REPLAYER = Replayer.of(SpecFolders.near(Path.of("")));

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        REPLAYER.close();
    }

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    static Stream<Mutant> mutants() {
        return algorithms().flatMap(a -> Mutants.of(a.name()).stream());
    }

    static Stream<Mutant> multiPaxosMutants() {
        return Mutants.of("multi-paxos").stream();
    }

    private static byte[] record(AlgorithmProvider<?, ?> algorithm, String faults, long seed, int steps) {
        return record(Simulation.of(algorithm), faults, seed, steps);
    }

    private static byte[] record(Simulation<?, ?> simulation, String faults, long seed, int steps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        simulation.faults(FaultPlan.parse(faults, simulation.ensemble())).seed(seed).steps(steps).record(out);
        return out.toByteArray();
    }

    private ReplayResult merged(byte[] trace) throws IOException {
        return merged(trace, UnaryOperator.identity());
    }

    private ReplayResult merged(byte[] trace, UnaryOperator<TraceEvent> change) throws IOException {
        Path logs = Files.createTempDirectory(folder, "logs");
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "trace");
                SplitWriter writer = new SplitWriter(logs, reader.header())) {
            for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                writer.write(change.apply(event));
            }
            writer.finish();
        }
        try (Stream<Path> files = Files.list(logs)) {
            return REPLAYER.replayMerged(files.sorted().toList(), TraceFormats.OWN);
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theLogsOfARunAreOk(AlgorithmProvider<?, ?> algorithm) throws IOException {
        for (long seed = 1; seed <= 10; seed++) {
            byte[] trace = record(algorithm, "all", seed, 300);
            ReplayResult result = merged(trace);
            assertThat(result.verdict()).as("seed %d: %s", seed, String.join("\n", Story.of(result, "")))
                    .isInstanceOf(Verdict.Ok.class);
            assertThat(result.events()).as("of the lines, all but header and footer")
                    .isEqualTo(new String(trace, StandardCharsets.UTF_8).lines().count() - 2);
            assertThat(result.complete()).isTrue();
        }
    }

    /** A guard that a mutant lacks speaks of its own node: no order of what happened elsewhere makes it true. */
    @ParameterizedTest
    @MethodSource("mutants")
    void noOrderHidesAMutant(Mutant mutant) throws IOException {
        int diverged = 0;
        for (long seed = 1; seed <= 60 && diverged < 1; seed++) {
            // A rare one needs longer runs to show itself.
            byte[] trace = record(mutant.algorithm(), mutant.faults(), seed, seed <= 30 ? 200 : 1500);
            ReplayResult single;
            try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "trace")) {
                single = REPLAYER.replay(reader);
            }
            if (single.verdict() instanceof Verdict.Diverged) {
                diverged++;
                assertThat(merged(trace).verdict()).as("%s, seed %d", mutant.name(), seed).isNotInstanceOf(Verdict.Ok.class);
            }
        }
        assertThat(diverged).as(mutant.name()).isPositive();
    }

    /**
     * Nodes that share nothing but a set of messages which only grows: all orders of their events are refuted by one, and
     * the event that no order explains is that which is wrong.
     */
    @ParameterizedTest
    @MethodSource("multiPaxosMutants")
    void aMutantIsFoundOutAmongFiveNodes(Mutant mutant) throws IOException {
        byte[] longest = null;
        long events = 0;
        int diverged = 0;
        for (long seed = 1; seed <= (diverged > 0 ? 10 : 60) && diverged < 4; seed++) {
            byte[] trace = record(Simulation.of(mutant.algorithm()).nodes(5), mutant.faults(), seed, 1500);
            try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "trace")) {
                ReplayResult single = REPLAYER.replay(reader);
                if (single.verdict() instanceof Verdict.Diverged) {
                    diverged++;
                    longest = single.events() >= events ? trace : longest;
                    events = Math.max(events, single.events());
                }
            }
        }
        assertThat(longest).as("%s: no run in which it shows", mutant.name()).isNotNull();
        ReplayResult merged = merged(longest);
        assertThat(merged.verdict()).as(() -> mutant.name() + ": " + String.join("\n", Story.of(merged, "")))
                .isInstanceOf(Verdict.Diverged.class);
        assertThat(((Verdict.Diverged) merged.verdict()).divergence().event().action()).isEqualTo(mutant.action());
    }

    /** The order of the thousands of events before one that is wrong does not matter, and is not tried. */
    @ParameterizedTest
    @CsvSource({"multi-paxos, maxBal", "paxos, round", "synod, nextBal"})
    void aLateWrongEventIsFoundOutAmongFiveNodes(String algorithm, String variable) throws IOException {
        byte[] trace = record(Simulation.of(Algorithms.named(algorithm)).nodes(5), "crash=0.005,loss=0.1,delay=1..30", 3, 3000);
        TraceEvent last = null;
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "trace")) {
            for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                last = event.state().get(variable) instanceof Value.Int ? event : last;
            }
        }
        assertThat(last).isNotNull();
        TraceEvent wrong = last;
        assertThat(wrong.n()).isGreaterThan(1000);
        assertThat(merged(trace).verdict()).isInstanceOf(Verdict.Ok.class);
        ReplayResult result = merged(trace, event -> event.n() == wrong.n()
                ? event.withState(Map.of(variable, Value.of(((Value.Int) wrong.state().get(variable)).value() + 5))) : event);
        assertThat(result.verdict()).isInstanceOf(Verdict.Diverged.class);
        assertThat(((Verdict.Diverged) result.verdict()).divergence().event().clock()).isEqualTo(wrong.clock());
    }
}
