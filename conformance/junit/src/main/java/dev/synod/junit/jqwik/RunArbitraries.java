package dev.synod.junit.jqwik;

import dev.synod.explore.Schedule;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Topology;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.Ticks;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
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

    /**
     * Any strongly connected directed graph, rings and complete ones more often than others; no node can send to itself.
     * Shrinks to fewer nodes, then to fewer edges.
     *
     * @throws IllegalArgumentException if there is no such number of nodes
     */
    public static Arbitrary<Topology> topologies(int fewestNodes, int mostNodes) {
        if (fewestNodes < 1 || mostNodes < fewestNodes) {
            throw new IllegalArgumentException("A topology has one node or more, and no fewer at most than at least; found "
                    + fewestNodes + " to " + mostNodes + ".");
        }
        return topologies(IntStream.rangeClosed(fewestNodes, mostNodes).boxed().toList(),
                count -> NodeId.numbered("p", count));
    }

    private static Arbitrary<Topology> topologies(List<Integer> counts, IntFunction<List<NodeId>> nodes) {
        return Arbitraries.fromGenerator(random -> ShrinkableTopology.random(counts, nodes, random));
    }

    /** Any schedule of the algorithm; shrinks to fewer nodes and steps, and to fewer and lesser faults. */
    public static Arbitrary<Schedule> schedules(
            AlgorithmProvider<?, ?> algorithm, int fewestNodes, int mostNodes, int mostSteps) {
        return schedules(algorithm, counts(algorithm, fewestNodes, mostNodes).map(count -> new Nodes(count, Map.of())),
                fewestNodes, mostNodes, mostSteps);
    }

    /**
     * Any schedule of an algorithm whose topology is an option, over any {@link #topologies}; shrinks to fewer nodes, fewer
     * edges and fewer steps, and to fewer and lesser faults.
     *
     * @param topologyOption the option's name, such as {@code channels}
     * @throws IllegalArgumentException if the algorithm has no such option
     */
    public static Arbitrary<Schedule> schedules(AlgorithmProvider<?, ?> algorithm, int fewestNodes, int mostNodes,
            int mostSteps, String topologyOption) {
        // Told here if there is no such option.
        Options.of(algorithm.options(), Map.of(topologyOption, ""));
        Arbitrary<Topology> topologies = topologies(possible(algorithm, fewestNodes, mostNodes), algorithm::nodes);
        return schedules(algorithm, topologies.map(topology -> new Nodes(topology.nodes().size(),
                Map.of(topologyOption, topology.edges().isEmpty() ? "mesh" : topology.toString()))),
                fewestNodes, mostNodes, mostSteps);
    }

    /** How many nodes, and what follows from them. */
    private record Nodes(int count, Map<String, String> options) {}

    private static Arbitrary<Schedule> schedules(AlgorithmProvider<?, ?> algorithm, Arbitrary<Nodes> sizes,
            int fewestNodes, int mostNodes, int mostSteps) {
        Ensemble<?, ?> some =
                Simulation.of(algorithm).nodes(possible(algorithm, fewestNodes, mostNodes).get(0)).ensemble();
        return Combinators.combine(
                        // First, for what needs a certain node or edge needs it in a short run of other nodes, too.
                        sizes,
                        Arbitraries.integers().between(1, mostSteps),
                        faultPlans(some.crashes()).map(plan -> plan.possible(some)),
                        Arbitraries.of(algorithm.policies()),
                        Arbitraries.longs().between(0, MOST_SEEDS))
                .as((nodes, steps, faults, policy, seed) ->
                        new Schedule(nodes.count(), faults, policy, seed, steps, nodes.options()))
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
