package dev.synod.cli;

import dev.synod.cluster.RawCommits;
import dev.synod.cluster.Times;
import dev.synod.explore.bench.Surroundings;
import dev.synod.kv.StoreBench;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the key-value store. */
@Command(name = "kv", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Measure the key-value store: commands a second and the latencies that clients see, nodes that are processes "
                + "on the loopback address, each commit synced to the disk, with tracing and without, beside how often a second "
                + "SQLite alone can commit to the same disk.",
        footer = {"", "Clients put one value after the other, over HTTP. Each round measures with tracing and without, after 3 s "
                + "of warming up. Let nothing else run meanwhile: clients and nodes share the processors."})
final class BenchKvCommand implements Callable<Integer> {

    private static final Duration RAW = Duration.ofSeconds(3);
    private static final double MICROS = 1e3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "How many nodes. Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(names = "--clients", paramLabel = "N", split = ",", defaultValue = "1,32",
            description = "How many clients at once, separated by commas. Default: ${DEFAULT-VALUE}")
    private List<Integer> clients;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "10s",
            description = "How long each measurement takes. Default: ${DEFAULT-VALUE}")
    private String length;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "How often each is measured; told is the median rate, and the latencies of all. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "42",
            description = "The seed of everything random. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".",
            description = "A folder on the disk to be measured; what is written there is removed. Default: the working folder")
    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || !Files.isDirectory(folder)) {
            throw new UnusableInputException("synod bench kv", rounds < 1 ? rounds + " rounds" : folder + ", which is no folder",
                    rounds < 1 ? "1 or more" : "a folder that exists", "correct the option");
        }
        try {
            clients.forEach(count -> setting(count, true));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("synod bench kv", e.getMessage(), "nodes, clients and a time that a store can have",
                    "see synod bench kv --help");
        }
        PrintWriter told = spec.commandLine().getOut();
        told.printf("store of %d nodes, puts, %d x %s, seed %d; %s%n", nodes, rounds, length, seed, Surroundings.here());
        Path work = Files.createTempDirectory(folder, "synod-bench-kv");
        boolean good = true;
        try {
            told.printf(Locale.ROOT, "SQLite alone: %,.0f synced commits a second%n", RawCommits.perSecond(work, RAW));
            told.printf("%-9s %-8s %12s %10s %10s %10s %16s%n", "clients", "tracing", "commands/s", "p50 ms", "p99 ms",
                    "p99.9 ms", "commits/s a node");
            told.flush();
            for (int count : clients) {
                Measured with = new Measured();
                Measured without = new Measured();
                for (int round = 0; round < rounds; round++) {
                    measure(count, true, work, with);
                    measure(count, false, work, without);
                }
                tell(told, count, "on", with);
                tell(told, count, "off", without);
                told.printf(Locale.ROOT, "%-9d tracing costs %.0f %% of the commands a second%n", count,
                        100 * (1 - with.rate() / without.rate()));
                told.flush();
                good &= with.failures.isEmpty() && without.failures.isEmpty();
            }
            told.printf(Locale.ROOT, "SQLite alone, again: %,.0f synced commits a second%n", RawCommits.perSecond(work, RAW));
            told.flush();
        } finally {
            Folders.delete(work);
        }
        return (good ? ExitCode.AS_EXPECTED : ExitCode.WRONG).status();
    }

    private static final class Measured {
        private final List<StoreBench.Figures> all = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        double rate() {
            return median(all.stream().map(StoreBench.Figures::commandsPerSecond).toList());
        }

        double commits() {
            return median(all.stream().map(StoreBench.Figures::commitsPerSecond).toList());
        }

        double latency(double percentile) {
            Histogram latencies = all.get(0).latencies().copy();
            all.subList(1, all.size()).forEach(f -> latencies.add(f.latencies()));
            return latencies.getValueAtPercentile(percentile) / MICROS;
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private StoreBench.Setting setting(int count, boolean tracing) {
        return new StoreBench.Setting(nodes, count, Times.parse(length), tracing, seed);
    }

    private void measure(int count, boolean tracing, Path work, Measured measured) throws IOException, InterruptedException {
        Path out = work.resolve("run");
        StoreBench.Figures figures = StoreBench.run(setting(count, tracing), out);
        measured.all.add(figures);
        measured.failures.addAll(figures.failures());
        Folders.delete(out);
    }

    private static void tell(PrintWriter told, int count, String tracing, Measured measured) {
        told.printf(Locale.ROOT, "%-9d %-8s %,12.0f %10.2f %10.2f %10.2f %,16.0f%n", count, tracing, measured.rate(),
                measured.latency(50), measured.latency(99), measured.latency(99.9), measured.commits());
        measured.failures.forEach(failure -> told.println("failed: " + failure));
        told.flush();
    }
}
