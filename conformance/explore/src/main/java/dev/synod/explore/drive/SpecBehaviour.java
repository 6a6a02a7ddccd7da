package dev.synod.explore.drive;

import dev.synod.runtime.Ensemble;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.State;
import dev.synod.tlc.TlaValue;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finite behaviour of a specification: what TLC gives as a counterexample, or makes by simulation.
 *
 * <p>The specification's counterexample, on the real code: {@code SpecBehaviour.of(result).drive(ensemble)}.
 *
 * @param name   where it comes from, for messages
 * @param states its states in order, at least one
 */
public record SpecBehaviour(String name, List<State> states) {
    private static final Pattern STATE = Pattern.compile("STATE_(\\d+) ==\\s*");
    private static final Pattern VARIABLE = Pattern.compile("(?:/\\\\ )?([A-Za-z0-9_]+) = (.*)", Pattern.DOTALL);

    /** Copies the states. */
    public SpecBehaviour {
        states = List.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("A behaviour has at least one state.");
        }
    }

    /**
     * The behaviour with which TLC showed that a property is false, or that there is a deadlock.
     *
     * @throws UnusableInputException if the result has no finite behaviour
     */
    public static SpecBehaviour of(CheckResult result) {
        if (result instanceof CheckResult.SafetyViolation violation) {
            return new SpecBehaviour("the counterexample to " + violation.property(), violation.behaviour());
        } else if (result instanceof CheckResult.Deadlock deadlock) {
            return new SpecBehaviour("the way to a deadlock", deadlock.behaviour());
        }
        throw new UnusableInputException(result.details().log().toString(),
                "the result " + result.getClass().getSimpleName() + ", which has no finite behaviour",
                "a safety violation or a deadlock", "check a model that is expected to fail, or simulate");
    }

    /**
     * The behaviour in a file that TLC wrote for {@code -simulate file=}.
     *
     * @throws UnusableInputException if it holds none
     */
    public static SpecBehaviour read(Path file) {
        List<State> states = new ArrayList<>();
        Map<String, TlaValue> variables = new LinkedHashMap<>();
        StringBuilder assignment = new StringBuilder();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher header = STATE.matcher(line);
                boolean starts = header.matches();
                if (starts || line.isBlank() || line.startsWith("/\\ ") || line.startsWith("====")) {
                    assign(assignment, variables);
                }
                if (starts || line.startsWith("====")) {
                    add(variables, states);
                } else if (!line.isBlank() && !line.startsWith("----")) {
                    assignment.append(assignment.length() == 0 ? "" : "\n").append(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assign(assignment, variables);
        add(variables, states);
        if (states.isEmpty()) {
            throw new UnusableInputException(file.toString(), "no state", "STATE_1 == ... as TLC writes it",
                    "name a file that TLC wrote for -simulate file=");
        }
        return new SpecBehaviour(file.getFileName().toString(), states);
    }

    private static void assign(StringBuilder text, Map<String, TlaValue> variables) {
        Matcher assignment = VARIABLE.matcher(text.toString().strip());
        if (assignment.matches()) {
            variables.put(assignment.group(1), TlaValue.parse(assignment.group(2)));
        }
        text.setLength(0);
    }

    private static void add(Map<String, TlaValue> variables, List<State> states) {
        if (!variables.isEmpty()) {
            // These files do not say which action was taken.
            states.add(new State(states.size() + 1, "", Optional.empty(), variables));
            variables.clear();
        }
    }

    /**
     * Makes the machines take the steps of this behaviour, one after another, for as long as they can.
     *
     * @throws UnusableInputException if the behaviour is not about these machines: it lacks a variable or a node
     */
    public <S extends Record, M> Drive drive(Ensemble<S, M> ensemble) {
        return new Driver<>(this, ensemble).drive();
    }
}
