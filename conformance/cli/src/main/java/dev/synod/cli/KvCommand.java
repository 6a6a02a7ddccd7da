package dev.synod.cli;

import dev.synod.cluster.LedgerException;
import dev.synod.kv.KvServer;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the replicated key-value store; its subcommands are clients of it. */
@Command(name = "kv", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Start the replicated key-value store: nodes of Multi-Paxos on the loopback address, each with a durable "
                + "ledger and an HTTP interface. The subcommands are clients of a store that runs, and a trial of one under "
                + "faults.",
        footer = {"", "curl -L http://127.0.0.1:8080/keys/a", "curl -L -X PUT -d 1 http://127.0.0.1:8080/keys/a",
            "curl -L -d '{\"expected\":\"1\",\"value\":\"2\"}' http://127.0.0.1:8080/keys/a", "curl http://127.0.0.1:8080/status",
            "", "The store runs until it is interrupted; started again on the same folder it goes on with what it has."},
        subcommands = {KvClientCommands.Get.class, KvClientCommands.Put.class, KvClientCommands.Cas.class,
            KvTrialCommand.class})
final class KvCommand implements Callable<Integer> {

    private static final int MOST_NODES = 9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder of the store, with a folder for each node.")
    private Path folder;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "How many nodes. Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080",
            description = "Where the first node's HTTP interface listens, the others behind it; 0 for free ports. "
                    + "Default: ${DEFAULT-VALUE}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        if (folder == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "synod kv: --dir is missing, the folder of the store");
        }
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "synod kv: --nodes is from 1 to " + MOST_NODES + "; found " + nodes);
        }
        KvServer server;
        try {
            server = KvServer.start(nodes, folder, port, settings -> settings);
        } catch (IOException | LedgerException | IllegalArgumentException e) {
            throw new UnusableInputException("synod kv --dir " + folder, e.getMessage(),
                    "a folder of this store, or a new one, and ports that are free", "see synod kv --help");
        }
        Thread stop = new Thread(server::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        PrintWriter told = spec.commandLine().getOut();
        List<URI> places = server.places();
        for (int i = 0; i < places.size(); i++) {
            told.printf("%s: %s%n", server.nodes().get(i).node().self(), places.get(i));
        }
        told.println("cluster: " + server.cluster());
        told.println("running; end it with Ctrl-C");
        told.flush();
        try {
            CompletableFuture.allOf(server.nodes().stream().map(node -> node.node().ended())
                    .toArray(CompletableFuture<?>[]::new)).handle((ended, why) -> why).join();
        } finally {
            server.close();
        }
        return ExitCode.WRONG.status();
    }
}
