package tlc2.tool.impl;

import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.SemanticNode;
import tlc2.value.impl.LazyValue;

/**
 * Through which arms of an action's text the evaluator goes.
 *
 * <p>What is evaluated is logged in its order. Where the evaluator gives up a way, its part of the log is cut off; where it
 * comes to a next state, the log is what lies on the way there.
 */
public final class Recording {
    private final Map<SemanticNode, Integer> arms;
    private final Set<SemanticNode> disjunctions;
    private final Set<SemanticNode> witnesses;
    private final Set<Integer> taken = new HashSet<>();
    private Map<LazyValue, int[]> lazy = new IdentityHashMap<>();
    private int[] log = new int[64];
    private int size;

    /**
     * @param arms         the numbers of the alternatives of disjunctions and the arms of IF and CASE; a set or map by
     *                     identity, as the others
     * @param disjunctions the disjunctions with alternatives among these
     * @param witnesses    the bodies of existential quantifiers
     */
    public Recording(Map<SemanticNode, Integer> arms, Set<SemanticNode> disjunctions, Set<SemanticNode> witnesses) {
        this.arms = arms;
        this.disjunctions = disjunctions;
        this.witnesses = witnesses;
    }

    void begin() {
        taken.clear();
        lazy = new IdentityHashMap<>();
        size = 0;
    }

    /** The numbers of the arms on the ways to next states. */
    Set<Integer> taken() {
        return Set.copyOf(taken);
    }

    /** A next state was found. */
    void found() {
        for (int i = 0; i < size; i++) {
            taken.add(log[i]);
        }
    }

    int mark() {
        return size;
    }

    void cut(int mark) {
        size = mark;
    }

    void enter(SemanticNode node) {
        Integer number = arms.get(node);
        if (number != null) {
            append(number);
        }
    }

    private void append(int number) {
        if (size == log.length) {
            log = Arrays.copyOf(log, 2 * size);
        }
        log[size++] = number;
    }

    boolean isDisjunction(SemanticNode node) {
        return disjunctions.contains(node);
    }

    boolean isWitness(SemanticNode node) {
        return witnesses.contains(node);
    }

    /** A value was computed that the evaluator keeps: it will not go through its text again. */
    void keep(LazyValue value, int mark) {
        lazy.put(value, Arrays.copyOfRange(log, mark, size));
    }

    /** A value was used that had been computed before. */
    void use(LazyValue value) {
        for (int number : lazy.getOrDefault(value, new int[0])) {
            append(number);
        }
    }
}
