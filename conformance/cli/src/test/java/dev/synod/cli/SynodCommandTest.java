package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Runs the command line in this process, as a user would type it. */
class SynodCommandTest {

    private static final String MANIFEST = """
            {"sources": [], "authors": [], "tags": [], "modules": [
              {"path": "clock/Clock.tla", "features": [], "proof": {"runtime": "00:00:01"}, "models": [
                {"path": "clock/Clock.cfg", "runtime": "00:00:01", "mode": "exhaustive search", "result": "success",
                 "distinctStates": 12, "totalStates": 13},
                {"path": "clock/Broken.cfg", "runtime": "00:00:01", "mode": "exhaustive search",
                 "result": "safety failure", "synod": {"violates": "Morning"}},
                {"path": "clock/Long.cfg", "runtime": "00:05:00", "mode": "exhaustive search", "result": "success"}
              ]}
            ]}
            """;

    @TempDir
    private Path project;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Path clock = Files.createDirectories(project.resolve("specs/clock"));
        Files.writeString(clock.resolve("Clock.tla"), """
                ---- MODULE Clock ----
                EXTENDS Naturals
                VARIABLE hour
                Init == hour = 1
                Next == hour' = (hour % 12) + 1
                TypeOK == hour \\in 1..12
                Morning == hour < 6
                ====
                """);
        Files.writeString(clock.resolve("Clock.cfg"), "INIT Init\nNEXT Next\nINVARIANT TypeOK\n");
        Files.writeString(clock.resolve("Broken.cfg"), "INIT Init\nNEXT Next\nINVARIANT Morning\n");
        Files.writeString(clock.resolve("Long.cfg"), "INIT Init\nNEXT Next\nINVARIANT TypeOK\n");
        Files.writeString(clock.resolve("manifest.json"), MANIFEST);
        Path traces = Files.createDirectories(project.resolve("traces/clock"));
        Files.writeString(traces.resolve("good.ndjson"), "");
    }

    private int synod(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String specs() {
        return project.resolve("specs").toString();
    }

    @Test
    void checkTellsEveryModelAndWritesNothingIntoTheSources() throws IOException {
        assertThat(synod("check", specs())).isZero();
        assertThat(out.toString()).contains("clock/Clock").contains("safety failure: Morning")
                .contains("skipped: deep").contains("3 models: 2 ok, 1 skipped");
        try (var files = Files.list(project.resolve("specs/clock"))) {
            assertThat(files).hasSize(5);
        }
        assertThat(project.resolve("target/synod/results")).isNotEmptyDirectory();

        assertThat(synod("check", specs())).isZero();
        assertThat(out.toString()).contains("(2 up to date)");
    }

    @Test
    void unexpectedResultExitsWith1AndTellsTheStory() throws IOException {
        Files.writeString(project.resolve("specs/clock/manifest.json"), MANIFEST.replace("12,", "11,"));
        Path junit = project.resolve("junit");
        Path sarif = project.resolve("clock.sarif");
        assertThat(synod("check", specs(), "--model", "Clock", "--junit", junit.toString(), "--sarif",
                sarif.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("clock/Clock: distinctStates is pinned at 11, found 12")
                .contains("again     synod check").contains("--model clock/Clock --rerun");
        assertThat(junit.resolve("TEST-synod.clock.xml")).content().contains("<failure");
        assertThat(sarif).content().contains("\"ruleId\" : \"pinned-figure\"").contains("specs/clock/manifest.json");
    }

    @Test
    void jsonIsAllThereIsOnStandardOutput() throws IOException {
        assertThat(synod("check", specs(), "--model", "clock/Broken", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("models")).hasSize(1);
        assertThat(json.get("models").get(0).get("verdict").asText()).isEqualTo("AS_EXPECTED");
        assertThat(json.get("models").get(0).get("behaviour")).hasSize(6);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRunWithoutAnyModelIsUndecided() {
        assertThat(synod("check", specs(), "--model", "Long")).isEqualTo(3);
        assertThat(synod("check", specs(), "--model", "Long", "--deep")).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "check SPECS --model Absent      | no model of that name",
            "check SPECS/nowhere             | no such file or folder",
            "check SPECS --workers 0         | 0",
            "check SPECS --workers many      | Invalid value for option '--workers'",
            "check SPECS --timeout soon      | a time such as 90s, 5m or 2h",
            "check SPECS --tla2tools none    | no such file",
            "check SPECS --library none      | the library path",
            "check SPECS --unknown           | Unknown option",
            "list --specs SPECS/nowhere      | which is no folder",
            "frobnicate                      | frobnicate",
            "''                              | a command is missing",
    })
    void unusableInputExitsWith2AndWithoutStackTrace(String command, String message) {
        String[] arguments = command.isBlank() ? new String[0] : command.replace("SPECS", specs()).strip().split(" +");
        assertThat(synod(arguments)).isEqualTo(2);
        assertThat(err + out.toString()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void syntaxErrorExitsWith2() throws IOException {
        Files.writeString(project.resolve("specs/clock/Clock.tla"), "---- MODULE Clock ----\nInit == )\n====\n");
        assertThat(synod("check", specs(), "--model", "Clock")).isEqualTo(2);
        assertThat(out.toString()).contains("at        Clock.tla:2:9");
    }

    @Test
    void listTellsWhatEveryAlgorithmHas() throws IOException {
        String traces = project.resolve("traces").toString();
        assertThat(synod("list", "--specs", specs(), "--traces", traces)).isZero();
        assertThat(out.toString()).containsPattern("clock +\\d +2 +1 +1 +- +0 +1 +yes");

        out.getBuffer().setLength(0);
        assertThat(synod("list", "--specs", specs(), "--traces", traces, "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get(0).get("name").asText()).isEqualTo("clock");
        assertThat(json.get(0).get("deep").asInt()).isEqualTo(1);
    }
}
