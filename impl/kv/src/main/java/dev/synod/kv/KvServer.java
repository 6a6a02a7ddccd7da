package dev.synod.kv;

import dev.synod.algorithms.multipaxos.Message;
import dev.synod.algorithms.multipaxos.Replica;
import dev.synod.cluster.ClusterNode;
import dev.synod.cluster.NodeSettings;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** All nodes of a store in one process, on the loopback address, each with a ledger of its own and an HTTP interface. */
public final class KvServer implements AutoCloseable {

    private final Map<NodeId, StoreNode> nodes = new LinkedHashMap<>();
    private final Map<NodeId, HttpInterface> interfaces = new LinkedHashMap<>();

    private KvServer() {
    }

    /**
     * Starts the nodes; a folder that has been used before is gone on with.
     *
     * @param count    how many
     * @param folder   for the nodes' folders
     * @param port     where the first node's HTTP interface listens, the next ones behind it; 0 for free ports
     * @param settings what is to be different from the usual
     * @throws IOException if a node cannot listen
     */
    public static KvServer start(int count, Path folder, int port, UnaryOperator<NodeSettings<Replica, Message>> settings)
            throws IOException {
        Ensemble<Replica, Message> ensemble = StoreNode.ensemble(count);
        String cluster = ensemble.nodes().stream().flatMap(node -> ClusterNode.clusterIn(folder.resolve(node.name())).stream())
                .findFirst().orElseGet(() -> "kv " + UUID.randomUUID());
        String secret = UUID.randomUUID().toString();
        KvServer server = new KvServer();
        try {
            Map<NodeId, InetSocketAddress> addresses = new LinkedHashMap<>();
            Map<NodeId, URI> places = new LinkedHashMap<>();
            for (NodeId self : ensemble.nodes()) {
                StoreNode node = StoreNode.start(ensemble, self, cluster, secret, folder.resolve(self.name()), settings);
                server.nodes.put(self, node);
                addresses.put(self, node.node().address());
                HttpInterface http = new HttpInterface(node, port == 0 ? 0 : port + server.interfaces.size());
                server.interfaces.put(self, http);
                places.put(self, http.place());
            }
            server.nodes.values().forEach(node -> node.node().peers(addresses));
            server.interfaces.values().forEach(http -> places.forEach(http::place));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The name of the store's cluster: given when it was begun, and kept. */
    public String cluster() {
        return nodes.values().iterator().next().node().cluster();
    }

    /** The nodes, in order. */
    public List<StoreNode> nodes() {
        return new ArrayList<>(nodes.values());
    }

    /** Where their HTTP interfaces listen, in the order of the nodes. */
    public List<URI> places() {
        return interfaces.values().stream().map(HttpInterface::place).toList();
    }

    /** Stops answering, and then the nodes. */
    @Override
    public void close() {
        interfaces.values().forEach(HttpInterface::close);
        nodes.values().forEach(StoreNode::close);
    }
}
