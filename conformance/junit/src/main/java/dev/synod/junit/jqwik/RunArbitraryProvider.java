package dev.synod.junit.jqwik;

import dev.synod.explore.Mutants;
import dev.synod.explore.Schedule;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Topology;
import dev.synod.runtime.simulation.FaultPlan;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Provides jqwik with each {@link SimulatedRun} that has {@link Runs}, with fault plans and with topologies. */
public final class RunArbitraryProvider implements ArbitraryProvider {

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(FaultPlan.class) || type.isOfType(Topology.class) || type.isOfType(SimulatedRun.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        if (type.isOfType(FaultPlan.class)) {
            return Set.of(RunArbitraries.faultPlans());
        }
        if (type.isOfType(Topology.class)) {
            return Set.of(type.findAnnotation(Topologies.class)
                    .map(asked -> RunArbitraries.topologies(asked.minNodes(), asked.maxNodes()))
                    .orElseGet(() -> RunArbitraries.topologies(1, 5)));
        }
        Runs runs = type.findAnnotation(Runs.class).orElseThrow(() -> new IllegalArgumentException(
                "A SimulatedRun is a run of an algorithm: name it with @Runs(\"NAME\")."));
        AlgorithmProvider<?, ?> algorithm = runs.mutant().isEmpty()
                ? Algorithms.named(runs.value())
                : Mutants.named(runs.value(), runs.mutant()).algorithm();
        Arbitrary<Schedule> schedules = runs.topologyOption().isEmpty()
                ? RunArbitraries.schedules(algorithm, runs.minNodes(), runs.maxNodes(), runs.maxSteps())
                : RunArbitraries.schedules(algorithm, runs.minNodes(), runs.maxNodes(), runs.maxSteps(),
                        runs.topologyOption());
        return Set.of(schedules
                .map(schedule -> new SimulatedRun(algorithm, runs.mutant(), runs.specs(), schedule)));
    }
}
