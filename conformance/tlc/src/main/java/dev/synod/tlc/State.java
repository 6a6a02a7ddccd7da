package dev.synod.tlc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One state of a behaviour and the action that led to it.
 *
 * @param number    the position in the behaviour, from 1
 * @param action    the name of the action that led here, {@code Initial predicate} for the first state
 * @param location  where that action stands, if TLC says so
 * @param variables the value of each variable (or of each field of the model's {@code ALIAS}), in TLC's order
 */
public record State(int number, String action, Optional<Location> location, Map<String, TlaValue> variables) {

    /** Keeps the variables in their order, unmodifiable. */
    public State {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Writes the state as TLC does, one variable a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(number).append(": ").append(action);
        location.ifPresent(at -> text.append("  ").append(at));
        variables.forEach((name, value) ->
                text.append(System.lineSeparator()).append("/\\ ").append(name).append(" = ").append(value));
        return text.toString();
    }
}
