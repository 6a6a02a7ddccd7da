package dev.synod.runtime;

import java.util.Objects;

/**
 * An algorithm with one classic bug planted, and the reason for which a check must reject it.
 *
 * @param name      what it does wrong, in lower camel case
 * @param breaks    what that breaks, in a sentence
 * @param action    the spec's action at which a replay must reject it
 * @param kind      whether that action's guard is false or its effect another
 * @param expected  the conjunct expected to be false, as the spec writes it, or the variable whose new value is wrong
 * @param faults    faults in whose company it shows soon, as the simulation's fault plan reads them
 * @param algorithm the algorithm with the bug; it has the name and the spec of the one without
 */
public record Mutant(
        String name,
        String breaks,
        String action,
        Kind kind,
        String expected,
        String faults,
        AlgorithmProvider<?, ?> algorithm) {

    /** What is wrong with the step. */
    public enum Kind {
        /** It was taken although a guard is false. */
        GUARD,
        /** It led to another state than the action's. */
        EFFECT
    }

    public Mutant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(algorithm, "algorithm");
    }

    @Override
    public String toString() {
        return name;
    }
}
