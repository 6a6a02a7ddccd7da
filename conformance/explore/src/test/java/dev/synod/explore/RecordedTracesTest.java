package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedTracesTest {
    private static final Path TRACES = Path.of("../../traces");

    static Stream<Path> folders() {
        return RecordedTraces.folders(TRACES).stream();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyTraceGetsItsVerdict(Path folder) {
        try (Replayer replayer = Replayer.of(SpecFolders.near(folder))) {
            List<RecordedTraces.Outcome> outcomes = RecordedTraces.check(folder, replayer);

            assertThat(outcomes).allSatisfy(o -> assertThat(o.difference()).as(o.trace().toString()).isNull());
            assertThat(outcomes).anyMatch(o -> o.expected().verdict().equals("ok"));
            assertThat(outcomes).anyMatch(o -> o.expected().verdict().equals("diverged"));
            assertThat(outcomes).allSatisfy(o -> assertThat(o.expected().about()).isNotBlank());
        }
    }

    @Test
    void thereIsAFolder() {
        assertThat(folders()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]                                           | no object",
        "{                                            | no JSON",
        "{\"t.ndjson\":1}                             | no object for t.ndjson",
        "{\"t.ndjson\":{\"verdict\":\"good\"}}        | the verdict \"good\"",
        "{\"t.ndjson\":{\"verdict\":\"ok\",\"x\":1}}  | the key \"x\"",
        "{}                                           | nothing about t.ndjson",
        "{\"t.ndjson\":{\"verdict\":\"ok\"},\"u.ndjson\":{\"verdict\":\"ok\"}} | an entry for u.ndjson",
    })
    void expectationsThatCannotBeUsedAreAnError(String text, String found, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("t.ndjson"), "");
        Files.writeString(folder.resolve(RecordedTraces.EXPECTATIONS), text);
        try (Replayer replayer = Replayer.of(SpecFolders.near(TRACES))) {
            assertThatThrownBy(() -> RecordedTraces.check(folder, replayer))
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessageContaining(RecordedTraces.EXPECTATIONS)
                    .hasMessageContaining(found);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"verdict\":\"ok\"                             | the verdict is malformed, expected ok",
        "\"verdict\":\"malformed\",\"false\":\"no such\"| expected it to say no such",
    })
    void anotherResultThanExpectedIsADifference(String expectation, String difference, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("t.ndjson"), "");
        Files.writeString(folder.resolve(RecordedTraces.EXPECTATIONS), "{\"t.ndjson\":{" + expectation + "}}");
        try (Replayer replayer = Replayer.of(SpecFolders.near(TRACES))) {
            RecordedTraces.Outcome outcome = RecordedTraces.check(folder, replayer).get(0);

            assertThat(outcome.asExpected()).isFalse();
            assertThat(outcome.difference()).contains(difference);
        }
    }
}
