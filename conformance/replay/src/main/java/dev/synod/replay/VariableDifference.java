package dev.synod.replay;

/**
 * A variable whose value after the step differs between the specification and the trace.
 *
 * @param variable the variable, with the argument at which it differs where it is a function: {@code nextBal[p2]}
 * @param before   its value before the step, in TLA+ notation
 * @param expected the value that the action gives it
 * @param logged   the value that the trace gives it
 */
public record VariableDifference(String variable, String before, String expected, String logged) {}
