package dev.synod.junit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.Schedule;
import dev.synod.junit.Kit;
import dev.synod.runtime.simulation.FaultPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class SimulatedRunTest {

    private static final String SPECS = "src/test/specs";
    private static final List<SimulatedRun> RUNS = new ArrayList<>();

    static final class Good {
        @Property(tries = 60, seed = "1")
        void everyStepOfEveryRunIsAllowed(@ForAll @Runs(value = "clock", specs = SPECS) SimulatedRun run) {
            assertThat(run.assertConforms().events()).isPositive();
            RUNS.add(run);
        }

        @Property(tries = 200, seed = "1")
        void aPlanReadsWhatItWrites(@ForAll FaultPlan plan) {
            assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
        }
    }

    @Test
    void runsOfEveryKindConform() {
        RUNS.clear();
        EngineExecutionResults results = Kit.run("jqwik", Good.class);

        assertThat(Kit.failures(results)).isEmpty();
        results.testEvents().assertStatistics(s -> s.succeeded(2));
        assertThat(RUNS).hasSize(60);
        List<Schedule> schedules = RUNS.stream().map(SimulatedRun::schedule).toList();
        assertThat(schedules.stream().map(Schedule::nodes)).as("as many nodes as the clock can run with")
                .contains(2, 5).allMatch(n -> n >= 2 && n <= 5);
        assertThat(schedules.stream().map(s -> s.faults().crash())).as("it has no crash").containsOnly(0.0);
        assertThat(schedules.stream().map(s -> s.faults().loss() > 0)).contains(true, false);
        assertThat(schedules.stream().map(s -> s.faults().partition() > 0)).contains(true, false);
        assertThat(schedules.stream().map(Schedule::seed).distinct().count()).isGreaterThan(20);
    }

    static final class Bad {
        @Property(tries = 200, seed = "1")
        void everyStepOfEveryRunIsAllowed(
                @ForAll @Runs(value = "clock", mutant = "goesBack", specs = SPECS) SimulatedRun run) {
            RUNS.add(run);
            run.assertConforms();
        }
    }

    @Test
    void aRunThatLeavesTheSpecificationShrinksToASmallestOne() {
        RUNS.clear();
        Throwable failure = Kit.failures(Kit.run("jqwik", Bad.class)).get(0);

        Schedule smallest = smallest(failure.getMessage());
        assertThat(smallest.nodes()).isEqualTo(2);
        assertThat(smallest.faults().loss()).isZero();
        assertThat(smallest.faults().partition()).isZero();
        assertThat(smallest.steps()).isLessThan(20);
        String trace = failure.getMessage().lines().findFirst().orElseThrow().split(":")[0];
        assertThat(Path.of(trace)).as("the trace of the smallest run is kept").isRegularFile();
        assertThat(failure)
                .hasMessageContaining("false     m.time > time[p]")
                .hasMessageContaining("again     synod replay target")
                .hasMessageContaining("mvn test -Dtest=SimulatedRunTest$Bad#everyStepOfEveryRunIsAllowed")
                .hasMessageContaining("run       synod run clock --nodes 2 ")
                .hasMessageContaining("--mutant goesBack --out target");
    }

    /** The one that the message tells how to take again. */
    private static Schedule smallest(String message) {
        return RUNS.stream().filter(run -> message.contains(run + " --out ")).findFirst().orElseThrow().schedule();
    }

    static final class Unnamed {
        @Property
        void ofNoAlgorithm(@ForAll SimulatedRun run) {
        }
    }

    @Test
    void aRunOfNoAlgorithmIsTold() {
        assertThat(Kit.failures(Kit.run("jqwik", Unnamed.class))).singleElement().satisfies(f ->
                assertThat(f).hasMessageContaining("@Runs"));
    }
}
