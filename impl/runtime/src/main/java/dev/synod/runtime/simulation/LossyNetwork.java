package dev.synod.runtime.simulation;

import dev.synod.runtime.Chance;

/** The network of the Paxos family: messages are lost, duplicated, delayed and overtaken, never altered. */
final class LossyNetwork implements Network {

    private final FaultPlan faults;
    private final Chance chance;

    LossyNetwork(FaultPlan faults, Chance chance) {
        this.faults = faults;
        this.chance = chance;
    }

    @Override
    public void send(int from, int to, long now, Arrivals arrivals) {
        if (chance.happens(faults.loss())) {
            return;
        }
        do {
            arrivals.at(now + faults.delay().draw(chance));
        } while (chance.happens(faults.duplication()));
    }
}
