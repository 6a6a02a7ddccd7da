package dev.synod.junit.jqwik;

import dev.synod.explore.Schedule;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.Ticks;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitraries of what a run depends on. Each shrinks to less of it: nodes, steps, faults. */
public final class RunArbitraries {

    private static final int LONGEST_DELAY = 100;
    private static final int MOST_SEEDS = 1_000_000;

    private RunArbitraries() {
    }

    /** Any faults, crashes included; shrinks to fewer and lesser ones, at last to none. */
    public static Arbitrary<FaultPlan> faultPlans() {
        return faultPlans(true);
    }

    /** Any faults; shrinks to fewer and lesser ones, at last to none. */
    public static Arbitrary<FaultPlan> faultPlans(boolean crashes) {
        Arbitrary<Ticks> delays = Arbitraries.integers().between(1, LONGEST_DELAY).map(most -> new Ticks(1, most));
        return Combinators.combine(
                        Arbitraries.of(0.0, 0.05, 0.1, 0.3),
                        Arbitraries.of(0.0, 0.05, 0.1, 0.3),
                        delays,
                        crashes ? Arbitraries.of(0.0, 0.001, 0.005, 0.02) : Arbitraries.just(0.0),
                        Arbitraries.of(0.0, 0.001, 0.005, 0.02))
                .as((loss, duplication, delay, crash, partition) -> new FaultPlan(loss, duplication, delay,
                        crash, crash > 0 ? new Ticks(1, 50) : FaultPlan.NONE.downtime(),
                        partition, partition > 0 ? new Ticks(1, 100) : FaultPlan.NONE.healing()));
    }

    /**
     * The nodes of a run, as many as the algorithm can run with; shrinks to the fewest.
     *
     * @throws IllegalArgumentException if it can run with no such number
     */
    public static Arbitrary<List<NodeId>> nodes(AlgorithmProvider<?, ?> algorithm, int fewest, int most) {
        return counts(algorithm, fewest, most).map(algorithm::nodes);
    }

    /** Any schedule of the algorithm; shrinks to fewer nodes and steps, and to fewer and lesser faults. */
    public static Arbitrary<Schedule> schedules(
            AlgorithmProvider<?, ?> algorithm, int fewestNodes, int mostNodes, int mostSteps) {
        Ensemble<?, ?> some =
                Simulation.of(algorithm).nodes(possible(algorithm, fewestNodes, mostNodes).get(0)).ensemble();
        return Combinators.combine(
                        Arbitraries.integers().between(1, mostSteps),
                        counts(algorithm, fewestNodes, mostNodes),
                        faultPlans(some.crashes()).map(plan -> plan.possible(some)),
                        Arbitraries.of(algorithm.policies()),
                        Arbitraries.longs().between(0, MOST_SEEDS))
                .as((steps, nodes, faults, policy, seed) -> new Schedule(nodes, faults, policy, seed, steps))
                // There would be more combinations of edge cases than tries.
                .withoutEdgeCases();
    }

    private static Arbitrary<Integer> counts(AlgorithmProvider<?, ?> algorithm, int fewest, int most) {
        return Arbitraries.of(possible(algorithm, fewest, most));
    }

    private static List<Integer> possible(AlgorithmProvider<?, ?> algorithm, int fewest, int most) {
        IllegalArgumentException[] why = new IllegalArgumentException[1];
        List<Integer> possible = IntStream.rangeClosed(fewest, most).filter(count -> {
            try {
                Simulation.of(algorithm).nodes(count).ensemble();
                return true;
            } catch (IllegalArgumentException e) {
                why[0] = e;
                return false;
            }
        }).boxed().toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("Algorithm " + algorithm.name() + " cannot run with any number of nodes"
                    + " from " + fewest + " to " + most + (why[0] == null ? "." : ": " + why[0].getMessage()), why[0]);
        }
        return possible;
    }
}
