package dev.synod.replay;

/**
 * How far the replay searches before it says unknown.
 *
 * @param candidates the most states that may explain a trace's beginning at the same time
 * @param choices    the most values tried for arguments that an event does not give, per event
 * @param hiddenSteps the most hidden actions between two events
 */
public record ReplayLimits(int candidates, int choices, int hiddenSteps) {
    /** 10,000 candidates, a million choices, 8 hidden steps. */
    public static final ReplayLimits DEFAULT = new ReplayLimits(10_000, 1_000_000, 8);
}
