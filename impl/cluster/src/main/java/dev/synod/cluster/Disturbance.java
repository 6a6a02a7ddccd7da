package dev.synod.cluster;

import dev.synod.runtime.NetworkKind;

/**
 * What a node does to the messages that it sends, on top of what the real network does.
 *
 * @param loss         the probability that a message is lost, from 0 to below 1
 * @param duplication  the probability that a message is sent once more, and then again once more, from 0 to below 1
 * @param reordering   the probability that a message is held back while others pass it, from 0 to below 1
 * @param longestDelay the longest delay of a message in milliseconds, at least 0; delays alone change no order
 */
public record Disturbance(double loss, double duplication, double reordering, int longestDelay) {

    /** Nothing. */
    public static final Disturbance NONE = new Disturbance(0, 0, 0, 0);

    public Disturbance {
        for (double probability : new double[] {loss, duplication, reordering}) {
            if (!(probability >= 0 && probability < 1)) {
                throw new IllegalArgumentException("loss, duplication and reordering are probabilities from 0 to below 1;"
                        + " found " + probability + ".");
            }
        }
        if (longestDelay < 0) {
            throw new IllegalArgumentException("A delay is 0 milliseconds or more; found " + longestDelay + ".");
        }
    }

    /** This, without what a network of that kind never does. */
    Disturbance possible(NetworkKind kind) {
        return kind.isReliable() ? new Disturbance(0, 0, kind == NetworkKind.FIFO ? 0 : reordering, longestDelay) : this;
    }
}
