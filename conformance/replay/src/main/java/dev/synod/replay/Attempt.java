package dev.synod.replay;

import java.util.List;
import java.util.Map;

/**
 * Why one action of the specification, from one state that explains the trace so far, does not explain an event.
 *
 * @param action      the action's name
 * @param bindings    the values of its arguments, in TLA+ notation; those that neither the trace gave nor the
 *                    specification fixed are missing
 * @param conjunct    the first conjunct that is false, as the specification has it
 * @param location    where that conjunct stands
 * @param reason      the conjunct with values in place of its operands and the verdict on it, {@code 3 >= 5 is false}
 * @param operands    the values of the conjunct's operands
 * @param differences where the guard holds but the effect differs from what was logged: what the action does instead
 * @param passed      how many conjuncts hold before that one; the attempt with the most is the closest
 */
public record Attempt(
        String action,
        Map<String, String> bindings,
        String conjunct,
        SourceLocation location,
        String reason,
        List<Operand> operands,
        List<VariableDifference> differences,
        int passed) {}
