package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.synod.tlc.ModuleReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleToolsTest {

    private static final String ALGORITHM = """
            ---- MODULE Count ----
            EXTENDS Naturals
            (* --algorithm Count
            variables x = 0;
            begin
            A: while x < 3 do x := x + 1; end while;
            end algorithm; *)
            ====
            """;

    @TempDir
    private Path folder;

    private ModuleTools tools(Path... library) {
        return new ModuleTools(TlaTools.bundled(), List.of(library), folder.resolve("logs"), Optional.empty());
    }

    /** SANY exits with 0 after a semantic error: only its words tell. */
    @ParameterizedTest
    @CsvSource({
            "Counter,       DONE,  , ''",
            "ParseError,    WRONG, 4, Encountered",
            "SemanticError, WRONG, 4, Unknown operator: `unheardOf'",
            "Lexical,       WRONG, 3, Lexical error",
            "UsesLibrary,   WRONG, , Cannot find source file for module Shared",
    })
    void parserTells(String module, Status status, Integer line, String message) throws Exception {
        ModuleReport report = tools().parse(Specs.path(module + ".tla"));
        assertThat(report.status()).as(report.message()).isEqualTo(status);
        assertThat(report.message()).contains(message);
        assertThat(report.location().map(Location::beginLine).orElse(null)).isEqualTo(line);
    }

    @Test
    void parserLooksIntoTheLibrary() throws Exception {
        assertThat(tools(Specs.path("library")).parse(Specs.path("UsesLibrary.tla")).status()).isEqualTo(Status.DONE);
        Path proved = Files.writeString(folder.resolve("Proved.tla"), "---- MODULE Proved ----\nEXTENDS TLAPS\n====\n");
        ModuleReport report = tools().parse(proved);
        assertThat(report.status()).isEqualTo(Status.UNSUPPORTED);
        assertThat(report.message()).contains("module TLAPS is not on the library path");
    }

    @Test
    void algorithmIsTranslatedOnceAndInPlace() throws Exception {
        Path module = Files.writeString(folder.resolve("Count.tla"), ALGORITHM);
        assertThat(tools().translate(module, false).status()).isEqualTo(Status.WRONG);
        assertThat(module).content().isEqualTo(ALGORITHM);
        assertThat(tools().translate(module, true).status()).isEqualTo(Status.DONE);
        assertThat(module).content().contains("BEGIN TRANSLATION").contains("Next == A");
        assertThat(tools().parse(module).status()).isEqualTo(Status.DONE);
        assertThat(tools().translate(module, true).message()).isEqualTo("up to date");
        assertThat(tools().translate(module, false).status()).isEqualTo(Status.NOTHING_TO_DO);
        Files.writeString(module, Files.readString(module).replace("x < 3 do", "x < 4 do"));
        assertThat(tools().translate(module, false).status()).isEqualTo(Status.WRONG);
        assertThat(Files.list(folder).filter(Files::isRegularFile)).containsExactly(module);
    }

    @Test
    void errorInAnAlgorithmHasItsPlaceAndChangesNothing() throws Exception {
        String wrong = ALGORITHM.replace("end while", "end whil");
        Path module = Files.writeString(folder.resolve("Count.tla"), wrong);
        ModuleReport report = tools().translate(module, true);
        assertThat(report.status()).isEqualTo(Status.WRONG);
        assertThat(report.message()).startsWith("Expected \"while\" but found \"whil\"");
        assertThat(report.location().orElseThrow().beginLine()).isEqualTo(6);
        assertThat(module).content().isEqualTo(wrong);
        assertThat(tools().translate(Specs.path("Counter.tla"), true).message()).isEqualTo("no algorithm");
    }

    @Test
    void programsThatAreNotInstalledAreAClearSkip() throws Exception {
        Path module = Files.writeString(folder.resolve("Proved.tla"),
                "---- MODULE Proved ----\nTHEOREM TRUE OBVIOUS\n====\n");
        assertThat(tools().typeset(module, "no-such-latex", folder.resolve("out"), List.of()))
                .satisfies(report -> assertThat(report.status()).isEqualTo(Status.SKIPPED))
                .satisfies(report -> assertThat(report.message()).isEqualTo("no-such-latex is not installed"));
        assertThat(tools().prove(module, "no-such-tlapm").status()).isEqualTo(Status.SKIPPED);
        assertThat(tools().prove(Specs.path("Counter.tla"), "no-such-tlapm").message()).isEqualTo("no proof");
    }

    /** The proof manager is not among our tools: a program in its place says what it is said to say. */
    @ParameterizedTest
    @CsvSource({
            "[INFO]: All 5 obligations proved., 0, DONE",
            "[ERROR]: 1/5 obligations failed.,  3, WRONG",
            "[ERROR]: 1/5 obligations failed.,  0, UNDECIDED",
            "nothing at all,                    0, UNDECIDED",
            "[INFO]: All 5 obligations proved., 1, WRONG",
    })
    void onlyBothItsWordsAndItsExitStatusProve(String words, int exit, Status status) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "There is no /bin/sh here.");
        Path module = Files.writeString(folder.resolve("Proved.tla"),
                "---- MODULE Proved ----\nTHEOREM TRUE OBVIOUS\n====\n");
        ModuleReport report = tools().prove(module, script("echo '" + words + "' >&2\nexit " + exit + "\n"));
        assertThat(report.status()).as(report.message()).isEqualTo(status);
    }

    private String script(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n" + text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }
}
