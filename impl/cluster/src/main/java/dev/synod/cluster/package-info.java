/**
 * The third way to run a machine, besides the simulation and the explorer: real processes, real sockets, real disks.
 *
 * <p>{@link dev.synod.cluster.ClusterNode} is one node. It runs any machine on any of the networks that machines are made for,
 * and can be had in a process of its own or, several of them, in one process for a test:
 *
 * <pre>{@code
 * Ensemble<S, M> ensemble = Ensemble.of(provider, 3, Map.of());
 * List<ClusterNode<S, M>> nodes = new ArrayList<>();
 * Map<NodeId, InetSocketAddress> addresses = new HashMap<>();
 * for (NodeId self : ensemble.nodes()) {
 *     ClusterNode<S, M> node = ClusterNode.start(NodeSettings.of(ensemble, self, "store", secret, folder.resolve(self.name())));
 *     nodes.add(node);
 *     addresses.put(self, node.address());
 * }
 * nodes.forEach(node -> node.peers(addresses));
 * }</pre>
 *
 * <p>What stands on top of it gets at the machine in three ways. {@code node.submit(turn -> turn.take("Propose", command))}
 * runs something on the node's own thread and completes when what it took is on the disk. {@code node.onCommit((steps, state)
 * -> ...)} is told of every batch of steps that has been committed. {@code node.ended()} completes when the node has ended, and
 * tells why if it could not go on.
 *
 * <p>{@link dev.synod.cluster.ClusterRun} starts a process for each node, strikes them with a
 * {@link dev.synod.cluster.Nemesis}, and collects their traces. A {@link dev.synod.cluster.NodeService} that the plan names
 * runs in each of these processes on top of the node, and a {@link dev.synod.cluster.ClusterUser} calls it meanwhile.
 *
 * <p>Whether a ledger, a frame or a caller is what it says it is, is asked before it is used. What is sent is kept back until
 * the step that sends it, and its event in the trace, are on the disk. Nodes know each other by a secret that they share; what
 * they say is not encrypted, and a node that knows the secret and lies is believed.
 */
package dev.synod.cluster;
