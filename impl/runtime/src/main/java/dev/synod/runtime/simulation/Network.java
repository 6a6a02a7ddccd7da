package dev.synod.runtime.simulation;

/** A kind of network: what becomes of a message between its sending and its arrival. */
interface Network {

    /** Takes the time of each arrival. */
    @FunctionalInterface
    interface Arrivals {
        void at(long time);
    }

    /** Decides when the copies of a message sent now from one node to another arrive; never, if it is lost. */
    void send(int from, int to, long now, Arrivals arrivals);
}
