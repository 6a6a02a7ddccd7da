package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.replay.Attempt;
import dev.synod.replay.Divergence;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.simulation.FaultPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mutant of every machine is rejected, and for the right reason. */
class MutantsTest {
    private static final int SCHEDULES = 12;

    static Stream<Mutant> mutants() {
        return ServiceLoader.load(MutantProvider.class).stream().flatMap(p -> p.get().mutants().stream());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isRejectedForTheRightReason(Mutant mutant) {
        List<Schedule> schedules = LongStream.rangeClosed(1, SCHEDULES)
                .mapToObj(seed -> new Schedule(3, FaultPlan.parse(mutant.faults()),
                        mutant.algorithm().policies().get(0), seed, 2_000))
                .toList();

        Conformance.Report report = new Conformance(mutant.algorithm(), SpecFolders.near(Path.of("")))
                .check(schedules, done -> {});

        assertThat(report.failures()).as("seeds 1 to %d under %s", SCHEDULES, mutant.faults()).isNotEmpty();
        List<String> reasons = new ArrayList<>();
        for (Conformance.Failure failure : report.failures()) {
            assertThat(failure.result().verdict()).as(failure.schedule().arguments())
                    .isInstanceOf(Verdict.Diverged.class);
            Divergence divergence = ((Verdict.Diverged) failure.result().verdict()).divergence();
            Attempt attempt = divergence.closest();
            reasons.add(attempt.action() + ": " + attempt.conjunct() + ": " + attempt.reason());
            assertThat(divergence.event().action()).as(failure.schedule().arguments()).isEqualTo(mutant.action());
            if (mutant.kind() == Mutant.Kind.GUARD) {
                assertThat(attempt.conjunct()).as(failure.schedule().arguments()).isEqualTo(mutant.expected());
            } else {
                assertThat(attempt.differences()).as(failure.schedule().arguments())
                        .anyMatch(d -> d.variable().startsWith(mutant.expected() + "["));
            }
        }
        assertThat(reasons).doesNotContainNull();
    }

    @Test
    void everyAlgorithmHasMutants() {
        assertThat(ServiceLoader.load(MutantProvider.class).stream().map(p -> p.get().algorithm()))
                .containsAll(Algorithms.all().stream().map(a -> a.name()).toList());
    }
}
