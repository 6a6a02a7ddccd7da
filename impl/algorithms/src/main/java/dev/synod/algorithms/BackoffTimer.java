package dev.synod.algorithms;

import dev.synod.runtime.Chance;

/**
 * Randomised exponential back-off: after each failure a node rests for a random time from a span twice as long, so that
 * soon one of several rivals has the time to finish alone; and it is as patient with what it has begun.
 */
public final class BackoffTimer {

    /** Ticks; spans double from here. */
    public static final int SHORTEST = 8;
    /** Doublings of a rest, and of the patience with which answers are awaited, at most. */
    private static final int MOST_REST = 8;
    private static final int MOST_PATIENCE = 4;
    /** Ticks; wide enough for any node to be alone at first. */
    private static final int FIRST_REST = 64;

    private int failures;

    /** What was begun has come to nothing. */
    public void failed() {
        failures++;
    }

    /** What was begun has come to its end. */
    public void succeeded() {
        failures = 0;
    }

    /** How long to wait before beginning for the first time, in ticks. */
    public int firstRest(Chance chance) {
        return chance.between(1, FIRST_REST);
    }

    /** How long to rest before beginning again, in ticks. */
    public int rest(Chance chance) {
        return chance.between(1, SHORTEST << Math.min(failures, MOST_REST));
    }

    /** How long to wait for answers, in ticks. */
    public int patience() {
        return SHORTEST << Math.min(failures, MOST_PATIENCE);
    }
}
