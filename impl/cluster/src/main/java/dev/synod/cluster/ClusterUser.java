package dev.synod.cluster;

import dev.synod.runtime.NodeId;

/** Who uses a cluster while a {@link ClusterRun} leads it; by default does nothing. */
public interface ClusterUser {

    /** Does nothing. */
    ClusterUser NONE = new ClusterUser() { };

    /**
     * The {@link NodeService} on a node has told something; again whenever its process has been started again. Called on a
     * thread of its own for each process; must not wait.
     */
    default void told(NodeId node, String word) {
        // Nothing.
    }

    /** All nodes listen, and what their services told at their start has been told; from now on faults strike. */
    default void started() {
        // Nothing.
    }

    /**
     * All faults are over, and all nodes are up unless one has failed. Called on the thread that leads the cluster: the nodes
     * are stopped when it returns.
     */
    default void calm() throws InterruptedException {
        // Nothing.
    }
}
