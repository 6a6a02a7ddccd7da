package dev.synod.replay;

/**
 * How far the replay searches before it says unknown.
 *
 * @param candidates the most states that may explain a trace's beginning at the same time
 * @param choices    the most values tried for arguments that an event does not give, per event
 * @param hiddenSteps the most hidden actions between two events
 * @param symmetryFrom from how many states on it is looked whether they differ only in the names of values which the
 *                   specification cannot tell apart, to follow such states as one; it changes no verdict but unknown
 */
public record ReplayLimits(int candidates, int choices, int hiddenSteps, int symmetryFrom) {
    private static final int SYMMETRY_FROM = 500;
    /** 10,000 candidates, a million choices, 8 hidden steps, symmetry from 500 states on. */
    public static final ReplayLimits DEFAULT = new ReplayLimits(10_000, 1_000_000, 8);

    /** Limits of a search that looks for symmetry from 500 states on. */
    public ReplayLimits(int candidates, int choices, int hiddenSteps) {
        this(candidates, choices, hiddenSteps, SYMMETRY_FROM);
    }

    /** The same limits of a search that looks for symmetry from another number of states on. */
    public ReplayLimits withSymmetryFrom(int states) {
        return new ReplayLimits(candidates, choices, hiddenSteps, states);
    }

    /** The same limits of a search in which every state is followed by itself. */
    public ReplayLimits withoutSymmetry() {
        return withSymmetryFrom(Integer.MAX_VALUE);
    }
}
