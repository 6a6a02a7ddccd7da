package dev.synod.cluster;

import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.trace.CausalMerge;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceSource;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** The nodes of a cluster in this process, on free ports of the loopback address. */
final class LocalCluster implements AutoCloseable {

    static final String NAME = "test";
    static final String SECRET = "known to all nodes and nobody else";

    private final Ensemble<?, ?> ensemble;
    private final Path folder;
    private final UnaryOperator<NodeSettings<?, ?>> adapted;
    private final Map<NodeId, ClusterNode<?, ?>> nodes = new LinkedHashMap<>();

    LocalCluster(Ensemble<?, ?> ensemble, Path folder, UnaryOperator<NodeSettings<?, ?>> adapted) throws IOException {
        this.ensemble = ensemble;
        this.folder = folder;
        this.adapted = adapted;
        for (NodeId self : ensemble.nodes()) {
            start(self);
        }
    }

    static LocalCluster of(String algorithm, int nodes, Path folder) throws IOException {
        return new LocalCluster(Ensemble.of(Algorithms.named(algorithm), nodes, Map.of()), folder, s -> s);
    }

    static NodeSettings<?, ?> settings(Ensemble<?, ?> ensemble, NodeId self, Path folder) {
        return NodeSettings.of(ensemble, self, NAME, SECRET, folder.resolve(self.name())).withSeed(7)
                .withHandshakeTimeout(Duration.ofMillis(500));
    }

    /** Starts a node, or starts it again, and tells all where it is. */
    void start(NodeId self) throws IOException {
        nodes.put(self, ClusterNode.start(adapted.apply(settings(ensemble, self, folder))));
        Map<NodeId, InetSocketAddress> addresses = new LinkedHashMap<>();
        nodes.forEach((node, running) -> addresses.put(node, running.address()));
        nodes.values().forEach(node -> node.peers(addresses));
    }

    Ensemble<?, ?> ensemble() {
        return ensemble;
    }

    ClusterNode<?, ?> node(String name) {
        return nodes.get(NodeId.of(name));
    }

    List<ClusterNode<?, ?>> nodes() {
        return List.copyOf(nodes.values());
    }

    long steps() {
        return nodes.values().stream().mapToLong(node -> node.status().steps()).sum();
    }

    Path folder(String node) {
        return folder.resolve(node);
    }

    /** Waits until the nodes that run have taken so many steps together since each started. */
    void awaitSteps(long count) throws InterruptedException {
        await(() -> {
            // Who cannot go on says why.
            nodes.values().stream().map(ClusterNode::ended).filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
            return steps() >= count;
        }, count + " steps");
    }

    static void await(java.util.function.BooleanSupplier condition, String what) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (i > 6_000) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.sleep(5);
        }
    }

    /** Stops all, and orders the events of their logs by their clocks; every log must be whole. */
    List<TraceEvent> stopAndMerge() throws IOException {
        close();
        List<TraceSource> logs = new ArrayList<>();
        for (NodeId node : ensemble.nodes()) {
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            Ledger.export(folder(node.name()), TraceSink.header(ensemble, Map.of("runtime", Value.of("cluster"))),
                    node.name(), log);
            logs.add(TraceReader.ofPart(new ByteArrayInputStream(log.toByteArray()), node.name()));
        }
        List<TraceEvent> events = new ArrayList<>();
        try (CausalMerge merge = new CausalMerge(logs)) {
            long[] cut = new long[merge.size()];
            for (List<Integer> enabled = merge.enabled(cut); !enabled.isEmpty(); enabled = merge.enabled(cut)) {
                int log = enabled.get(0);
                events.add(merge.event(log, cut[log]++));
            }
            if (merge.left(cut) > 0 || !merge.complete()) {
                throw new AssertionError("events are missing: " + merge.left(cut) + " wait for them");
            }
        }
        return events;
    }

    @Override
    public void close() {
        nodes.values().forEach(ClusterNode::close);
    }
}
