package dev.synod.cluster;

import dev.synod.runtime.NodeId;
import java.util.function.Consumer;

/**
 * What stands on top of a node in the node's own process, such as a store that clients can call; found through
 * {@link java.util.ServiceLoader}, by name.
 */
public interface NodeService {

    /** Its name, by which a {@link ClusterPlan} asks for it. */
    String name();

    /**
     * Starts on a node that has just started, or started again after a crash; called before the node knows where the others
     * are.
     *
     * @param node the node
     * @param tell takes a word for the one who leads the cluster and for the services on all nodes, such as the place at which
     *             this one listens
     * @return closed before the node is, if the node ends in peace
     * @throws Exception if it cannot start: the process then ends
     */
    Running start(ClusterNode<?, ?> node, Consumer<String> tell) throws Exception;

    /** A service that runs. */
    @FunctionalInterface
    interface Running extends AutoCloseable {

        /**
         * Takes the last word of the service on a node, this one's own included; again when there is another, or when that
         * node's process has been started again.
         */
        default void hear(NodeId from, String word) {
            // Not every service has something to say to the others.
        }

        @Override
        void close();
    }
}
