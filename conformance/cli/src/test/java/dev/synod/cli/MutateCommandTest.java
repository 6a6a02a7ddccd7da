package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MutateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int synod(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mutate                                                                  | ALGORITHM",
        "mutate nothing --specs ../../specs                                      | ricart-agrawala, synod",
        "mutate synod --specs none                                               | none, which is no folder",
        "mutate synod --specs ../../specs --spec-only --code-only                | leave one out",
        "mutate synod --specs ../../specs --model MCSynod --no-model             | leave one out",
        "mutate synod --specs ../../specs --limit 0                              | 1 or more",
        "mutate synod --specs ../../specs --time-limit soon --spec-only          | a time such as",
        "mutate synod --specs ../../specs --spec-only --model None               | one of MCSynod",
    })
    void aMistakeIsTold(String arguments, String told) {
        assertThat(synod(arguments.split(" "))).as("%s%s", out, err).isEqualTo(2);
        assertThat(err.toString()).contains(told).doesNotContain("\tat ");
    }

    @Tag("deep")
    @Test
    void aNameOfNoMutantIsTold() {
        assertThat(synod("mutate", "synod", "--specs", "../../specs", "--spec-only", "--only", "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("no mutant of the specification with nothing");
    }

    @Tag("deep")
    @Test
    void mutantsAreCaughtByReplay() throws IOException {
        int status = synod("mutate", "synod", "--specs", "../../specs", "--traces", "../../traces", "--spec-only",
                "--no-model", "--only", "Next: never LoseSlip(p)", "--only", "TryNewBallot: drop b > lastTried[p]", "--json");

        assertThat(status).as("%s%s", out, err).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.path("good").asBoolean()).isTrue();
        assertThat(result.path("figures").path("spec caught by replay").asInt()).isEqualTo(2);
        assertThat(result.path("mutants").get(0).path("detail").asText()).startsWith("accepts event ");
        assertThat(result.path("mutants").get(1).path("detail").asText()).startsWith("rejects ");
    }
}
