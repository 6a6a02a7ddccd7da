package dev.synod.algorithms.multipaxos;

import dev.synod.runtime.GrowingSet;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Stable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import java.util.Set;

/**
 * What one node knows.
 *
 * @param maxBal   the highest ballot that it has promised to take part in; it votes in none below
 * @param votes    all votes that it ever cast
 * @param chosen   the decisions that it knows of
 * @param applied  the last slot that it has applied, 0 while there is none; it has applied all below
 * @param table    the client table: for each client of which it has applied a command, the number of the last one
 * @param status   what it is in ballot {@code maxBal}
 * @param promised while a candidate, those that promised to take part
 * @param reported while a candidate, the votes that they reported
 * @param next     while leading, the first slot that is free
 * @param polls    while leading, for each slot proposed and not seen chosen, those known to have voted
 */
@RecordBuilder
public record Replica(
        @Stable int maxBal,
        @Stable GrowingSet<Vote> votes,
        @Stable GrowingSet<Decision> chosen,
        @Stable int applied,
        @Stable Map<String, Integer> table,
        Status status,
        Set<NodeId> promised,
        GrowingSet<Vote> reported,
        int next,
        Map<Integer, Set<NodeId>> polls) implements ReplicaBuilder.With {

    /** A node that has not heard of anything. */
    public static final Replica INITIAL = new Replica(
            MultiPaxos.NO_BALLOT, GrowingSet.empty(), GrowingSet.empty(), 0, Map.of(),
            Status.FOLLOWER, Sets.empty(), GrowingSet.empty(), 0, Map.of());

    /** The number of the client's last command applied; 0 if there is none. */
    public int lastSeq(String client) {
        return table.getOrDefault(client, 0);
    }

    /** Whether that command, or null, does something when it is applied next, and has not been applied before. */
    public boolean isNew(Command c) {
        return c != null && c.seq() > lastSeq(c.client());
    }

    /** Its vote in that slot in the ballot that it has promised, or null. */
    public Vote vote(int slot) {
        for (Vote v : votes.from(new Vote(slot, maxBal, null))) {
            return v.slot() == slot && v.bal() == maxBal ? v : null;
        }
        return null;
    }

    /** What is known to be chosen for that slot, or null. */
    public Decision decision(int slot) {
        for (Decision d : chosen.from(new Decision(slot, null))) {
            return d.slot() == slot ? d : null;
        }
        return null;
    }
}
