package dev.synod.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.ModelReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class ModelCheckTest {

    static final class Right {
        static final List<Long> SEEN = new ArrayList<>();

        @ModelCheck("src/test/specs/clock")
        void everyModelComesOutAsExpected(ModelReport report) {
            SEEN.add(report.outcome().orElseThrow().distinct());
        }
    }

    @Test
    void everyModelIsATestWhoseBodySeesWhatCameOfIt() {
        EngineExecutionResults results = Kit.run("junit-jupiter", Right.class);

        results.testEvents().assertStatistics(s -> s.started(2).succeeded(2));
        assertThat(Kit.names(results)).containsExactly("clock/MCClock", "clock/MCClockNeverDone");
        assertThat(Right.SEEN).containsExactly(166L, 12L);
    }

    static final class Wrong {
        @ModelCheck("src/test/specs/wrong")
        void everyModelComesOutAsExpected() {
        }
    }

    @Test
    void aModelThatDoesNotComeOutAsExpectedFailsWithTheCheckersStory() {
        EngineExecutionResults results = Kit.run("junit-jupiter", Wrong.class);

        results.testEvents().assertStatistics(s -> s.started(2).failed(1).aborted(1));
        assertThat(Kit.failures(results)).singleElement().satisfies(failure -> assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("clock/MCClockNeverDone: ")
                .hasMessageContaining("NeverDone is false in state")
                .hasMessageContaining("time = ")
                .hasMessageContaining("again     mvn test -Dtest=ModelCheckTest$Wrong#everyModelComesOutAsExpected"));
    }

    @Test
    void aDeepModelIsSkippedAndSaysHowToCheckIt() {
        EngineExecutionResults results = Kit.run("junit-jupiter", Wrong.class);

        assertThat(results.testEvents().aborted().stream()
                        .map(e -> e.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                        .map(r -> r.getThrowable().orElseThrow().getMessage()))
                .singleElement().asString().contains("clock/MCClock").contains("-Dsynod.deep");
    }

    static final class Deep {
        @ModelCheck(value = "src/test/specs/wrong", models = "clock/MCClock", deep = true)
        void everyModelComesOutAsExpected() {
        }
    }

    @Test
    void aCountThatMovedFails() {
        assertThat(Kit.failures(Kit.run("junit-jupiter", Deep.class))).singleElement().satisfies(failure ->
                assertThat(failure).hasMessageContaining("165").hasMessageContaining("166"));
    }

    @ModelCheck("src/test/specs/clock")
    static final class RightClass {
        @Test
        void aTest() {
        }
    }

    @ModelCheck("src/test/specs/wrong")
    static final class WrongClass {
        @Test
        void aTest() {
        }
    }

    @ModelCheck(value = "src/test/specs/wrong", models = "clock/MCClock")
    static final class SkippedClass {
        @Test
        void aTest() {
        }
    }

    @Test
    void theTestsOfAClassRunOnlyIfItsModelsComeOutAsExpected() {
        Kit.run("junit-jupiter", RightClass.class).testEvents().assertStatistics(s -> s.started(1).succeeded(1));

        EngineExecutionResults wrong = Kit.run("junit-jupiter", WrongClass.class);
        wrong.testEvents().assertStatistics(s -> s.started(0));
        wrong.containerEvents().assertStatistics(s -> s.failed(1));
        assertThat(wrong.containerEvents().failed().stream()
                        .map(e -> e.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                        .map(r -> r.getThrowable().orElseThrow().getMessage()))
                .singleElement().asString()
                .contains("clock/MCClockNeverDone: ")
                .endsWith("again     mvn test -Dtest=ModelCheckTest$WrongClass");

        EngineExecutionResults skipped = Kit.run("junit-jupiter", SkippedClass.class);
        skipped.testEvents().assertStatistics(s -> s.started(0));
        skipped.containerEvents().assertStatistics(s -> s.aborted(1));
    }

    static final class Nowhere {
        @ModelCheck("no/such/folder")
        void everyModelComesOutAsExpected() {
        }
    }

    static final class NoSuchModel {
        @ModelCheck(value = "src/test/specs/clock", models = "MCCalendar")
        void everyModelComesOutAsExpected() {
        }
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThat(Kit.failures(Kit.run("junit-jupiter", Nowhere.class))).singleElement().satisfies(failure ->
                assertThat(failure).isInstanceOf(UnusableInputException.class).hasMessageContaining("no/such/folder"));
        assertThat(Kit.failures(Kit.run("junit-jupiter", NoSuchModel.class))).singleElement().satisfies(failure ->
                assertThat(failure).isInstanceOf(UnusableInputException.class).hasMessageContaining("MCCalendar")
                        .hasMessageContaining("MCClockNeverDone"));
    }
}
