package dev.synod.explore.history;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Prints how fast histories of several clients are replayed, as a whole and key by key, and how many states explain them. */
final class HistoryFigures {
    private HistoryFigures() {}

    /**
     * To be run in the folder of this module, with numbers of calls. Properties: {@code clients}, {@code lost} calls of a
     * hundred, {@code byKey} for that alone.
     */
    public static void main(String[] args) {
        int clients = Integer.getInteger("clients", 5);
        int lost = Integer.getInteger("lost", 0);
        for (String arg : args) {
            byte[] trace = new History.Plan(clients, 10, 5, Integer.parseInt(arg), lost, 0)
                    .random(new SplittableRandom(1)).trace("random");
            for (boolean byKey : Boolean.getBoolean("byKey") ? new boolean[] {true} : new boolean[] {true, false}) {
                try (Replayer plain = Replayer.of(SpecFolders.near(Path.of(""))); Replayer apart = plain.separatedBy("k");
                        TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "history")) {
                    int[] sizes = new int[1 << 20];
                    int[] most = new int[1];
                    long[] sum = new long[1];
                    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    ReplayResult result = (byKey ? apart : plain).replay(reader, (n, session) -> {
                        int candidates = session.candidates();
                        most[0] = Math.max(most[0], candidates);
                        sum[0] += candidates;
                        sizes[(int) Math.min(n, sizes.length - 1)] = candidates;
                    });
                    int[] sorted = Arrays.copyOf(sizes, (int) Math.min(result.events(), sizes.length));
                    Arrays.sort(sorted);
                    System.out.printf("%s calls of %d clients, %d%% lost, %s: %s after %,d events, %,.0f events/s, %,.0f a second of the processor; candidates mean %.1f, median %d, most %d%s%n",
                            arg, clients, lost, byKey ? "by key" : "whole", result.verdict().word(), result.events(),
                            result.eventsPerSecond(), result.events() * 1e9
                                    / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start), (double) sum[0] / Math.max(1, result.events()),
                            sorted.length == 0 ? 0 : sorted[sorted.length / 2], most[0],
                            result.verdict() instanceof Verdict.Unknown u ? "; " + u.reason() : "");
                }
            }
        }
    }
}
