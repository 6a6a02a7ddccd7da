package dev.synod.tlc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.synod.tlc.Specs;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.manifest.Expectation;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.SearchMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportsTest {

    @TempDir
    private static Path folder;
    private static CheckReport report;

    @BeforeAll
    static void check() throws InterruptedException {
        report = new Checker(CheckSettings.defaults(folder), CheckListener.NONE).check(
                List.of(model("Counter", false), model("CounterSmall", false), model("CounterLasso", false),
                        model("CounterMissingConstant", false), model("CounterNeverDown", true)));
    }

    private static Model model(String config, boolean deep) {
        return new Model("specs/" + config, Specs.path("Counter.tla"), Specs.path(config + ".cfg"),
                new SearchMode.Exhaustive(), Expectation.success(), Optional.empty(), Optional.empty(), deep,
                Optional.empty());
    }

    @Test
    void tableHasALineForEachModel() {
        List<String> lines = TextReport.lines(report);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("model").endsWith("verdict");
        assertThat(lines.get(1)).matches("specs/Counter +success +9 +8 +8 +\\d.* s +ok");
        assertThat(lines.get(2)).contains("safety failure: Small").endsWith("FAILED");
        assertThat(lines.get(3)).contains("liveness failure: Returns or StaysDown");
        assertThat(lines.get(4)).contains("configuration error").endsWith("UNUSABLE");
        assertThat(lines.get(5)).endsWith("skipped: deep");
        assertThat(lines.get(6)).startsWith("5 models: 1 ok, 2 FAILED, 1 UNUSABLE, 1 skipped, in ");
    }

    @Test
    void storyEndsWithTheCommandThatShowsItAgain() {
        List<String> lines = Story.lines(report.models().get(1), "synod check it");
        assertThat(lines.get(0)).isEqualTo("specs/CounterSmall: expected success, found safety failure");
        assertThat(lines).contains("  property  Small is false in state 3", "            3 Up  Counter.tla:7:7",
                "    /\\ x = 2");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("  again     synod check it");
    }

    @Test
    void storyOfALassoSaysWhereItGoesBack() {
        assertThat(Story.lines(report.models().get(2), "again"))
                .contains("  property  one of Returns, StaysDown; TLC does not say which",
                        "  then      back to state 1 by Reset");
    }

    @Test
    void jsonHasTheSameFacts() throws IOException {
        JsonNode json = new ObjectMapper().readTree(JsonReport.text(report));
        assertThat(json.get("verdict").asText()).isEqualTo("UNEXPECTED");
        JsonNode failed = json.get("models").get(1);
        assertThat(failed.get("outcome").get("kind").asText()).isEqualTo("SAFETY_FAILURE");
        assertThat(failed.get("behaviour")).hasSize(3);
        assertThat(failed.get("behaviour").get(2).get("variables").get("x").asText()).isEqualTo("2");
        assertThat(json.get("models").get(0).get("outcome").get("distinct").asLong()).isEqualTo(8);
    }

    @Test
    void junitXmlTellsFailuresErrorsAndSkipped() throws Exception {
        new JUnitReport(ModelReport::toString).write(report, folder.resolve("junit"));
        Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(folder.resolve("junit/TEST-synod.specs.xml").toFile()).getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent()).contains("Small is false");
    }
}
