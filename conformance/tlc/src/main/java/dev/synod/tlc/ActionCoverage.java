package dev.synod.tlc;

/**
 * How often TLC took an action.
 *
 * @param action    the action's name
 * @param location  where it stands
 * @param distinct  distinct states that it was the first to reach
 * @param generated states that it generated
 */
public record ActionCoverage(String action, Location location, long distinct, long generated) {
}
