package dev.synod.cluster;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.trace.VectorClock;

/**
 * A message that has arrived at a node and is one that its machine knows.
 *
 * @param from    the node that sent it
 * @param seq     its number among those from that node, on a reliable network; else 0
 * @param clock   what the sender knew when it had sent it
 * @param message the message
 */
record Arrival(NodeId from, long seq, VectorClock clock, Record message) {
}
