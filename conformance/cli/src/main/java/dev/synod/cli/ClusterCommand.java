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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an algorithm on processes of its own, with sockets and disks, and replays what they did. */
@Command(name = "cluster", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Run an algorithm on real processes with real sockets and disks, each node one, strike them with faults, "
                + "and hold what they did to the specification.",
        footer = {"", "Every process listens on the loopback address only, and all are ended when the command ends. DIR has a "
                + "folder for each node with its ledger (sqlite3 DIR/p1/ledger.db 'select * from state') and its log, the "
                + "traces in DIR/traces, and in DIR/nemesis.log what was done to the nodes. The seed decides what goes wrong "
                + "and what the nodes choose; how fast things go it does not decide, so that no two runs are the same."})
final class ClusterCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", description = "The algorithm's name; see synod list.")
    private String algorithm;

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

    @Option(names = "--policy", paramLabel = "NAME", description = "Who chooses among the enabled actions. "
            + "Default: the algorithm's first.")
    private String policy;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "An option of the algorithm. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--tick", paramLabel = "TIME", defaultValue = "2ms",
            description = "How long a tick of the policies is. Default: ${DEFAULT-VALUE}")
    private String tick;

    @Option(names = "--mutant", paramLabel = "NAME", description = "Run with this bug planted; see synod list --json.")
    private String mutant;

    @Option(names = "--skip-fsync", description = "Run with a bug planted in the ledger: commits are not synced to the disk. "
            + "Shows with --nemesis power.")
    private boolean skipFsync;

    @Option(names = "--specs", paramLabel = "DIR",
            description = "The folder of specifications. Default: the folders named specs above the working folder and above DIR.")
    private Path specs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter told = spec.commandLine().getOut();
        long used = seed == null ? System.nanoTime() : seed;
        ClusterResult result;
        try {
            ClusterPlan plan = plan(used);
            told.printf("%s: %d nodes for %s, seed %d, nemesis %s%n", algorithm, nodes, length, used, plan.nemesis());
            told.flush();
            result = run(plan);
        } catch (IllegalArgumentException | LedgerException e) {
            throw new UnusableInputException("synod cluster " + algorithm, e.getMessage(),
                    "an algorithm, nodes, faults and options that a cluster can run with", "see synod cluster --help and synod list");
        }
        tell(told, result);
        if (result.logs().isEmpty()) {
            throw new UnusableInputException("synod cluster " + algorithm, String.join("; ", result.failures()),
                    "nodes that start", "see the nodes' logs in " + out);
        }
        ReplayResult replayed = replay(result.logs());
        Story.of(replayed, "synod replay --merge " + ReplayCommand.quoted(out.resolve("traces"))).forEach(told::println);
        if (replayed.verdict() instanceof Verdict.Ok) {
            told.printf("  %,.0f events a second, %d of %d actions taken%n", replayed.eventsPerSecond(),
                    replayed.actionsCovered(), replayed.actions().size());
        }
        told.flush();
        int status = replayed.verdict().exitCode();
        return status == ExitCode.AS_EXPECTED.status() && !result.failures().isEmpty() ? ExitCode.WRONG.status() : status;
    }

    private ClusterPlan plan(long used) {
        Duration runs = Times.parse(length);
        ClusterPlan plan = ClusterPlan.of(algorithm, used, out).withMutant(mutant).withNodes(nodes).withOptions(options)
                .withPolicy(policy).withLength(runs).withTick(Times.parse(tick))
                .withDurability(skipFsync ? Durability.UNSYNCED : Durability.SYNCED);
        return nemesis == null ? plan : plan.withNemesis(Nemesis.parse(nemesis, plan.ensemble()));
    }

    private ClusterResult run(ClusterPlan plan) throws IOException, InterruptedException {
        if (!Terminal.isInteractive()) {
            return ClusterRun.run(plan, progress -> { });
        }
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("cluster").setInitialMax(plan.length().toMillis() / 1000)
                .setStyle(ProgressBarStyle.ASCII).continuousUpdate().hideEta().build()) {
            return ClusterRun.run(plan, progress -> {
                bar.stepTo(progress.millis() / 1000);
                bar.setExtraMessage(String.format(" %,d steps, %,d faults", progress.steps(), progress.faults()));
            });
        }
    }

    private void tell(PrintWriter told, ClusterResult result) {
        String faults = result.faults().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        told.printf("%,d events, %,d messages sent, %,d lost on purpose or by full queues, %,d frames or connections rejected; "
                + "faults: %s%n", result.events(), result.total().sent(), result.total().lost(), result.total().rejected(),
                faults.isEmpty() ? "none" : faults);
        result.failures().forEach(failure -> told.println("failed: " + failure));
        told.printf("traces: %s; replay them with: synod replay --merge %s%n", out.resolve("traces"),
                ReplayCommand.quoted(out.resolve("traces")));
        told.flush();
    }

    private ReplayResult replay(List<Path> logs) {
        try (Replayer replayer = ReplayCommand.replayer(null, specs, List.of(), logs)) {
            return replayer.replayMerged(logs, TraceFormats.OWN);
        }
    }
}
