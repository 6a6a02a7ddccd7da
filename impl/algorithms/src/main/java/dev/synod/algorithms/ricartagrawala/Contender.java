package dev.synod.algorithms.ricartagrawala;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * What one process knows.
 *
 * @param mode        what it is doing
 * @param ourNumber   the number of its last request; 0 before the first
 * @param highest     the highest number in any request that it has received
 * @param outstanding how many replies it is still waiting for
 * @param deferred    the processes whose replies it keeps back until it leaves
 */
@RecordBuilder
public record Contender(Mode mode, int ourNumber, int highest, int outstanding, Set<NodeId> deferred)
        implements ContenderBuilder.With {

    /** A process that wants nothing and has heard nothing. */
    public static final Contender INITIAL = new Contender(Mode.IDLE, 0, 0, 0, Sets.empty());
}
