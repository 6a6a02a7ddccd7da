package dev.synod.cli;

import dev.synod.cluster.ClusterPlan;
import dev.synod.cluster.ClusterResult;
import dev.synod.cluster.ClusterRun;
import dev.synod.cluster.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--policy", paramLabel = "NAME", description = "Who chooses among the enabled actions. "
            + "Default: the algorithm's first.")
    private String policy;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "An option of the algorithm. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--tick", paramLabel = "TIME", defaultValue = "2ms",
            description = "How long a tick of the policies is. Default: ${DEFAULT-VALUE}")
    private String tick;

    @Mixin
    private ClusterOptions common;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter told = spec.commandLine().getOut();
        String name = "synod cluster " + algorithm;
        ClusterResult result = common.run(name, () -> {
            ClusterPlan plan = common.planned(seed -> ClusterPlan.of(algorithm, seed, common.out()).withOptions(options)
                    .withPolicy(policy).withTick(Times.parse(tick)));
            common.announce(told, algorithm, plan);
            return common.withProgress(plan, progress -> ClusterRun.run(plan, progress));
        });
        common.tell(told, name, result);
        return ClusterOptions.status(List.of(common.replayNodes(told, result)), !result.failures().isEmpty());
    }
}
