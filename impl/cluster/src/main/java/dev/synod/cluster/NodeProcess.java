package dev.synod.cluster;

import dev.synod.runtime.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The process of one node, started by a {@link ClusterRun} and led by it: commands come on the standard input, one a line, and
 * what is told goes to the standard output. It ends when its input does, so that none is left behind by a leader that is gone.
 *
 * <p>Commands, after the {@link Assignment}: {@code peers p1=PORT p2=PORT}, {@code cut p1 p2} (none to heal), {@code reset},
 * {@code service p1 WORD}, {@code stop}. Told: {@code listening PORT}, {@code status} with the numbers of a {@link NodeStatus},
 * {@code service} with a word of the {@link NodeService}, {@code stopped}.
 */
public final class NodeProcess {

    private static final int STATUS_EVERY = 250;
    /** Something about the ledger or the settings cannot be used. */
    static final int UNUSABLE = 2;
    /** The node could not go on. */
    static final int FAILED = 3;
    /** The leader is gone. */
    private static final int LEFT_ALONE = 4;

    private NodeProcess() {
    }

    /** Runs the node that the first line of the standard input describes. */
    public static void main(String[] arguments) throws IOException {
        PrintStream told = System.out;
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = commands.readLine();
        if (first == null) {
            Runtime.getRuntime().halt(LEFT_ALONE);
        }
        ClusterNode<?, ?> node;
        NodeService.Running service;
        try {
            Assignment assignment = Assignment.ofJson(first);
            node = ClusterNode.start(assignment.settings());
            service = start(assignment.service(), node, word -> {
                told.println("service " + word);
                told.flush();
            });
        } catch (Exception e) {
            boolean expected = e instanceof LedgerException || e instanceof IllegalArgumentException || e instanceof IOException;
            System.err.println(expected ? e.getMessage() : e.toString());
            Runtime.getRuntime().halt(UNUSABLE);
            return;
        }
        told.println("listening " + node.address().getPort());
        told.flush();
        Thread status = new Thread(() -> tell(node, told), "status");
        status.setDaemon(true);
        status.start();
        node.ended().whenComplete((nothing, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause() : failure;
                System.err.println(cause.getMessage());
                Runtime.getRuntime().halt(cause instanceof LedgerException ? UNUSABLE : FAILED);
            }
        });
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals("stop")) {
                close(service);
                node.close();
                told.println(status(node));
                told.println("stopped");
                told.flush();
                Runtime.getRuntime().halt(0);
            }
            obey(node, service, line.split(" "));
        }
        Runtime.getRuntime().halt(LEFT_ALONE);
    }

    private static NodeService.Running start(String name, ClusterNode<?, ?> node, Consumer<String> tell) throws Exception {
        if (name == null) {
            return () -> { };
        }
        List<NodeService> known = ServiceLoader.load(NodeService.class).stream().map(ServiceLoader.Provider::get).toList();
        for (NodeService service : known) {
            if (service.name().equals(name)) {
                return service.start(node, tell);
            }
        }
        throw new IllegalArgumentException("Unknown service \"" + name + "\". Known: "
                + known.stream().map(NodeService::name).collect(Collectors.joining(", ")) + ".");
    }

    private static void close(NodeService.Running service) {
        try {
            service.close();
        } catch (RuntimeException e) {
            System.err.println("the service did not end in peace: " + e);
        }
    }

    private static void obey(ClusterNode<?, ?> node, NodeService.Running service, String[] command) {
        switch (command[0]) {
            case "peers" -> {
                Map<NodeId, InetSocketAddress> addresses = new HashMap<>();
                for (int i = 1; i < command.length; i++) {
                    int equals = command[i].lastIndexOf('=');
                    addresses.put(NodeId.of(command[i].substring(0, equals)), new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(command[i].substring(equals + 1))));
                }
                node.peers(addresses);
            }
            case "cut" -> {
                Set<NodeId> others = new HashSet<>();
                for (int i = 1; i < command.length; i++) {
                    others.add(NodeId.of(command[i]));
                }
                node.cut(others);
            }
            case "reset" -> node.resetConnections();
            case "service" -> service.hear(NodeId.of(command[1]),
                    String.join(" ", Arrays.asList(command).subList(2, command.length)));
            default -> System.err.println("no command: " + String.join(" ", command));
        }
    }

    private static void tell(ClusterNode<?, ?> node, PrintStream told) {
        try {
            while (true) {
                Thread.sleep(STATUS_EVERY);
                told.println(status(node));
                told.flush();
            }
        } catch (InterruptedException e) {
            // The process ends.
        }
    }

    private static String status(ClusterNode<?, ?> node) {
        NodeStatus s = node.status();
        return "status " + s.steps() + " " + s.commits() + " " + s.sent() + " " + s.received() + " " + s.refused() + " "
                + s.lost() + " " + s.rejected();
    }
}
