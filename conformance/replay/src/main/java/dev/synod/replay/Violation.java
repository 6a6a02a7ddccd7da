package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import java.util.List;
import java.util.Map;

/**
 * A property that every behaviour explaining a whole trace violates, and where one of them does so first.
 *
 * @param property     the property's name
 * @param kind         invariant, initial predicate or action property
 * @param definition   where the property is defined
 * @param event        the event with whose step the property is first false; null where the initial state violates it
 * @param line         the line of the trace on which the event stands; that of the header for the initial state
 * @param hidden       whether a step that the trace does not log violates it, before the event
 * @param conjunct     the first conjunct that is false, as the property has it
 * @param location     where that conjunct stands
 * @param reason       the conjunct with values in place of its operands and the verdict on it
 * @param operands     the values of the conjunct's operands
 * @param before       the state before the step: every variable's value in TLA+ notation, long ones shortened; empty
 *                     where the initial state violates the property
 * @param after        the state after the step, or the initial one
 * @param reads        the variables of which the property speaks
 * @param explanations how many states may be the last one of the trace
 */
public record Violation(
        String property,
        String kind,
        SourceLocation definition,
        TraceEvent event,
        long line,
        boolean hidden,
        String conjunct,
        SourceLocation location,
        String reason,
        List<Operand> operands,
        Map<String, String> before,
        Map<String, String> after,
        List<String> reads,
        int explanations) {}
