package dev.synod.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.junit.clock.ClockMutants;
import dev.synod.junit.clock.ClockProvider;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class ConformsTest {

    private static final String SPECS = "src/test/specs";
    private static final List<Path> FILES = new ArrayList<>();

    @BeforeEach
    void forget() {
        FILES.clear();
    }

    private static Simulation<?, ?> clock(ClockProvider clock, long seed) {
        FaultPlan faults = FaultPlan.parse("delay=1..30,duplication=0.2");
        return Simulation.of(clock).nodes(3).faults(faults).seed(seed).steps(200);
    }

    @Conforms(specs = SPECS)
    static final class Good {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void everyStepIsAllowed(long seed, TraceRecorder recorder) {
            assertThat(recorder.record(clock(new ClockProvider(), seed)).events()).isEqualTo(200);
            FILES.addAll(recorder.files());
        }

        @Test
        void whoRecordsNothingIsNoConcernOfAnAnnotationOnTheClass() {
        }
    }

    @Test
    void tracesThatTheSpecificationAllowsAreHeldToItAndDeleted() {
        Kit.run("junit-jupiter", Good.class).testEvents().assertStatistics(s -> s.started(4).succeeded(4));

        assertThat(FILES).hasSize(3).doesNotHaveDuplicates().allSatisfy(file -> assertThat(file).doesNotExist());
    }

    static final class Bad {
        @Conforms(specs = SPECS)
        @Test
        void everyStepIsAllowed(TraceRecorder recorder) {
            recorder.record(clock(new ClockProvider(), 1));
            recorder.record(clock(ClockMutants.GOES_BACK, 17));
            FILES.addAll(recorder.files());
        }
    }

    @Test
    void aTraceThatLeavesTheSpecificationFailsTheTestWithTheReplaysStoryAndIsKept() {
        EngineExecutionResults results = Kit.run("junit-jupiter", Bad.class);

        results.testEvents().assertStatistics(s -> s.started(1).failed(1));
        assertThat(FILES.get(0)).doesNotExist();
        assertThat(FILES.get(1)).isRegularFile().startsWithRaw(Path.of("target", "synod", "traces"));
        assertThat(Kit.failures(results)).singleElement().satisfies(f -> assertThat(f)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ConformsTest$Bad.everyStepIsAllowed-2.ndjson")
                .hasMessageContaining("the trace leaves the specification")
                .hasMessageContaining("false     m.time > time[p]")
                .hasMessageContaining("again     synod replay " + FILES.get(1) + " --specs ")
                .hasMessageContaining("seed 17")
                .hasMessageContaining("test      mvn test -Dtest=ConformsTest$Bad#everyStepIsAllowed"));
    }

    static final class WithNothing {
        @Conforms
        @Test
        void asksForNoRecorder() {
        }

        @Conforms
        @Test
        void recordsNothing(TraceRecorder recorder) {
        }
    }

    @Test
    void aTestThatRecordsNothingDoesNotPass() {
        assertThat(Kit.failures(Kit.run("junit-jupiter", WithNothing.class)))
                .hasSize(2)
                .anySatisfy(f -> assertThat(f).hasMessageContaining("does not ask for a TraceRecorder"))
                .anySatisfy(f -> assertThat(f).hasMessageContaining("records no trace"));
    }

    private static final TraceHeader HEADER = new TraceHeader("clock/Clock",
            Map.of("Node", Value.set(List.of(Value.of("n1"))), "Last", Value.of(9)), null, "p", List.of("time"),
            List.of(), List.of(), Map.of("written", Value.of("by hand")));

    private static void tick(TraceWriter writer, long n, long time) {
        writer.write(new TraceEvent(n, "n1", null, "Tick", null, Map.of("time", Value.of(time))));
    }

    static final class ByHand {
        private TraceWriter writer;

        @BeforeEach
        void open(TraceRecorder recorder) {
            writer = recorder.writer(HEADER);
        }

        @AfterEach
        void end() {
            writer.finish();
        }

        @Conforms(specs = SPECS)
        @Test
        void aTraceOfCodeThatIsNoMachine() {
            tick(writer, 1, 1);
            tick(writer, 2, 2);
        }

        @Conforms(specs = SPECS)
        @Test
        void aTraceWithoutEvents() {
        }

        @Conforms(module = "src/test/specs/clock/Clock.tla")
        @Test
        void aTraceHeldToAModuleByName() {
            tick(writer, 1, 2);
        }
    }

    @Test
    void codeThatIsNoMachineWritesItsTraceItself() {
        EngineExecutionResults results = Kit.run("junit-jupiter", ByHand.class);

        results.testEvents().assertStatistics(s -> s.started(3).succeeded(1).failed(2));
        assertThat(Kit.failures(results))
                .anySatisfy(f -> assertThat(f).hasMessageContaining("a trace without events says nothing"))
                .anySatisfy(f -> assertThat(f).hasMessageContaining("1: Tick").hasMessageContaining("--spec ")
                        .hasMessageContaining("time[\"n1\"]: 0 -> 1 in the specification, 0 -> 2 in the trace"));
    }

    static final class Unfinished {
        @Conforms(specs = SPECS)
        @Test
        void notToItsEnd(TraceRecorder recorder) {
            tick(recorder.writer(HEADER), 1, 1);
        }

        @Conforms(specs = SPECS, incomplete = true)
        @Test
        void theBeginningOfARun(TraceRecorder recorder) {
            tick(recorder.writer(HEADER), 1, 1);
        }

        @Conforms(specs = SPECS)
        @Test
        void noTrace(TraceRecorder recorder) throws IOException {
            Files.writeString(recorder.file(), "this is no trace\n");
        }

        @Conforms(specs = SPECS)
        @Test
        void noFile(TraceRecorder recorder) {
            recorder.file();
        }
    }

    @Test
    void aTraceThatIsNotWholeDoesNotConform() {
        EngineExecutionResults results = Kit.run("junit-jupiter", Unfinished.class);

        assertThat(results.testEvents().succeeded().stream().map(e -> e.getTestDescriptor().getDisplayName()))
                .containsExactly("theBeginningOfARun(TraceRecorder)");
        assertThat(Kit.failures(results))
                .hasSize(3)
                .anySatisfy(f -> assertThat(f).hasMessageContaining("no footer").hasMessageContaining("remedy"))
                .anySatisfy(f -> assertThat(f).hasMessageContaining("noTrace-1.ndjson:1"))
                .anySatisfy(f -> assertThat(f).hasMessageContaining("cannot be read"));
    }

    static final class FailsByItself {
        @Conforms(specs = SPECS)
        @Test
        void andItsTraceLeavesTheSpecification(TraceRecorder recorder) {
            recorder.record(clock(ClockMutants.GOES_BACK, 17));
            throw new IllegalStateException("the test's own");
        }

        @Conforms(specs = SPECS)
        @Test
        void beforeItRecords(TraceRecorder recorder) {
            throw new IllegalStateException("the test's own");
        }
    }

    @Test
    void aTestsOwnFailureComesFirst() {
        assertThat(Kit.failures(Kit.run("junit-jupiter", FailsByItself.class)))
                .hasSize(2)
                .allSatisfy(f -> assertThat(f).hasMessage("the test's own"))
                .anySatisfy(f -> assertThat(f.getSuppressed()).singleElement().satisfies(s ->
                        assertThat(s).hasMessageContaining("the trace leaves the specification")))
                .anySatisfy(f -> assertThat(f.getSuppressed()).isEmpty());
    }
}
