package dev.synod.tlc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.synod.tlc.Specs;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.manifest.Expectation;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The columns of the parser count tabs by stops. */
    private static final String TABBED = """
            prose in which Never == is no definition
            ---- MODULE Tabbed ----
            EXTENDS Naturals
            (* Never == neither is this *)
            VARIABLE x
            Init == x = 0
            Next == LET	Never == 1 IN x' = IF x < 2 THEN x + Never ELSE x
            NEVER == LET
            		Never == 2 IN x < Never
            	Never == x < 1
            	Odd ==	x \\in "no set"
            ====
            """;

    @TempDir
    private static Path folder;
    private static JsonNode log;
    private static JsonSchema schema;

    @BeforeAll
    static void check() throws Exception {
        List<Model> models = new ArrayList<>();
        models.add(model("Counter", "Counter"));
        for (String config : List.of("CounterSmall", "CounterLasso", "CounterMissingConstant", "CounterNeverDown")) {
            models.add(model("Counter", config));
        }
        models.add(model("ParseError", "ParseError"));
        models.add(model("Deadlock", "Deadlock"));
        Path tabbed = Files.createDirectories(folder.resolve("tabbed"));
        Files.writeString(tabbed.resolve("Tabbed.tla"), TABBED);
        Files.writeString(tabbed.resolve("Tabbed.cfg"), "INIT Init\nNEXT Next\nINVARIANT Never\n");
        Files.writeString(tabbed.resolve("TabbedOdd.cfg"), "INIT Init\nNEXT Next\nINVARIANT Odd\n");
        Files.writeString(tabbed.resolve("Fine.cfg"), "INIT Init\nNEXT Next\n");
        Files.writeString(tabbed.resolve("manifest.json"), """
                {"sources": [], "authors": [], "tags": [], "modules": [{"path": "tabbed/Tabbed.tla", "features": [],
                 "models": [
                  {"path": "tabbed/Tabbed.cfg", "runtime": "00:00:01", "mode": "exhaustive search",
                   "result": "safety failure"},
                  {"path": "tabbed/TabbedOdd.cfg", "runtime": "00:00:01", "mode": "exhaustive search",
                   "result": "success"},
                  {"path": "tabbed/Fine.cfg", "runtime": "00:00:01", "mode": "exhaustive search",
                   "result": "safety failure"}]}]}
                """);
        models.addAll(ModelFinder.models(tabbed));
        models.add(Model.of(tabbed.resolve("Tabbed.tla"), tabbed.resolve("Tabbed.cfg"), Expectation.success()));
        CheckReport report = new Checker(CheckSettings.defaults(folder.resolve("work")), CheckListener.NONE)
                .check(models);
        Path file = folder.resolve("new/report.sarif");
        SarifReport.write(report, model -> "synod check it", file);
        log = JSON.readTree(file.toFile());
        try (InputStream in = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        }
    }

    private static Model model(String module, String config) {
        return Model.of(Specs.path(module + ".tla"), Specs.path(config + ".cfg"), Expectation.success());
    }

    @Test
    void fitsThePublishedSchema() {
        assertThat(schema.validate(log)).isEmpty();
        ObjectNode wrong = log.deepCopy();
        ((ObjectNode) wrong.at("/runs/0/results/0")).remove("message");
        ((ObjectNode) wrong.at("/runs/0/results/1")).put("level", "fatal");
        assertThat(schema.validate(wrong)).as("the validator can fail").hasSize(2);
    }

    @Test
    void everyFailureIsAtItsLineAndColumn() {
        Map<String, String> places = new TreeMap<>();
        for (JsonNode result : log.at("/runs/0/results")) {
            JsonNode at = result.at("/locations/0/physicalLocation");
            String uri = at.at("/artifactLocation/uri").asText();
            JsonNode region = at.path("region");
            places.put(result.at("/partialFingerprints/synodModel~1v1").asText(),
                    uri.substring(uri.lastIndexOf('/') + 1) + ":" + region.path("startLine").asText() + ":"
                            + region.path("startColumn").asText() + "-" + region.path("endColumn").asText());
        }
        assertThat(places).containsExactlyInAnyOrderEntriesOf(Map.of(
                "specs/CounterSmall safety-failure", "Counter.tla:14:1-6",
                // TLC does not say which of the two, so the place is where the configuration lists them.
                "specs/CounterLasso liveness-failure", "CounterLasso.cfg:3:12-19",
                "specs/CounterMissingConstant configuration-error", "CounterMissingConstant.cfg::-",
                "specs/CounterNeverDown safety-failure", "Counter.tla:15:1-10",
                "specs/ParseError parse-error", "ParseError.tla:4:17-18",
                "specs/Deadlock deadlock-failure", "Deadlock.tla:5:9-28",
                "tabbed/Fine missing-failure", "manifest.json:7:12-29",
                "tabbed/Tabbed safety-failure", "Tabbed.tla:10:2-7",
                "tabbed/TabbedOdd evaluation-error", "Tabbed.tla:11:9-23"));
    }

    @Test
    void counterexampleIsACodeFlow() {
        JsonNode small = log.at("/runs/0/results/0");
        assertThat(small.at("/message/text").asText()).isEqualTo("specs/CounterSmall: expected success, found safety "
                + "failure\nSmall is false in state 3\nAgain: synod check it");
        assertThat(small.at("/relatedLocations/0/message/text").asText()).isEqualTo("the last step, Up");
        assertThat(small.at("/relatedLocations/0/physicalLocation/region/startLine").asInt()).isEqualTo(7);
        JsonNode steps = small.at("/codeFlows/0/threadFlows/0/locations");
        assertThat(steps).hasSize(3);
        assertThat(steps.at("/2/state/x/text").asText()).isEqualTo("2");
        assertThat(log.at("/runs/0/results/1/codeFlows/0/message/text").asText())
                .isEqualTo("The counterexample, 3 states; then back to state 1 by Reset");
    }
}
