package dev.synod.algorithms.paxos;

import dev.synod.runtime.Sets;
import dev.synod.runtime.Stable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * What one node knows in all of its roles. What is {@link Stable} is on stable storage before the message that a step
 * sends goes out; the rest is lost in a crash.
 *
 * @param round    the last round in which this proposer started a ballot
 * @param maxBal   this acceptor's promise: it accepts nothing under a number below that one
 * @param vBal     the highest number under which it has accepted
 * @param vVal     the value that it accepted under {@code vBal}, or null if there is none
 * @param phase    what this proposer is doing with the ballot of {@code round}
 * @param promises while preparing, the reports that have come with promises
 * @param value    while accepting, the value proposed
 * @param tally    until this learner has learned, the acceptances that it was told of
 * @param learned  the value that it has learned, or null while it has not
 */
@RecordBuilder
public record Member(
        @Stable int round,
        @Stable int maxBal,
        @Stable int vBal,
        @Stable String vVal,
        Phase phase,
        Set<Report> promises,
        String value,
        Set<Acceptance> tally,
        String learned) implements MemberBuilder.With {

    /** A node that has neither done nor heard anything. */
    public static final Member INITIAL = new Member(
            Paxos.NO_NUMBER, Paxos.NO_NUMBER, Paxos.NO_NUMBER, null, Phase.IDLE, Sets.empty(), null, Sets.empty(), null);
}
