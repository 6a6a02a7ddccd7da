package dev.synod.kv;

import dev.synod.cluster.ClusterPlan;
import dev.synod.cluster.ClusterResult;
import dev.synod.runtime.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures the store: nodes that are processes, on the loopback address, each commit synced to the disk, and clients that put
 * one value after the other, each as soon as it has the answer to the last.
 *
 * <p>Latencies are those that a client sees, with the HTTP interface, from the call to the answer.
 */
public final class StoreBench extends StoreClients {

    /** Before it is measured: the nodes elect a leader, and everything warms up. */
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int KEYS = 100;
    private static final int DIGITS = 3;

    /**
     * What is measured.
     *
     * @param nodes   how many nodes
     * @param clients how many clients at once
     * @param length  for how long it is measured, after a warm-up
     * @param tracing whether the nodes keep traces
     * @param seed    of everything random
     */
    public record Setting(int nodes, int clients, Duration length, boolean tracing, long seed) {

        public Setting {
            if (nodes < 1 || clients < 1 || length.toMillis() < 1) {
                throw new IllegalArgumentException("A measurement needs nodes and clients, 1 or more, and some time; found "
                        + nodes + ", " + clients + " and " + length.toMillis() + " ms.");
            }
        }
    }

    /**
     * What was measured.
     *
     * @param commandsPerSecond commands answered a second, of all clients
     * @param latencies         of the answered commands, in microseconds
     * @param commitsPerSecond  commits a second at a node, on average, with the warm-up
     * @param failures          what should not have happened; none, or the figures are worth nothing
     */
    public record Figures(double commandsPerSecond, Histogram latencies, double commitsPerSecond, List<String> failures) {
    }

    private final Setting setting;
    private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), DIGITS);
    private volatile long begin;
    private volatile long end;

    private StoreBench(ClusterPlan plan, Setting setting) {
        super(plan, setting.clients(), PATIENCE);
        this.setting = setting;
    }

    /**
     * Measures once.
     *
     * @param out a folder, new or empty, on the disk to be measured
     * @throws IllegalArgumentException if the setting cannot be run; the message says why
     * @throws IOException              if a process cannot be started, or the folder cannot be written
     */
    public static Figures run(Setting setting, Path out) throws IOException, InterruptedException {
        ClusterPlan plan = plan(setting.seed(), out).withNodes(setting.nodes()).withTracing(setting.tracing())
                .withLength(WARM_UP.plus(setting.length()));
        StoreBench bench = new StoreBench(plan, setting);
        ClusterResult result = bench.run(progress -> { });
        for (String failure : result.failures()) {
            bench.fail(failure);
        }
        return new Figures(bench.latencies.getTotalCount() / (setting.length().toNanos() / 1e9), bench.latencies.copy(),
                result.total().commits() / (plan.length().toNanos() / 1e9) / setting.nodes(), bench.failures());
    }

    @Override
    public void started() {
        begin = System.nanoTime() + WARM_UP.toNanos();
        end = begin + setting.length().toNanos();
        super.started();
    }

    @Override
    void use(int number, KvClient client, Chance chance) throws InterruptedException {
        for (int call = 1; !isOver(); call++) {
            long asked = System.nanoTime();
            try {
                client.put("k" + chance.below(KEYS), number + "-" + call);
            } catch (IOException e) {
                fail("client " + number + ": " + e.getMessage());
                return;
            }
            long answered = System.nanoTime();
            if (answered - begin >= 0 && answered - end < 0) {
                latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(answered - asked));
            }
        }
    }

    @Override
    void conclude() {
        // Nothing is left to be done.
    }
}
