package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mutant of every machine is rejected, and for the right reason. */
class MutantsTest {
    private static final SpecFolders SPECS = SpecFolders.near(Path.of(""));

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    static Stream<Mutant> mutants() {
        return algorithms().flatMap(a -> Mutants.of(a.name()).stream());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isRejectedForTheRightReason(Mutant mutant) {
        Mutants.Outcome outcome = Mutants.check(mutant, SPECS);

        assertThat(outcome.reason()).isNull();
        assertThat(outcome.killed()).isTrue();
        assertThat(outcome.rejected()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void everyAlgorithmHasAtLeastThreeWithNamesOfTheirOwn(AlgorithmProvider<?, ?> algorithm) {
        assertThat(Mutants.of(algorithm.name())).hasSizeGreaterThanOrEqualTo(3)
                .extracting(Mutant::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theAlgorithmItselfPassesForAMutantAsASurvivor(AlgorithmProvider<?, ?> algorithm) {
        Mutant none = new Mutant("nothingIsWrong", "nothing", "Any", Mutant.Kind.GUARD, "any", "all", algorithm);

        assertThat(Mutants.check(none, SPECS).reason()).contains("it passes all of");
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anotherReasonIsNotTheRightOne(AlgorithmProvider<?, ?> algorithm) {
        Mutant mutant = Mutants.of(algorithm.name()).get(0);
        Mutant elsewhere = new Mutant(mutant.name(), mutant.breaks(), mutant.action() + "X", mutant.kind(),
                mutant.expected(), mutant.faults(), mutant.algorithm());

        assertThat(Mutants.check(elsewhere, SPECS).reason()).contains("expected at " + mutant.action() + "X");
    }

    @Test
    void anUnknownMutantIsToldWithThoseThereAre() {
        String algorithm = Algorithms.all().get(0).name();
        assertThatThrownBy(() -> Mutants.named(algorithm, "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Mutants.of(algorithm).get(0).name());
    }
}
