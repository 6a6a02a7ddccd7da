package dev.synod.algorithms.synod;

import dev.synod.runtime.NodeId;

/**
 * A vote that a priest has cast, or its null vote.
 *
 * @param pst the priest
 * @param bal the ballot's number, or {@link Synod#NO_BALLOT} in the null vote
 * @param dec the ballot's decree, or null in the null vote
 */
public record Vote(NodeId pst, int bal, String dec) {
}
