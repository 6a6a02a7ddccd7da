package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void everyStepOfEveryScheduleIsAllowed(AlgorithmProvider<?, ?> algorithm) {
        holds(algorithm, Schedule.sweep(algorithm, 200, 1, 300));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    @Tag("deep")
    void everyStepOfManySchedulesIsAllowed(AlgorithmProvider<?, ?> algorithm) {
        holds(algorithm, Schedule.sweep(algorithm, 20_000, 1_000_000, 300));
    }

    private static void holds(AlgorithmProvider<?, ?> algorithm, List<Schedule> schedules) {
        Conformance.Report report =
                new Conformance(algorithm, SpecFolders.near(Path.of(""))).check(schedules, done -> {});

        assertThat(report.failures().stream()
                        .limit(3)
                        .map(f -> f.schedule().arguments() + "\n" + String.join("\n", Story.of(f.result(), "synod run "
                                + algorithm.name() + " " + f.schedule().arguments() + " --out FILE")))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(report.schedules()).isEqualTo(schedules.size());
        assertThat(report.events()).isGreaterThan(schedules.size());
        assertThat(report.actions()).as("every action of the specification is taken").allSatisfy((action, times) ->
                assertThat(times).as(action).isPositive());
    }
}
