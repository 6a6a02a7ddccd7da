package dev.synod.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.Mutants;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class MutantCheckTest {

    static final class Killed {
        @MutantCheck(value = "clock", specs = "src/test/specs")
        void everyMutantIsRejected(Mutants.Outcome outcome) {
            assertThat(outcome.rejected()).isNotEmpty();
        }
    }

    @Test
    void everyMutantIsATest() {
        EngineExecutionResults results = Kit.run("junit-jupiter", Killed.class);

        results.testEvents().assertStatistics(s -> s.started(1).succeeded(1));
        assertThat(Kit.names(results)).containsExactly("goesBack");
    }

    static final class Surviving {
        @MutantCheck(value = "survivor", specs = "src/test/specs")
        void everyMutantIsRejected() {
        }
    }

    @Test
    void oneThatIsNotRejectedAsItSaysFails() {
        assertThat(Kit.failures(Kit.run("junit-jupiter", Surviving.class)))
                .hasSize(2)
                .anySatisfy(f -> assertThat(f).hasMessageContaining("nothingIsWrong")
                        .hasMessageContaining("it passes all of")
                        .hasMessageContaining("mvn test -Dtest=MutantCheckTest$Surviving#everyMutantIsRejected"))
                .anySatisfy(f -> assertThat(f).hasMessageContaining("elsewhere")
                        .hasMessageContaining("expected at Tick"));
    }

    static final class None {
        @MutantCheck("nothing")
        void everyMutantIsRejected() {
        }
    }

    @Test
    void anAlgorithmWithoutMutantsIsToldWhatToWrite() {
        assertThat(Kit.failures(Kit.run("junit-jupiter", None.class))).singleElement().satisfies(f ->
                assertThat(f).hasMessageContaining("no mutant of nothing").hasMessageContaining("META-INF/services"));
    }
}
