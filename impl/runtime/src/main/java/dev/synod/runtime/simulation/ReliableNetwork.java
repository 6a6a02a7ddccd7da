package dev.synod.runtime.simulation;

import dev.synod.runtime.Chance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network that brings every message once, in the order of sending for each pair of nodes if it is FIFO. */
final class ReliableNetwork implements Network {

    private final FaultPlan faults;
    private final Chance chance;
    private final boolean fifo;
    private final Map<List<Integer>, Long> last = new HashMap<>();

    ReliableNetwork(FaultPlan faults, Chance chance, boolean fifo) {
        this.faults = faults;
        this.chance = chance;
        this.fifo = fifo;
    }

    @Override
    public void send(int from, int to, long now, Arrivals arrivals) {
        long time = now + faults.delay().draw(chance);
        // Of two that arrive at the same time the one sent first comes first.
        arrivals.at(fifo ? last.merge(List.of(from, to), time, Math::max) : time);
    }
}
