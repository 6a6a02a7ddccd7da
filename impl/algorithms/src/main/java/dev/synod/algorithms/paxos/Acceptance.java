package dev.synod.algorithms.paxos;

import dev.synod.runtime.NodeId;

/**
 * That an acceptor has accepted a value under a number.
 *
 * @param acc the acceptor
 * @param n   the number
 * @param val the value
 */
public record Acceptance(NodeId acc, int n, String val) {
}
