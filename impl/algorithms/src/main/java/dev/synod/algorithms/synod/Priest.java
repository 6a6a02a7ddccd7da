package dev.synod.algorithms.synod;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Stable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * What one priest has written: in indelible ink in the ledger, which is {@link Stable}, and on a slip of paper, which
 * is lost when the priest leaves the Chamber.
 *
 * @param outcome   the decree written in the ledger as passed, or null while there is none
 * @param lastTried the number of the last ballot that this priest tried to begin
 * @param prevBal   the number of the last ballot in which it voted
 * @param prevDec   the decree for which it last voted, or null while it has not
 * @param nextBal   the number of the highest ballot in which it has agreed to take part
 * @param status    what it is doing with ballot {@code lastTried}
 * @param prevVotes the votes received in LastVote messages for ballot {@code lastTried}
 * @param quorum    while polling, the priests asked to vote in ballot {@code lastTried}
 * @param voters    while polling, those of them from whom it knows that they have voted
 * @param decree    while polling, the decree of ballot {@code lastTried}
 */
@RecordBuilder
public record Priest(
        @Stable String outcome,
        @Stable int lastTried,
        @Stable int prevBal,
        @Stable String prevDec,
        @Stable int nextBal,
        Status status,
        Set<Vote> prevVotes,
        Set<NodeId> quorum,
        Set<NodeId> voters,
        String decree) implements PriestBuilder.With {

    /** A priest with an empty ledger and an empty slip. */
    public static final Priest INITIAL = new Priest(
            null, Synod.NO_BALLOT, Synod.NO_BALLOT, null, Synod.NO_BALLOT,
            Status.IDLE, Sets.empty(), Sets.empty(), Sets.empty(), null);
}
