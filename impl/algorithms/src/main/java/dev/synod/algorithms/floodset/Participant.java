package dev.synod.algorithms.floodset;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * How far one process has come, and what it knows.
 *
 * @param round    the round in which it has sent, 0 before the first; F + 2 if it has decided
 * @param seen     the inputs that it knows of
 * @param decision what it has decided, or null
 */
@RecordBuilder
public record Participant(int round, Set<Integer> seen, Integer decision) implements ParticipantBuilder.With {
}
