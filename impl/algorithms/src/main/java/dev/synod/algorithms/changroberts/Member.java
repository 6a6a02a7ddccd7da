package dev.synod.algorithms.changroberts;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What one node on the ring knows.
 *
 * @param id     its identity, which never changes
 * @param status how far it has come
 * @param leader the identity of the leader, as far as it knows, or null
 */
@RecordBuilder
public record Member(int id, Status status, Integer leader) implements MemberBuilder.With {
}
