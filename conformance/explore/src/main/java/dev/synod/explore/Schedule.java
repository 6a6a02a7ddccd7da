package dev.synod.explore;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One simulated run of an algorithm, given by what it takes to run it again.
 *
 * @param nodes  the number of nodes
 * @param faults what goes wrong, and how often
 * @param policy the policy's name
 * @param seed   the seed of everything random
 * @param steps  the most steps
 * @param options options of the algorithm by name, the others at their defaults
 */
public record Schedule(
        int nodes, FaultPlan faults, String policy, long seed, long steps, Map<String, String> options) {

    private static final int FEW = 3;
    private static final int MORE = 5;
    private static final List<FaultPlan> FAULTS = List.of(
            FaultPlan.NONE,
            FaultPlan.ALL,
            FaultPlan.parse("loss=0.3,duplication=0.2,delay=1..50"),
            FaultPlan.parse("crash=0.01,downtime=1..30,delay=1..10"),
            FaultPlan.parse("partition=0.01,healing=5..100,delay=1..10"),
            FaultPlan.parse("loss=0.1,duplication=0.3,delay=1..100,crash=0.005,downtime=1..50,partition=0.003"));

    /** Copies the options. */
    public Schedule {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** A schedule with all options at their defaults. */
    public Schedule(int nodes, FaultPlan faults, String policy, long seed, long steps) {
        this(nodes, faults, policy, seed, steps, Map.of());
    }

    /**
     * That many schedules of an algorithm: every kind of fault that can happen to it, alone and together, with three nodes
     * and with five, under each of its policies, in turn.
     *
     * @param seed  the first schedule's seed; each has the next one
     * @param steps the most steps of each
     */
    public static List<Schedule> sweep(AlgorithmProvider<?, ?> algorithm, int count, long seed, long steps) {
        List<Schedule> schedules = new ArrayList<>(count);
        List<String> policies = algorithm.policies();
        Ensemble<?, ?> ensemble = Simulation.of(algorithm).nodes(FEW).ensemble();
        List<FaultPlan> faults = Stream.concat(FAULTS.stream(), FAULTS.stream().map(plan -> plan.withTraitors(1)))
                .map(plan -> plan.possible(ensemble)).distinct().toList();
        for (int i = 0; i < count; i++) {
            // The number of nodes changes slowest, since each wants its specification loaded with other constants.
            int nodes = i < count - count / 4 ? FEW : MORE;
            schedules.add(new Schedule(nodes, faults.get(i % faults.size()),
                    policies.get(i / faults.size() % policies.size()), seed + i, steps));
        }
        return schedules;
    }

    /** The simulation that takes this schedule. */
    public <S extends Record, M> Simulation<S, M> of(AlgorithmProvider<S, M> algorithm) {
        Simulation<S, M> simulation =
                Simulation.of(algorithm).nodes(nodes).faults(faults).policy(policy).seed(seed).steps(steps);
        options.forEach(simulation::option);
        return simulation;
    }

    /** The arguments of {@code synod run} that take this schedule again, for a shell. */
    public String arguments() {
        return "--nodes " + nodes + " --faults " + faults + " --policy " + policy + " --seed " + seed + " --steps " + steps
                + options.entrySet().stream().map(e -> " --option '" + e.getKey() + "=" + e.getValue() + "'")
                        .collect(Collectors.joining());
    }
}
