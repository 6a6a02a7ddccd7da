package dev.synod.runtime.simulation;

import dev.synod.runtime.Chance;

/**
 * A span of simulated time, drawn anew each time: from {@code least} to {@code most} ticks, each as likely.
 *
 * @param least at least 1
 * @param most  at least {@code least}, at most {@link #LIMIT}
 */
public record Ticks(int least, int most) {

    /** The longest span there is. */
    public static final int LIMIT = 1_000_000;

    public Ticks {
        if (least < 1 || most < least || most > LIMIT) {
            throw new IllegalArgumentException("expected LEAST..MOST in ticks with 1 <= LEAST <= MOST <= " + LIMIT
                    + "; found " + least + ".." + most);
        }
    }

    int draw(Chance chance) {
        return least == most ? least : chance.between(least, most);
    }

    @Override
    public String toString() {
        return least + ".." + most;
    }
}
