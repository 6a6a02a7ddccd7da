package dev.synod.algorithms.paxos;

import dev.synod.runtime.NodeId;

/**
 * What an acceptor reports with a promise.
 *
 * @param acc  the acceptor
 * @param vBal the highest number under which it has accepted, or {@link Paxos#NO_NUMBER}
 * @param vVal the value that it accepted under that number, or null if there is none
 */
public record Report(NodeId acc, int vBal, String vVal) {
}
