package dev.synod.cli;

import dev.synod.cluster.ClusterPlan;
import dev.synod.cluster.Times;
import dev.synod.kv.StoreTrial;
import dev.synod.replay.ReplayResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets clients use the store while things go wrong, and judges both what the nodes did and what the clients saw. */
@Command(name = "trial", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Run the store on real processes, each node one, let clients use it while faults strike, and hold two "
                + "things to their specifications: what the nodes did to Multi-Paxos, and what the clients saw to a linearizable "
                + "map. When the faults are over every key is read once more, so that no acknowledged write is lost unseen.",
        footer = {"", "Nothing is left running. DIR has the clients' history besides what synod cluster leaves there: "
                + "synod replay --by k DIR/history.ndjson. A call that a client gave up may have taken effect or not; many of "
                + "them can leave a history undecided (exit status 3)."})
final class KvTrialCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions common;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "8",
            description = "How many clients use the store at once. Default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "20",
            description = "How many keys they use. Default: ${DEFAULT-VALUE}")
    private int keys;

    @Option(names = "--pause", paramLabel = "TIME", defaultValue = "50ms",
            description = "How long a client rests between an answer and its next call, on average; 0ms for not at all. "
                    + "Default: ${DEFAULT-VALUE}")
    private String pause;

    @Option(names = "--patience", paramLabel = "TIME", defaultValue = "30s",
            description = "For how long a client asks again before it gives a call up. Default: ${DEFAULT-VALUE}")
    private String patience;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter told = spec.commandLine().getOut();
        String name = "synod kv trial";
        StoreTrial.Outcome outcome = common.run(name, () -> {
            ClusterPlan plan = common.planned(seed -> StoreTrial.plan(seed, common.out()));
            StoreTrial.Load load = new StoreTrial.Load(clients, keys, Times.parse(pause), Times.parse(patience));
            common.announce(told, "kv", plan);
            return common.withProgress(plan, progress -> StoreTrial.run(plan, load, progress));
        });
        common.tell(told, name, outcome.cluster());
        told.printf("%d clients: %,d gets and %,d writes answered, %,d calls given up; history: %s%n", clients, outcome.gets(),
                outcome.writes(), outcome.givenUp(), outcome.history());
        outcome.failures().forEach(failure -> told.println("failed: " + failure));
        told.flush();
        ReplayResult nodes = common.replayNodes(told, outcome.cluster());
        ReplayResult history = common.replayHistory(told, outcome.history(), "k");
        int status = ClusterOptions.status(List.of(nodes, history),
                !outcome.failures().isEmpty() || !outcome.cluster().failures().isEmpty());
        if (status == ExitCode.AS_EXPECTED.status() && (outcome.writes() == 0 || !outcome.unread().isEmpty())) {
            told.println(outcome.writes() == 0 ? "undecided: no write was answered, so that none could be lost"
                    : "undecided: at the end nobody could read " + String.join(", ", outcome.unread()));
            told.flush();
            return ExitCode.UNDECIDED.status();
        }
        return status;
    }
}
