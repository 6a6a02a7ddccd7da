package dev.synod.explore.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.RecordedTraces;
import dev.synod.explore.bench.StockTlc;
import dev.synod.explore.bench.StockTlc.Answer;
import dev.synod.replay.ReplayLimits;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.replay.convert.Explained;
import dev.synod.replay.convert.SpecTrace;
import dev.synod.replay.convert.TlaModule;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine's verdict on a trace, and the number of events that it explains, are stock TLC's.
 *
 * <p>Half of the traces are mutated. A trace that is refused before it is replayed is only asked not to be ok.
 */
class OracleTest {
    private static final List<FaultPlan> FAULTS = List.of(
            FaultPlan.NONE,
            FaultPlan.ALL,
            FaultPlan.parse("loss=0.2,delay=1..30"),
            FaultPlan.parse("duplication=0.4,delay=1..10,crash=0.02"),
            FaultPlan.parse("loss=0.05,crash=0.05,downtime=1..10,partition=0.02"));

    /** What changes no verdict: each trace is replayed in these ways too, and the result must be the same. */
    private static final Map<String, UnaryOperator<Replayer>> WAYS = Map.of(
            "without structural sharing", replayer -> replayer.withSharingFrom(Integer.MAX_VALUE),
            "with structural sharing from 2 elements on", replayer -> replayer.withSharingFrom(2),
            "without symmetry", replayer -> replayer.withLimits(ReplayLimits.DEFAULT.withoutSymmetry()),
            "with symmetry from 2 states on", replayer -> replayer.withLimits(ReplayLimits.DEFAULT.withSymmetryFrom(2)));

    private static final Path SPEC =
            SpecFolders.near(Path.of("").toAbsolutePath()).module("synod/Synod");

    private static final AlgorithmProvider<?, ?> SYNOD = Algorithms.named("synod");

    /** A trace as both are given it, and what the engine says. */
    private record Case(String name, byte[] text, SpecTrace read, ReplayResult engine) {}

    @Test
    void engineAndTlcAgree() {
        Tally tally = new Tally();
        compare(20_261_121, 240, 120, SPEC, tally);
        System.out.println(tally);
        tally.check(240);
    }

    static Stream<AlgorithmProvider<?, ?>> otherAlgorithms() {
        return Algorithms.all().stream().filter(algorithm -> !algorithm.name().equals("synod"));
    }

    /** Other networks than the synod's, among them. */
    @ParameterizedTest
    @MethodSource("otherAlgorithms")
    void engineAndTlcAgreeOnOtherAlgorithms(AlgorithmProvider<?, ?> algorithm) {
        Path spec = SpecFolders.near(Path.of("").toAbsolutePath()).module(algorithm.spec());
        Tally tally = new Tally();
        compare(11, 120, 60, spec, spec, (i, random) -> simulated(algorithm, 11, i, random), tally);
        System.out.println(algorithm.name() + ": " + tally);
        assertThat(tally.disagreements).isEmpty();
        assertThat(tally.verdicts.getOrDefault("ok", 0)).isGreaterThanOrEqualTo(60);
        assertThat(tally.verdicts.getOrDefault("diverged", 0)).isGreaterThan(15);
        Simulation.of(algorithm).nodes(5).ensemble().machines().get(0).traitorAction().ifPresent(treason ->
                assertThat(tally.actions.get(treason.name())).as("treasons").isGreaterThan(100L));
    }

    static Stream<Path> recordedTraces() {
        return RecordedTraces.folders(Path.of("../../traces")).stream();
    }

    /** The two shortest good ones and the two shortest bad ones of each folder. */
    @ParameterizedTest
    @MethodSource("recordedTraces")
    void engineAndTlcAgreeOnRecordedTraces(Path folder) {
        Tally tally = recorded(folder, 2);
        assertThat(tally.disagreements).isEmpty();
        assertThat(tally.errors).isZero();
        assertThat(tally.verdicts.keySet()).contains("diverged", "ok");
    }

    @ParameterizedTest
    @MethodSource("recordedTraces")
    @Tag("deep")
    void engineAndTlcAgreeOnAllRecordedTraces(Path folder) {
        assertThat(recorded(folder, Integer.MAX_VALUE).disagreements).isEmpty();
    }

    private static Tally recorded(Path folder, int most) {
        Tally tally = new Tally();
        Map<String, List<Case>> byConstants = new LinkedHashMap<>();
        Path spec = null;
        try (Replayer replayer = Replayer.of(SpecFolders.near(folder))) {
            for (Path file : RecordedTraces.expectations(folder).keySet().stream().map(folder::resolve)
                    .sorted(Comparator.comparingLong(OracleTest::size)).toList()) {
                ReplayResult engine = replayer.replay(file);
                String verdict = engine.verdict().word();
                if (engine.verdict() instanceof Verdict.Malformed || tally.verdicts.getOrDefault(verdict, 0) == most) {
                    continue;
                }
                SpecTrace trace = SpecTrace.read(file);
                spec = SpecFolders.near(folder).module(trace.header().spec());
                tally.traces++;
                tally.events += trace.events().size();
                tally.verdicts.merge(verdict, 1, Integer::sum);
                byConstants.computeIfAbsent(trace.header().constants().toString(), c -> new ArrayList<>())
                        .add(new Case(file.toString(), new byte[0], trace, engine));
            }
        }
        StockTlc tlc = new StockTlc(spec, Duration.ofMinutes(5));
        byConstants.values().forEach(cases -> judge(tlc, cases, tally));
        tally.runs = tlc.runs();
        tally.tlcSeconds = tlc.seconds();
        System.out.println(folder.getFileName() + ": " + tally);
        return tally;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shared variables, hidden actions, names and arguments that are missing or ambiguous. */
    @Test
    void engineAndTlcAgreeOnTracesWithGaps(@TempDir Path folder) throws IOException {
        Tally tally = gaps(folder, "\\E n \\in 0..3", 160);
        assertThat(tally.verdicts.keySet()).containsExactly("diverged", "malformed", "ok");
        assertThat(tally.verdicts.get("ok")).isGreaterThan(80);
        assertThat(tally.verdicts.get("diverged")).isGreaterThan(15);
    }

    /** An argument that is missing and ranges over all numbers: the engine may say that it does not know. */
    @Test
    void engineDoesNotClaimWhatTlcRefutesOnTracesWithOpenNumbers(@TempDir Path folder) throws IOException {
        Tally tally = gaps(folder, "\\E n \\in Nat", 40);
        assertThat(tally.verdicts.keySet()).contains("ok", "unknown");
    }

    private static Tally gaps(Path folder, String quantifier, int traces) throws IOException {
        Path shelf = folder.resolve("Shelf.tla");
        try (InputStream in = OracleTest.class.getResourceAsStream("Shelf.tla")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(shelf, text.replace("\\E n \\in Nat", quantifier));
        }
        Tally tally = new Tally();
        compare(3, traces, 200, shelf, shelf,
                (i, random) -> ShelfTraces.random("shelf-" + i, random.nextInt(4, 12), random), tally);
        System.out.println(tally);
        assertThat(tally.disagreements).isEmpty();
        return tally;
    }

    @Test
    @Tag("deep")
    void engineAndTlcAgreeOnTenThousandTraces() {
        long seed = Long.getLong("synod.oracle.seed", 1);
        int count = Integer.getInteger("synod.oracle.traces", 10_000);
        Tally tally = new Tally();
        List<AlgorithmProvider<?, ?>> others = otherAlgorithms().toList();
        for (int i = 0; i * 500 < count; i++) {
            // Every other batch is the synod's.
            AlgorithmProvider<?, ?> algorithm = i % 2 == 0 ? SYNOD : others.get(i / 2 % others.size());
            Path spec = SpecFolders.near(Path.of("").toAbsolutePath()).module(algorithm.spec());
            long batchSeed = seed * 1_000 + i;
            compare(batchSeed, Math.min(500, count - i * 500), 125, spec, spec,
                    (trace, random) -> simulated(algorithm, batchSeed, trace, random), tally);
            System.out.println(algorithm.name() + ", seed " + batchSeed + ": " + tally);
        }
        tally.check(count);
    }

    /** Were the engine more liberal than the specification, this would show. */
    @Test
    void anEngineThatReceivesWhatNobodySentIsNoticed(@TempDir Path folder) throws IOException {
        String text = Files.readString(SPEC);
        String liberal = text.replace("\\E m \\in msgs :", "\\E m \\in Message :");
        assertThat(liberal).isNotEqualTo(text);
        Path spec = Files.writeString(folder.resolve("Synod.tla"), liberal);
        Tally tally = new Tally();
        compare(7, 40, 40, spec, tally);
        assertThat(tally.disagreements).isNotEmpty();
    }

    /** Were the engine stricter than the specification, this would show. */
    @Test
    void anEngineThatForbidsToPromiseTwiceIsNoticed(@TempDir Path folder) throws IOException {
        String text = Files.readString(SPEC);
        String strict = text.replace("m.bal >= nextBal[p]", "m.bal > nextBal[p]");
        assertThat(strict).isNotEqualTo(text);
        Path spec = Files.writeString(folder.resolve("Synod.tla"), strict);
        Tally tally = new Tally();
        compare(8, 40, 40, spec, tally);
        assertThat(tally.disagreements).isNotEmpty();
    }

    /** Two encodings that share no word on what a step is explain the same events of the same traces. */
    @Test
    void convertedModuleAgreesWithOneWrittenByHand() {
        StockTlc tlc = new StockTlc(SPEC, Duration.ofMinutes(5));
        SplittableRandom random = new SplittableRandom(9);
        List<Mutation> mutations = List.of(Mutation.VALUE_FLIPPED, Mutation.EVENT_DROPPED, Mutation.EVENT_DUPLICATED,
                Mutation.NEIGHBOURS_SWAPPED, Mutation.EVENT_MOVED, Mutation.STATE_ENTRY_DROPPED,
                Mutation.STATE_ENTRY_ADDED, Mutation.MESSAGE_FORGED, Mutation.ARGUMENT_FLIPPED);
        List<SpecTrace> traces = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            // Not every seventh: those have five priests, and a module holds traces with the same constants.
            SpecTrace trace = simulated(SYNOD, 9, 7 * i + 1, random);
            traces.add(i % 4 == 0 ? trace : mutations.get(i % mutations.size()).apply(trace, random));
        }
        TlaModule converted = tlc.converter().convert("Traces", traces);
        StockTlc.Run machine = tlc.run(converted);
        StockTlc.Run hand = tlc.run(converted, SynodByHand.module(converted));
        assertThat(List.of(machine.exit(), hand.exit())).as("exit status").containsOnly(0);
        List<Integer> explained = Explained.of(machine.output(), traces.size()).all();
        assertThat(Explained.of(hand.output(), traces.size()).all()).isEqualTo(explained);
        assertThat(IntStream.range(0, traces.size())
                        .filter(i -> explained.get(i) < traces.get(i).events().size()))
                .hasSizeBetween(10, 60);
    }

    /** What was compared. */
    private static final class Tally {
        private final Map<String, Integer> verdicts = new TreeMap<>();
        private final Map<String, Long> actions = new TreeMap<>();
        private final Map<Mutation, Integer> mutations = new EnumMap<>(Mutation.class);
        private final List<String> disagreements = new ArrayList<>();
        private int traces;
        private int otherWays;
        private int mutated;
        private int refused;
        private int errors;
        private int runs;
        private long events;
        private double engineSeconds;
        private double tlcSeconds;

        void check(int expected) {
            assertThat(disagreements).isEmpty();
            assertThat(traces).isEqualTo(expected);
            assertThat(otherWays).isEqualTo(expected * WAYS.size());
            assertThat(mutated).isBetween(expected * 45 / 100, expected * 55 / 100);
            assertThat(verdicts.getOrDefault("ok", 0)).isGreaterThan(expected / 2);
            assertThat(verdicts.getOrDefault("diverged", 0)).isGreaterThan(expected / 8);
            assertThat(refused).as("refused before replay").isLessThan(expected / 10);
            assertThat(errors).as("TLC's errors").isLessThan(expected / 20 + 1);
            assertThat(mutations.keySet()).contains(Mutation.values());
        }

        @Override
        public String toString() {
            return traces + " traces (" + events + " events, " + mutated + " mutated), " + otherWays
                    + " replays in other ways, against TLC in " + runs + " runs, "
                    + Math.round(engineSeconds) + " s engine, " + Math.round(tlcSeconds) + " s TLC: "
                    + verdicts + ", refused before replay " + refused + ", TLC ended in an error on " + errors
                    + ", disagreements " + disagreements.size() + "; " + mutations + "; " + actions;
        }
    }

    /** Compares TLC on the specification with the engine on another text of it, or the same. */
    private static void compare(long seed, int count, int batch, Path engineSpec, Tally tally) {
        compare(seed, count, batch, engineSpec, SPEC, (i, random) -> simulated(SYNOD, seed, i, random), tally);
    }

    private static void compare(long seed, int count, int batch, Path engineSpec, Path tlcSpec,
            BiFunction<Integer, SplittableRandom, SpecTrace> traces, Tally tally) {
        StockTlc tlc = new StockTlc(tlcSpec, Duration.ofMinutes(5));
        Map<String, List<Case>> byConstants = new LinkedHashMap<>();
        List<Case> breaking = new ArrayList<>();
        Map<String, Replayer> ways = new LinkedHashMap<>();
        WAYS.forEach((way, with) -> ways.put(way, with.apply(Replayer.ofModule(engineSpec))));
        try (Replayer replayer = Replayer.ofModule(engineSpec)) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < count; i++) {
                SpecTrace trace = traces.apply(i, random);
                boolean mutate = i % 2 == 1;
                boolean breaks = false;
                if (mutate) {
                    tally.mutated++;
                    // A clock would give most of the changes away before the specification is asked.
                    trace = random.nextInt(8) == 0 ? trace : Mutation.withoutClocks(trace);
                    int changes = random.nextInt(3) == 0 ? 2 : 1;
                    for (int k = 0; k < changes; k++) {
                        Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
                        if (Mutation.BREAKING.contains(mutation) && random.nextInt(3) > 0) {
                            // Each costs a run of TLC.
                            mutation = Mutation.VALUE_FLIPPED;
                        }
                        breaks |= Mutation.BREAKING.contains(mutation);
                        tally.mutations.merge(mutation, 1, Integer::sum);
                        trace = mutation.apply(trace, random);
                    }
                }
                byte[] text = text(trace);
                String name = trace.name();
                long start = System.nanoTime();
                ReplayResult engine =
                        replayer.replay(TraceReader.of(new ByteArrayInputStream(text), trace.name()));
                tally.engineSeconds += (System.nanoTime() - start) / 1e9;
                tally.traces++;
                tally.events += trace.events().size();
                tally.verdicts.merge(engine.verdict().word(), 1, Integer::sum);
                engine.actions().forEach((action, times) -> tally.actions.merge(action, times, Long::sum));
                ways.forEach((way, other) -> {
                    ReplayResult same = other.replay(TraceReader.of(new ByteArrayInputStream(text), name));
                    tally.otherWays++;
                    if (!same.verdict().word().equals(engine.verdict().word()) || same.events() != engine.events()
                            || !same.actions().equals(engine.actions())) {
                        tally.disagreements.add(story(name, text, engine, way + " it says " + same.verdict().word()
                                + " after " + same.events() + " events"));
                    }
                });
                SpecTrace read;
                try {
                    read = SpecTrace.read(TraceReader.of(new ByteArrayInputStream(text), trace.name()));
                    tlc.converter().convert("Traces", List.of(read));
                } catch (TraceFormatException | SpecException e) {
                    tally.refused++;
                    if (engine.verdict() instanceof Verdict.Ok) {
                        tally.disagreements.add(story(trace.name(), text, engine, "refused: " + e.getMessage()));
                    }
                    continue;
                }
                Case one = new Case(trace.name(), text, read, engine);
                if (breaks) {
                    breaking.add(one);
                } else {
                    byConstants.computeIfAbsent(read.header().constants().toString(), c -> new ArrayList<>()).add(one);
                }
            }
        }
        ways.values().forEach(Replayer::close);
        for (List<Case> cases : byConstants.values()) {
            for (int from = 0; from < cases.size(); from += batch) {
                judge(tlc, cases.subList(from, Math.min(cases.size(), from + batch)), tally);
            }
        }
        // Each of these may end TLC: alone, none costs the others a run.
        breaking.forEach(one -> judge(tlc, List.of(one), tally));
        tally.runs += tlc.runs();
        tally.tlcSeconds += tlc.seconds();
    }

    private static void judge(StockTlc tlc, List<Case> cases, Tally tally) {
        List<Answer> answers = tlc.judge(cases.stream().map(Case::read).toList());
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            Answer answer = answers.get(i);
            tally.errors += answer.error() ? 1 : 0;
            String disagreement = disagreement(one.engine(), one.read(), answer);
            if (disagreement != null) {
                tally.disagreements.add(story(one.name(), one.text(), one.engine(),
                        disagreement + "; " + answer));
            }
        }
    }

    /** How the engine's verdict and TLC's answer contradict each other, or null if they do not. */
    static String disagreement(ReplayResult engine, SpecTrace trace, Answer tlc) {
        Verdict verdict = engine.verdict();
        long explained = engine.events();
        long events = trace.events().size();
        if (tlc.error()) {
            return verdict instanceof Verdict.Ok || explained > tlc.explained() ? "TLC ends in an error" : null;
        } else if (verdict instanceof Verdict.Ok) {
            return tlc.explained() == events ? null : "TLC does not explain all of the " + events + " events";
        } else if (verdict instanceof Verdict.Unknown) {
            return tlc.inexact() && tlc.explained() >= explained ? null : "TLC decides it";
        }
        return tlc.explained() < events && tlc.explained() == explained ? null : "TLC explains other events";
    }

    private static String story(String name, byte[] text, ReplayResult engine, String what) {
        return name + ": the engine says " + engine.verdict().word() + " after " + engine.events() + " events, but "
                + what + "\n" + engine.verdict() + "\n" + new String(text, StandardCharsets.UTF_8);
    }

    private static SpecTrace simulated(
            AlgorithmProvider<?, ?> algorithm, long seed, int i, SplittableRandom random) {
        int traitors = i % 3 == 0 ? 0 : Simulation.of(algorithm).nodes(5).ensemble().mostTraitors();
        int nodes = i % 7 == 0 ? 5 : traitors > 0 ? 4 : 3;
        FaultPlan faults = FAULTS.get(random.nextInt(FAULTS.size())).withTraitors(traitors)
                .possible(Simulation.of(algorithm).nodes(nodes).ensemble());
        int steps = random.nextInt(40, 101);
        long runSeed = seed * 1_000_003 + i;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Simulation.of(algorithm).nodes(nodes).seed(runSeed).faults(faults).steps(steps).record(out);
        SpecTrace trace = SpecTrace.read(TraceReader.of(new ByteArrayInputStream(out.toByteArray()), algorithm.name()));
        return new SpecTrace(algorithm.name() + "-" + nodes + "-seed" + runSeed + "-" + steps + "-" + faults, trace.header(),
                trace.events());
    }

    private static byte[] text(SpecTrace trace) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(out, trace.header());
        trace.events().forEach(writer::write);
        writer.finish();
        return out.toByteArray();
    }
}
