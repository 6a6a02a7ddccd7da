/**
 * A replicated key-value store: the commands of its clients are one log, agreed upon by Multi-Paxos, and every node applies
 * the log to a store of its own.
 *
 * <p>Reads go through the log as well, so that all operations are linearizable. A client that numbers its operations may ask
 * again after a failure: an operation takes effect once.
 */
package dev.synod.kv;
