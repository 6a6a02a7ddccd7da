package dev.synod.cli;

import dev.synod.cluster.ClusterPlan;
import dev.synod.cluster.ClusterResult;
import dev.synod.cluster.ClusterRun;
import dev.synod.cluster.Durability;
import dev.synod.cluster.LedgerException;
import dev.synod.cluster.Nemesis;
import dev.synod.cluster.Times;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Story;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Option;

/** What every command that runs a cluster of processes is told, and tells. */
final class ClusterOptions {

    @Option(names = "--out", paramLabel = "DIR", required = true,
            description = "A folder for all that comes of it, new or empty: ledgers, logs and traces.")
    private Path out;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3",
            description = "The number of nodes, each a process. Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "10s",
            description = "How long they run, such as 30s or 2m. Default: ${DEFAULT-VALUE}")
    private String length;

    @Option(names = "--nemesis", paramLabel = "LIST", arity = "0..1", fallbackValue = "all",
            description = "What goes wrong on purpose: all that can happen to the algorithm (also without LIST), or a list of "
                    + "kill, power, pause, partition, reset, loss, duplication, delay and reordering. The first five may have "
                    + "the mean time between two: kill=700ms,pause. Default: nothing.")
    private String nemesis;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of everything random. Default: a new one, told.")
    private Long seed;

    @Option(names = "--mutant", paramLabel = "NAME", description = "Run with this bug planted; see synod list --json.")
    private String mutant;

    @Option(names = "--skip-fsync", description = "Run with a bug planted in the ledger: commits are not synced to the disk. "
            + "Shows with --nemesis power.")
    private boolean skipFsync;

    @Option(names = "--specs", paramLabel = "DIR",
            description = "The folder of specifications. Default: the folders named specs above the working folder and above DIR.")
    private Path specs;

    /** Runs something on a cluster, and tells of the run's progress. */
    @FunctionalInterface
    interface Running<T> {
        T with(Consumer<ClusterRun.Progress> progress) throws IOException, InterruptedException;
    }

    /** Plans a run and runs it. */
    @FunctionalInterface
    interface Whole<T> {
        T run() throws IOException, InterruptedException;
    }

    Path out() {
        return out;
    }

    /** The plan of a run with that seed, with what these options say besides. */
    ClusterPlan planned(LongFunction<ClusterPlan> bySeed) {
        ClusterPlan plan = bySeed.apply(seed == null ? System.nanoTime() : seed).withMutant(mutant).withNodes(nodes)
                .withLength(Times.parse(length)).withDurability(skipFsync ? Durability.UNSYNCED : Durability.SYNCED);
        return nemesis == null ? plan : plan.withNemesis(Nemesis.parse(nemesis, plan.ensemble()));
    }

    void announce(PrintWriter told, String what, ClusterPlan plan) {
        told.printf("%s: %d nodes for %s, seed %d, nemesis %s%n", what, nodes, length, plan.seed(), plan.nemesis());
        told.flush();
    }

    /** Runs it; what cannot be run is the user's mistake. */
    <T> T run(String name, Whole<T> whole) throws IOException, InterruptedException {
        try {
            return whole.run();
        } catch (IllegalArgumentException | LedgerException e) {
            throw new UnusableInputException(name, e.getMessage(),
                    "an algorithm, nodes, faults and options that a cluster can run with", "see " + name + " --help and synod list");
        }
    }

    /** Runs it and shows how it gets on to whoever looks on. */
    <T> T withProgress(ClusterPlan plan, Running<T> running) throws IOException, InterruptedException {
        if (!Terminal.isInteractive()) {
            return running.with(progress -> { });
        }
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("cluster").setInitialMax(plan.length().toMillis() / 1000)
                .setStyle(ProgressBarStyle.ASCII).continuousUpdate().hideEta().build()) {
            return running.with(progress -> {
                bar.stepTo(progress.millis() / 1000);
                bar.setExtraMessage(String.format(" %,d steps, %,d faults", progress.steps(), progress.faults()));
            });
        }
    }

    /** Tells what the nodes did. */
    void tell(PrintWriter told, String name, ClusterResult result) {
        String faults = result.faults().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        told.printf("%,d events, %,d messages sent, %,d lost on purpose or by full queues, %,d frames or connections rejected; "
                + "faults: %s%n", result.events(), result.total().sent(), result.total().lost(), result.total().rejected(),
                faults.isEmpty() ? "none" : faults);
        result.failures().forEach(failure -> told.println("failed: " + failure));
        told.printf("traces: %s; replay them with: synod replay --merge %s%n", out.resolve("traces"),
                ReplayCommand.quoted(out.resolve("traces")));
        told.flush();
        if (result.logs().isEmpty()) {
            throw new UnusableInputException(name, String.join("; ", result.failures()), "nodes that start",
                    "see the nodes' logs in " + out);
        }
    }

    /** Holds the nodes' traces, merged, to the specification. */
    ReplayResult replayNodes(PrintWriter told, ClusterResult result) {
        try (Replayer replayer = ReplayCommand.replayer(null, specs, List.of(), result.logs())) {
            return told(told, replayer.replayMerged(result.logs(), TraceFormats.OWN),
                    "synod replay --merge " + ReplayCommand.quoted(out.resolve("traces")));
        }
    }

    /** Holds a history of clients to its specification, apart for each value of that argument. */
    ReplayResult replayHistory(PrintWriter told, Path history, String by) {
        try (Replayer replayer = ReplayCommand.replayer(null, specs, List.of(), List.of(history)).separatedBy(by)) {
            return told(told, replayer.replay(history), "synod replay --by " + by + " " + ReplayCommand.quoted(history));
        }
    }

    private static ReplayResult told(PrintWriter told, ReplayResult replayed, String again) {
        Story.of(replayed, again).forEach(told::println);
        if (replayed.verdict() instanceof Verdict.Ok) {
            told.printf("  %,.0f events a second, %d of %d actions taken%n", replayed.eventsPerSecond(),
                    replayed.actionsCovered(), replayed.actions().size());
        }
        told.flush();
        return replayed;
    }

    /** The exit status: the worst verdict; and it is wrong too if something failed beside the replays. */
    static int status(List<ReplayResult> replayed, boolean failed) {
        List<Integer> found = replayed.stream().map(r -> r.verdict().exitCode()).toList();
        for (ExitCode worse : List.of(ExitCode.WRONG, ExitCode.UNUSABLE, ExitCode.UNDECIDED)) {
            if (found.contains(worse.status()) || worse == ExitCode.WRONG && failed) {
                return worse.status();
            }
        }
        return ExitCode.AS_EXPECTED.status();
    }
}
