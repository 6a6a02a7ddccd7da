package dev.synod.explore.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.synod.explore.bench.ReplayFigures.GrowthFigures;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Verdict;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** A replay in a virtual machine of its own, whose heap is small and whose collector runs in one thread. */
public final class SmallHeap {
    private static final String FIGURES = "figures ";

    private SmallHeap() {}

    /**
     * Replays a trace.
     *
     * @param events the events that it holds
     * @throws IOException if the virtual machine cannot be started
     */
    static GrowthFigures replay(Path module, Path trace, long events, int heapMegabytes)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("synod-bench-", ".txt");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                            SmallHeap.class.getName(), module.toString(), trace.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status;
            try {
                status = process.waitFor();
            } finally {
                process.destroyForcibly();
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            for (String line : said.lines().toList()) {
                if (status == 0 && line.startsWith(FIGURES)) {
                    String[] figures = line.substring(FIGURES.length()).split(" ");
                    return new GrowthFigures(events, heapMegabytes, figures[0], Long.parseLong(figures[1]) / 1e9,
                            Long.parseLong(figures[2]));
                }
            }
            if (said.contains(OutOfMemoryError.class.getName())) {
                return new GrowthFigures(events, heapMegabytes, "out of memory", 0, heapMegabytes);
            }
            throw new IllegalStateException("the replay of " + trace + " ended with " + status + ":\n" + said);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Replays a trace and prints what that took. @param args the module and the trace */
    public static void main(String[] args) {
        AtomicLong most = watch();
        try (Replayer replayer = Replayer.ofModule(Path.of(args[0]))) {
            ReplayResult result = replayer.replay(Path.of(args[1]));
            if (!(result.verdict() instanceof Verdict.Ok)) {
                System.out.println(result.verdict());
            }
            System.out.println(FIGURES + result.verdict().word() + " " + result.duration().toNanos() + " "
                    + (most.get() < 0 ? -1 : (most.get() + (1 << 20) - 1) >> 20));
        }
    }

    /** The most bytes of the heap that were in use after a collection; -1 as long as there was none. */
    private static AtomicLong watch() {
        AtomicLong most = new AtomicLong(-1);
        Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        for (GarbageCollectorMXBean collector : collectors) {
            ((NotificationEmitter) collector).addNotificationListener((notification, handback) -> {
                long used = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                        .getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                        .filter(e -> heap.contains(e.getKey()))
                        .mapToLong(e -> e.getValue().getUsed())
                        .sum();
                most.accumulateAndGet(used, Math::max);
            }, n -> n.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION), null);
        }
        return most;
    }
}
