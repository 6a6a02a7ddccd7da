package dev.synod.tlc.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state graph as TLC writes it, in the language of Graphviz.
 *
 * @param states the text of each state, one variable a line, by TLC's fingerprint of the state
 * @param initial the fingerprints of the initial states
 * @param steps  the steps, in TLC's order, each once; stuttering steps are left out
 */
public record StateGraph(Map<String, List<String>> states, Set<String> initial, List<Step> steps) {

    private static final Pattern STATE = Pattern.compile("(-?\\d+) \\[label=\"((?:[^\"\\\\]|\\\\.)*)\"(.*)\\];?");
    private static final Pattern STEP = Pattern.compile("(-?\\d+) -> (-?\\d+) \\[(?:label=\"([^\"]*)\")?(.*)\\];?");

    /** Copies the collections. */
    public StateGraph {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        initial = Collections.unmodifiableSet(new LinkedHashSet<>(initial));
        steps = List.copyOf(steps);
    }

    /**
     * A step.
     *
     * @param from   the fingerprint of the state before
     * @param to     the fingerprint of the state after
     * @param action the action's name; may be empty
     */
    public record Step(String from, String to, String action) {
        /** Checks that nothing is null. */
        public Step {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
            Objects.requireNonNull(action);
        }
    }

    /**
     * Reads a graph, if it is small.
     *
     * @param file what TLC wrote
     * @param most the most states to read
     * @return the graph; empty if it has more states, or none
     * @throws IOException if the file cannot be read
     */
    public static Optional<StateGraph> read(Path file, int most) throws IOException {
        Map<String, List<String>> states = new LinkedHashMap<>();
        Set<String> initial = new LinkedHashSet<>();
        Set<Step> steps = new LinkedHashSet<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher state = STATE.matcher(line);
                Matcher step = STEP.matcher(line);
                if (step.matches()) {
                    String action = step.group(3) == null ? "" : step.group(3);
                    if (!action.isEmpty() || !step.group(4).contains("dashed")) {
                        steps.add(new Step(step.group(1), step.group(2), action));
                    }
                } else if (state.matches()) {
                    states.putIfAbsent(state.group(1), text(state.group(2)));
                    if (state.group(3).contains("filled")) {
                        initial.add(state.group(1));
                    }
                    if (states.size() > most) {
                        return Optional.empty();
                    }
                }
            }
        }
        steps.removeIf(step -> !states.containsKey(step.from()) || !states.containsKey(step.to()));
        return states.isEmpty() ? Optional.empty()
                : Optional.of(new StateGraph(states, initial, new ArrayList<>(steps)));
    }

    private static List<String> text(String label) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < label.length(); at++) {
            char character = label.charAt(at);
            if (character == '\\' && at + 1 < label.length()) {
                char next = label.charAt(++at);
                plain.append(next == 'n' ? '\n' : next);
            } else {
                plain.append(character);
            }
        }
        return plain.toString().lines().toList();
    }
}
