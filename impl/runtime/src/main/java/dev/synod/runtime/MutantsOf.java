package dev.synod.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The mutants of one algorithm, each a machine made from the one without the bug.
 *
 * <pre>{@code
 * public final class LockMutants extends MutantsOf<Node, Message, Lock> {
 *     public LockMutants() {
 *         super(new LockProvider(), Lock.class);
 *         guard("takesTheLockTwice", "who holds the lock does not take it", "Take", "~ holds[p]", "delay=1..30",
 *                 lock -> new Lock(lock.self(), lock.nodes()) {
 *                     ...
 *                 });
 *     }
 * }
 * }</pre>
 *
 * @param <S> the state record of a process
 * @param <M> the type of its messages
 * @param <A> the machine
 */
public abstract class MutantsOf<S extends Record, M, A extends Machine<S, M>> implements MutantProvider {

    private final AlgorithmProvider<S, M> algorithm;
    private final Class<A> machine;
    private final List<Mutant> mutants = new ArrayList<>();

    /** Mutants of that algorithm, whose machines are of that class. */
    protected MutantsOf(AlgorithmProvider<S, M> algorithm, Class<A> machine) {
        this.algorithm = algorithm;
        this.machine = machine;
    }

    /**
     * Adds a mutant that takes a step although a guard is false.
     *
     * @param name    what it does wrong, in lower camel case
     * @param breaks  what that breaks, in a sentence
     * @param action  the spec's action at which a replay must reject it
     * @param guard   the conjunct that must be false, as the spec writes it
     * @param faults  faults in whose company it shows soon, as the simulation's fault plan reads them
     * @param planted makes the machine with the bug of the one without
     */
    protected final void guard(
            String name, String breaks, String action, String guard, String faults, UnaryOperator<A> planted) {
        add(name, breaks, action, Mutant.Kind.GUARD, guard, faults, planted);
    }

    /**
     * Adds a mutant one of whose steps leads to another state than the action's.
     *
     * @param name     what it does wrong, in lower camel case
     * @param breaks   what that breaks, in a sentence
     * @param action   the spec's action at which a replay must reject it
     * @param variable the variable whose new value must be wrong
     * @param faults   faults in whose company it shows soon, as the simulation's fault plan reads them
     * @param planted  makes the machine with the bug of the one without
     */
    protected final void effect(
            String name, String breaks, String action, String variable, String faults, UnaryOperator<A> planted) {
        add(name, breaks, action, Mutant.Kind.EFFECT, variable, faults, planted);
    }

    private void add(String name, String breaks, String action, Mutant.Kind kind, String expected, String faults,
            UnaryOperator<A> planted) {
        mutants.add(new Mutant(name, breaks, action, kind, expected, faults, new Variant<>(algorithm,
                (self, nodes, options) -> planted.apply(machine.cast(algorithm.machine(self, nodes, options))))));
    }

    @Override
    public final String algorithm() {
        return algorithm.name();
    }

    @Override
    public final List<Mutant> mutants() {
        return List.copyOf(mutants);
    }
}
