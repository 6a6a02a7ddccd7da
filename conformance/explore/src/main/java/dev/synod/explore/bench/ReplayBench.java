package dev.synod.explore.bench;

import dev.synod.explore.bench.ReplayFigures.FormFigures;
import dev.synod.explore.bench.ReplayFigures.GrowthFigures;
import dev.synod.explore.bench.ReplayFigures.LoggingFigures;
import dev.synod.explore.bench.ReplayFigures.TlcFigures;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.replay.convert.Explained;
import dev.synod.replay.convert.SpecTrace;
import dev.synod.replay.convert.TlaModule;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.trace.SplitWriter;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceReader;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures what a replay costs: each form of a trace, ever longer traces in a small heap, the same traces through stock
 * TLC, and what it costs the simulator to write them.
 *
 * <p>The traces are recorded in the simulator, with all faults, from seeds that are told. Figures are called warm where the
 * same was done again and again before, and cold where a virtual machine was started for them.
 */
public final class ReplayBench {
    /** The lengths of the traces whose replays show how the cost grows. */
    public static final List<Long> GROWTH = List.of(10_000L, 100_000L, 1_000_000L);
    /** The length of the longest trace of a deep run. */
    public static final long DEEP = 10_000_000L;

    private static final int HEAP_MEGABYTES = 256;
    private static final int SHORT_EVENTS = 100;
    /** TLC's parser does not bear much more in one module. */
    private static final int SHORT_BATCH = 250;
    private static final Duration TLC_LIMIT = Duration.ofMinutes(15);

    /**
     * How much is measured.
     *
     * @param form      the events of the trace whose forms are compared
     * @param variables the same for the form without actions, which many states explain, the more the longer it is
     * @param logged    the events of the run with and without a trace
     * @param tlc       the events of the trace that TLC judges
     * @param traces    how many short traces TLC judges
     */
    record Sizes(int form, int variables, int logged, int tlc, int traces) {}

    private final AlgorithmProvider<?, ?> algorithm;
    private final Path module;
    private long seed = 42;
    private List<Long> growth = GROWTH;
    private boolean tlc = true;
    private Duration warmUp = Duration.ofSeconds(6);
    private Sizes sizes = new Sizes(20_000, 60, 50_000, 2_000, 1_000);

    private ReplayBench(AlgorithmProvider<?, ?> algorithm, Path module) {
        this.algorithm = algorithm;
        this.module = module;
    }

    /**
     * The measurements for an algorithm.
     *
     * @throws dev.synod.replay.SpecException if its specification is not in the folders
     */
    public static ReplayBench of(AlgorithmProvider<?, ?> algorithm, SpecFolders specs) {
        return new ReplayBench(algorithm, specs.module(algorithm.spec()));
    }

    /** The seed of the runs; each further run has the next one. 42 if not chosen. */
    public ReplayBench seed(long value) {
        seed = value;
        return this;
    }

    /** The lengths of the traces that are replayed in a small heap; {@link #GROWTH} if not chosen. */
    public ReplayBench growth(List<Long> events) {
        growth = List.copyOf(events);
        return this;
    }

    /** Whether stock TLC judges the same traces; it does if not chosen. */
    public ReplayBench tlc(boolean judges) {
        tlc = judges;
        return this;
    }

    /** How long to warm up before each measurement; 6 seconds if not chosen. */
    public ReplayBench warmUp(Duration duration) {
        warmUp = duration;
        return this;
    }

    /** How much to measure. */
    ReplayBench sizes(Sizes value) {
        sizes = value;
        return this;
    }

    /**
     * Measures.
     *
     * @param progress gets a line before each measurement
     * @throws IOException if a trace cannot be written or a virtual machine cannot be started
     */
    public ReplayFigures run(Consumer<String> progress) throws IOException, InterruptedException {
        Surroundings surroundings = Surroundings.here();
        List<FormFigures> forms = new ArrayList<>();
        List<TlcFigures> againstTlc = new ArrayList<>();
        try (Replayer replayer = Replayer.ofModule(module)) {
            for (TraceForm form : TraceForm.values()) {
                progress.accept("a warm replay, " + form.words());
                int events = form == TraceForm.VARIABLES ? sizes.variables() : sizes.form();
                forms.add(form(replayer, form, form.of(record(seed, events))));
            }
            if (tlc) {
                progress.accept("one trace, the engine and TLC");
                againstTlc.add(againstTlc(replayer, List.of(record(seed, sizes.tlc())), 1));
                progress.accept("many short traces, the engine and TLC");
                List<byte[]> traces = new ArrayList<>();
                for (int i = 0; i < sizes.traces(); i++) {
                    traces.add(record(seed + i, SHORT_EVENTS));
                }
                againstTlc.add(againstTlc(replayer, traces, SHORT_BATCH));
            }
        }
        progress.accept("the simulator, with and without a trace");
        LoggingFigures logging = logging();
        List<GrowthFigures> grown = new ArrayList<>();
        for (long events : growth) {
            progress.accept(String.format(Locale.ROOT, "a cold replay of %,d events", events));
            grown.add(grown(events));
        }
        return new ReplayFigures(algorithm.name(), seed, surroundings, forms, grown, logging, againstTlc);
    }

    private <S extends Record, M> Simulation<S, M> simulation(AlgorithmProvider<S, M> provider, long runSeed, long events) {
        return Simulation.of(provider).seed(runSeed).faults(FaultPlan.ALL).steps(events);
    }

    private byte[] record(long runSeed, long events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        simulation(algorithm, runSeed, events).record(out);
        return out.toByteArray();
    }

    private static ReplayResult replay(Replayer replayer, byte[] trace) {
        return replayer.replay(TraceReader.of(new ByteArrayInputStream(trace), "benchmark"));
    }

    private FormFigures form(Replayer replayer, TraceForm form, byte[] trace) throws IOException {
        if (form != TraceForm.MERGED) {
            return form(form, () -> replay(replayer, trace));
        }
        Path folder = Files.createTempDirectory("synod-bench-");
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "benchmark");
                SplitWriter writer = new SplitWriter(folder, reader.header())) {
            for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                writer.write(event);
            }
            writer.finish();
            List<Path> logs = logs(folder);
            return form(form, () -> replayer.replayMerged(logs, TraceFormats.OWN));
        } finally {
            for (Path log : logs(folder)) {
                Files.delete(log);
            }
            Files.delete(folder);
        }
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private FormFigures form(TraceForm form, Supplier<ReplayResult> replay) {
        ReplayResult result = replay.get();
        double seconds = Warm.median(warmUp, () -> replay.get().duration().toNanos() / 1e9);
        Verdict verdict = result.verdict();
        String remark = verdict instanceof Verdict.Ok ? ""
                : verdict instanceof Verdict.Unknown unknown ? unknown.reason() : verdict.toString();
        return new FormFigures(form, verdict.word(), result.events(), seconds, remark);
    }

    private TlcFigures againstTlc(Replayer replayer, List<byte[]> traces, int batch) {
        long[] events = new long[1];
        double engine = Warm.median(warmUp, () -> {
            events[0] = 0;
            long start = System.nanoTime();
            for (byte[] trace : traces) {
                ReplayResult result = replay(replayer, trace);
                if (!(result.verdict() instanceof Verdict.Ok)) {
                    throw new IllegalStateException(result.verdict().toString());
                }
                events[0] += result.events();
            }
            return (System.nanoTime() - start) / 1e9;
        });
        StockTlc judge = new StockTlc(module, TLC_LIMIT);
        for (int from = 0; from < traces.size(); from += batch) {
            judge(judge, traces.subList(from, Math.min(traces.size(), from + batch)));
        }
        StockTlc start = new StockTlc(module, TLC_LIMIT);
        judge(start, List.of(record(seed, 1)));
        return new TlcFigures(traces.size(), events[0], engine, judge.seconds(), start.seconds() * judge.runs(),
                judge.runs());
    }

    private static void judge(StockTlc tlc, List<byte[]> texts) {
        List<SpecTrace> traces = texts.stream()
                .map(text -> SpecTrace.read(TraceReader.of(new ByteArrayInputStream(text), "benchmark")))
                .toList();
        TlaModule converted = tlc.converter().convert("Traces", traces);
        StockTlc.Run run = tlc.run(converted);
        List<Integer> explained = Explained.of(run.output(), traces.size()).all();
        if (run.exit() != 0 || !explained.equals(traces.stream().map(t -> t.events().size()).toList())) {
            throw new IllegalStateException("TLC does not explain every event of the traces, or ends in an error:\n"
                    + String.join("\n", run.output()));
        }
    }

    private LoggingFigures logging() throws IOException {
        Path file = Files.createTempFile("synod-bench-", ".ndjson");
        try {
            long[] events = new long[1];
            double silent = Warm.median(warmUp.dividedBy(2), () -> {
                long start = System.nanoTime();
                events[0] = simulation(algorithm, seed, sizes.logged()).run().events();
                return (System.nanoTime() - start) / 1e9;
            });
            double writing = Warm.median(warmUp.dividedBy(2), () -> {
                long start = System.nanoTime();
                write(file, sizes.logged());
                return (System.nanoTime() - start) / 1e9;
            });
            return new LoggingFigures(events[0], silent, writing, Files.size(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private SimulationResult<?> write(Path file, long events) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            return simulation(algorithm, seed, events).record(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GrowthFigures grown(long events) throws IOException, InterruptedException {
        Path file = Files.createTempFile("synod-bench-", ".ndjson");
        try {
            long recorded = write(file, events).events();
            return SmallHeap.replay(module, file, recorded, HEAP_MEGABYTES);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
