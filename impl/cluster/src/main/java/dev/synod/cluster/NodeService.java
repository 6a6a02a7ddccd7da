package dev.synod.cluster;

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
     * @param tell takes a word for the one who leads the cluster, such as the port at which the service listens
     * @return closed before the node is, if the node ends in peace
     * @throws Exception if it cannot start: the process then ends
     */
    AutoCloseable start(ClusterNode<?, ?> node, Consumer<String> tell) throws Exception;
}
