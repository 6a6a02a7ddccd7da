package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges output that TLC 2.18 once printed, with the exit status that it had then and with others. */
class JudgementTest {

    private static final ModelRun RUN = Specs.run("Counter", "Counter")
            .timeLimit(Duration.ofSeconds(1)).build();

    private static String recorded(String name) {
        try {
            return Files.readString(Path.of(Objects.requireNonNull(
                    JudgementTest.class.getResource("/recorded/tlc-2.18/" + name + ".out")).toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Judgement judgement(String output, int exitCode, String standardError) {
        RunTranscript transcript = new RunTranscript(ProgressListener.NONE);
        output.lines().forEach(transcript::line);
        RunDetails details = new RunDetails(transcript.version(), exitCode,
                new Statistics(transcript.counts(), transcript.depth(), Duration.ofSeconds(1),
                        transcript.collision(), transcript.simulated()),
                transcript.coverage(), transcript.warnings(), transcript.parser().files(), Path.of("log"));
        return new Judgement(RUN, transcript, details, standardError);
    }

    private static CheckResult judge(String output, int exitCode) {
        return judgement(output, exitCode, "").of(ToolProcess.Stop.NONE);
    }

    @ParameterizedTest
    @CsvSource({
            "Counter,                  0, Success",
            "CounterSmall,            12, SafetyViolation",
            "CounterNeverDown,        13, SafetyViolation",
            "CounterLasso,            13, LivenessViolation",
            "Deadlock,                11, Deadlock",
            "Assumption,              10, AssumptionFailed",
            "ParseError,             150, SpecError",
            "EvaluationError,         75, SpecError",
            "Asserted,                14, SafetyViolation",
            "CounterUnknownKeyword,  255, ConfigError",
    })
    void outputAndItsExitStatusGiveTheResult(String output, int exitCode, String result) {
        assertThat(judge(recorded(output), exitCode).getClass().getSimpleName()).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CounterSmall", "CounterNeverDown", "CounterLasso", "Deadlock", "Assumption", "ParseError",
            "EvaluationError", "Asserted", "CounterUnknownKeyword"})
    void noFailureIsASuccessWhateverTheExitStatus(String output) {
        for (int exitCode = 0; exitCode < 256; exitCode++) {
            assertThat(judge(recorded(output), exitCode)).isNotInstanceOf(CheckResult.Success.class);
        }
        assertThat(judge(recorded(output), 0)).isInstanceOf(CheckResult.ToolCrash.class);
    }

    @Test
    void successWithAnotherExitStatusIsACrash() {
        for (int exitCode = 1; exitCode < 256; exitCode++) {
            assertThat(judge(recorded("Counter"), exitCode)).isInstanceOf(CheckResult.ToolCrash.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2193, 2199})
    void successThatLacksAMessageIsACrash(int code) {
        String output = recorded("Counter");
        int start = output.indexOf("@!@!@STARTMSG " + code);
        String end = "@!@!@ENDMSG " + code + " @!@!@\n";
        String lacking = output.substring(0, start) + output.substring(output.indexOf(end) + end.length());
        assertThat(judge(lacking, 0)).isInstanceOf(CheckResult.ToolCrash.class);
    }

    @Test
    void outputThatBreaksOffIsNeverASuccess() {
        String output = recorded("Counter");
        int statistics = output.indexOf("@!@!@ENDMSG 2199");
        for (int length = 0; length < statistics; length += 7) {
            assertThat(judge(output.substring(0, length), 0)).isInstanceOf(CheckResult.ToolCrash.class);
        }
    }

    @Test
    void outOfMemoryIsToldByItsCode() {
        String output = recorded("Counter").replace("STARTMSG 2193:0", "STARTMSG 1001:1")
                .replace("ENDMSG 2193", "ENDMSG 1001");
        assertThat(judge(output, 255)).isInstanceOfSatisfying(CheckResult.LimitReached.class,
                limit -> assertThat(limit.limit()).isEqualTo(CheckResult.Limit.MEMORY));
        assertThat(judgement("", 1, "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space")
                .of(ToolProcess.Stop.NONE)).isInstanceOf(CheckResult.LimitReached.class);
    }

    @Test
    void fullDiskIsALimit() {
        String output = "@!@!@STARTMSG 2175:1 @!@!@\nTLC encountered the following error writing the queue of "
                + "unexplored states:\nNo space left on device\n@!@!@ENDMSG 2175 @!@!@\n";
        assertThat(judge(output, 255)).isInstanceOfSatisfying(CheckResult.LimitReached.class,
                limit -> assertThat(limit.limit()).isEqualTo(CheckResult.Limit.DISK));
    }

    @Test
    void killedProcessIsACrash() {
        assertThat(judge(recorded("Counter").substring(0, 400), 137)).isInstanceOfSatisfying(
                CheckResult.ToolCrash.class, crash -> assertThat(crash.reason()).contains("137"));
    }

    @Test
    void exceptionThatIsTheToolsOwnFaultIsACrash() {
        String output = "@!@!@STARTMSG 1000:1 @!@!@\nTLC threw an unexpected exception.\n"
                + "The exception was a java.lang.NullPointerException\n: null\n@!@!@ENDMSG 1000 @!@!@\n";
        assertThat(judge(output, 255)).isInstanceOfSatisfying(CheckResult.ToolCrash.class,
                crash -> assertThat(crash.reason()).isEqualTo("TLC threw java.lang.NullPointerException"));
    }

    /** TLC 2.18 takes an unknown register for a false assumption, which it is not. */
    @Test
    void registerOfANewerVersionIsToldApart() {
        String output = "@!@!@STARTMSG 2105:1 @!@!@\nEvaluating assumption line 1, col 8 to line 1, col 9 of module M "
                + "failed.\n@!@!@STARTMSG 2145:0 @!@!@\nTLCGet(%s) was undefined.\n@!@!@ENDMSG 2145 @!@!@\n"
                + "@!@!@ENDMSG 2105 @!@!@\n";
        assertThat(judge(output.formatted("config"), 10)).isInstanceOf(CheckResult.Unsupported.class);
        assertThat(judge(output.formatted("-Dany.property"), 10)).isInstanceOf(CheckResult.Unsupported.class);
        assertThat(judge(output.formatted("5"), 10)).isInstanceOf(CheckResult.AssumptionFailed.class);
    }

    @Test
    void diskThatWouldRunOutIsALimit() {
        assertThat(judgement(recorded("Counter").substring(0, 900), 143, "").of(ToolProcess.Stop.DISK))
                .isInstanceOfSatisfying(CheckResult.LimitReached.class, limit -> {
                    assertThat(limit.limit()).isEqualTo(CheckResult.Limit.DISK);
                    assertThat(limit.message()).contains("256 MiB");
                });
    }

    @Test
    void runThatEndedJustBeforeItsLimitKeepsItsResult() {
        assertThat(judgement(recorded("Counter"), 0, "").of(ToolProcess.Stop.TIME))
                .isInstanceOf(CheckResult.Success.class);
        assertThat(judgement(recorded("Counter"), 143, "").of(ToolProcess.Stop.TIME))
                .isInstanceOf(CheckResult.LimitReached.class);
        assertThat(judgement(recorded("Counter").substring(0, 900), 143, "").of(ToolProcess.Stop.TIME))
                .isInstanceOf(CheckResult.LimitReached.class);
    }
}
