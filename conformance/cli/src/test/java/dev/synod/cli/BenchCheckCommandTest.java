package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCheckCommandTest {

    @Tag("deep")
    @Test
    void everythingIsMeasuredBesideTlcByHand() {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new BenchCheckCommand()).setOut(new PrintWriter(out));
        int rounds = Integer.getInteger("synod.bench.rounds", 1);
        assertThat(line.execute("--models", "8", "--rounds", Integer.toString(rounds), "../../specs/chang-roberts",
                "--model", "chang-roberts/MCChangRoberts", "--model", "MCChangRobertsBroken_SleepsOn")).isZero();
        assertThat(out.toString()).contains("8 small models").contains("one virtual machine after another")
                .containsPattern("synod check, 1 core, archive made before +\\d+\\.\\d\\d s +\\d+ %  \\(\\d+ to \\d+\\)")
                .contains("models/Longer alone, 1 worker").contains("chang-roberts/MCChangRoberts alone, 1 worker");
    }

    @Test
    void nothingToMeasureIsRefused() {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new BenchCheckCommand()).setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new ExceptionStory());
        assertThat(line.execute("--models", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("0 models");
    }
}
