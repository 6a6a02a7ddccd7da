package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command says and what its exit status tells; the page itself is looked at in the module of the report. */
class ReportCommandTest {
    private static final String SPECS = "../../specs";
    private static final String TRACES = "../../traces";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int report(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        // No algorithm has a trace or a result in that folder.
        List<String> all = new ArrayList<>(List.of("report", "--specs", SPECS, "--out", folder.toString(), "--work", folder.toString(),
                "--traces", folder.toString()));
        all.addAll(List.of(arguments));
        return line.execute(all.toArray(String[]::new));
    }

    private JsonNode data() throws IOException {
        String page = Files.readString(folder.resolve("index.html"));
        String begin = "id=\"data\">";
        int from = page.indexOf(begin) + begin.length();
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    @ParameterizedTest
    @CsvSource({
        "synod/calm.ndjson, 0, ok",
        "synod/forged-message.ndjson, 1, diverged",
        "synod/unknown-action.ndjson, 2, malformed",
    })
    void writesThePageAndTellsOfTheVerdict(String trace, int status, String verdict) throws IOException {
        assertThat(report("--algorithm", "chang-roberts", TRACES + "/" + trace)).isEqualTo(status);
        assertThat(out.toString()).startsWith("report: ").endsWith("index.html, 1 trace" + System.lineSeparator());
        JsonNode shown = data().get("traces").get(0);
        assertThat(shown.get("given").asBoolean()).isTrue();
        assertThat(shown.get("result").get("verdict").asText()).isEqualTo(verdict);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void leavesOutWhatIsNotAskedFor() throws IOException {
        assertThat(report("--algorithm", "chang-roberts", "--first", "10", "--events", "5",
                TRACES + "/synod/calm.ndjson")).isZero();
        JsonNode shown = data().get("traces").get(0);
        assertThat(shown.get("rows").asInt()).isEqualTo(5);
        assertThat(shown.get("first").asInt()).isEqualTo(10);
        assertThat(shown.get("leftOut").asInt()).isPositive();
        assertThat(shown.get("result").get("events").asInt()).isEqualTo(23);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nowhere.ndjson | nowhere.ndjson found no such file expected a trace",
        "--algorithm=nothing | found an unknown algorithm, nothing expected one of chandy-lamport",
        "--first=0 | --first found 0 expected a number, 1 or more",
    })
    void saysWhatItCannotUse(String argument, String story) {
        assertThat(report(argument)).isEqualTo(2);
        assertThat(err.toString().replaceAll("\\s+", " ")).contains(story).doesNotContain("\tat ");
        assertThat(folder.resolve("index.html")).doesNotExist();
    }
}
