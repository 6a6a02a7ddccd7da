/**
 * A replicated key-value store: the commands of its clients are one log, agreed upon by Multi-Paxos, and every node applies
 * the log to a store of its own.
 *
 * <p>Reads go through the log as well, so that all operations are linearizable. A client that numbers its operations may ask
 * again after a failure: an operation takes effect once.
 *
 * <p>{@link dev.synod.kv.KvServer} has all nodes in one process. {@link dev.synod.kv.StoreService} puts a store on each node's
 * own process: so {@link dev.synod.kv.StoreTrial} lets clients use it while processes are killed, and records what they saw,
 * and {@link dev.synod.kv.StoreBench} measures it.
 */
package dev.synod.kv;
