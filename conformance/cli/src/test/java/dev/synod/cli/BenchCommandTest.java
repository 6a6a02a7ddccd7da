package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bench | it is not said what to measure",
        "bench replay nonesuch --specs ../../specs | Known: chandy-lamport",
        "bench replay --events 100,0 --specs ../../specs | numbers of 1 or more",
        "bench replay --events many --specs ../../specs | --events",
        "bench replay --specs nowhere | the folder of specifications",
        "bench replay synod --specs src | name the folder that has it"})
    void whatCannotBeMeasuredIsSaid(String command, String story) {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(said, true));

        assertThat(line.execute(command.strip().split(" "))).isEqualTo(2);
        assertThat(said.toString()).contains(story).doesNotContain("\tat ");
    }
}
