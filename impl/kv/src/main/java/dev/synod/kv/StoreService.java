package dev.synod.kv;

import dev.synod.cluster.ClusterNode;
import dev.synod.cluster.NodeService;
import dev.synod.runtime.NodeId;
import java.io.IOException;
import java.util.function.Consumer;

/** The store on a node's process: it tells where its HTTP interface listens, and hears where those of the others do. */
public final class StoreService implements NodeService {

    /** The name that a plan asks for. */
    static final String NAME = "kv";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Running start(ClusterNode<?, ?> node, Consumer<String> tell) throws IOException {
        HttpInterface http = new HttpInterface(StoreNode.on(node), 0);
        tell.accept(new StorePlace(http.place(), node.cluster()).toString());
        return new Running() {
            @Override
            public void hear(NodeId from, String word) {
                http.place(from, StorePlace.parse(word).at());
            }

            @Override
            public void close() {
                http.close();
            }
        };
    }
}
