package dev.synod.explore.oracle;

import dev.synod.explore.bench.StockTlc;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.replay.convert.Explained;
import dev.synod.replay.convert.SpecTrace;
import dev.synod.replay.convert.TlaConverter;
import dev.synod.replay.convert.TlaModule;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How fast the engine and stock TLC judge the same trace, in one session.
 *
 * <p>TLC judges it twice: with the specification written by hand, which is faster, and with the converted module. Its time
 * is also given without what it needs for a trace of one event, which is for the most part the start of its JVM. The
 * engine's is that of replays in a warm JVM, with the reading of the trace.
 */
public final class ReplayBenchmark {
    private static final int WARM_UP_SECONDS = 10;

    private ReplayBenchmark() {}

    /** Prints the figures. @param args the lengths of the traces; 500, 1,000 and 2,000 if there are none */
    public static void main(String[] args) {
        int[] sizes = args.length == 0 ? new int[] {500, 1_000, 2_000} : List.of(args).stream()
                .mapToInt(Integer::parseInt).toArray();
        Path spec = SpecFolders.near(Path.of("").toAbsolutePath()).module("synod/Synod");
        StockTlc tlc = new StockTlc(spec, Duration.ofMinutes(15));
        print("trace      engine warm        TLC, by hand                      TLC, converted module");
        double[] base = {seconds(tlc, spec, record(1), true), seconds(tlc, spec, record(1), false)};
        for (int size : sizes) {
            byte[] trace = record(size);
            double engine = size / warm(spec, trace);
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,7d %,9.0f events/s", size, engine));
            for (int i = 0; i < 2; i++) {
                double seconds = seconds(tlc, spec, trace, i == 0);
                line.append(String.format(Locale.ROOT, "  %7.2f s (%7.2f s without start) %,6.0f events/s, 1/%,.0f",
                        seconds, seconds - base[i], size / seconds, engine * seconds / size));
            }
            print(line.toString());
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static byte[] record(int events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Simulation.of(Algorithms.named("synod")).nodes(3).seed(42).faults(FaultPlan.ALL).steps(events).record(out);
        return out.toByteArray();
    }

    /** The median of the seconds that a replay takes in a warm JVM. */
    private static double warm(Path spec, byte[] trace) {
        try (Replayer replayer = Replayer.ofModule(spec)) {
            long end = System.nanoTime() + WARM_UP_SECONDS * 1_000_000_000L;
            while (System.nanoTime() < end) {
                replay(replayer, trace);
            }
            double[] seconds = new double[21];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = replay(replayer, trace).duration().toNanos() / 1e9;
            }
            java.util.Arrays.sort(seconds);
            return seconds[seconds.length / 2];
        }
    }

    private static ReplayResult replay(Replayer replayer, byte[] trace) {
        ReplayResult result = replayer.replay(TraceReader.of(new ByteArrayInputStream(trace), "benchmark"));
        if (!(result.verdict() instanceof Verdict.Ok)) {
            throw new AssertionError(result.verdict());
        }
        return result;
    }

    private static double seconds(StockTlc tlc, Path spec, byte[] text, boolean byHand) {
        SpecTrace trace = SpecTrace.read(TraceReader.of(new ByteArrayInputStream(text), "benchmark"));
        TlaModule traces = TlaConverter.of(spec, List.of()).convert("Traces", List.of(trace));
        StockTlc.Run run = byHand ? tlc.run(traces, SynodByHand.module(traces)) : tlc.run(traces);
        int explained = Explained.of(run.output(), 1).events(0);
        if (run.exit() != 0 || explained != trace.events().size()) {
            throw new AssertionError("TLC explains " + explained + " events and ends with " + run.exit() + ":\n"
                    + String.join("\n", run.output().subList(Math.max(0, run.output().size() - 40), run.output().size())));
        }
        return run.seconds();
    }
}
