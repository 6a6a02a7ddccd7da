package dev.synod.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryRecorderTest {
    @TempDir
    Path folder;

    @Test
    void aHistoryIsATrace() throws IOException {
        Path file = folder.resolve("h/history.ndjson");
        try (HistoryRecorder recorder = HistoryRecorder.ofMap(file, List.of("y", "x"), Map.of("seed", Value.of(7)))) {
            HistoryRecorder.Call put = recorder.invoke("a", "x", HistoryRecorder.put("1"));
            HistoryRecorder.Call cas = recorder.invoke("b", "x", HistoryRecorder.cas(null, "2"));
            put.respond(HistoryRecorder.done(true));
            cas.giveUp();
            recorder.invoke("a", "y", HistoryRecorder.get()).respond(HistoryRecorder.found(null));
            // Whoever kills the program now loses nothing.
            assertThat(Files.readAllLines(file)).hasSize(7);
            assertThat(recorder.events()).isEqualTo(6);
        }

        assertThat(Files.readAllLines(file)).containsExactly(
                "{\"format\":\"synod-trace/1\",\"spec\":\"linearizable-map/LinearizableMap\",\"constants\":"
                        + "{\"Key\":{\"#set\":[\"x\",\"y\"]}},\"null\":\"Absent\",\"self\":\"c\",\"observed\":[],"
                        + "\"hidden\":[\"Linearize\",\"LinearizeOrphan\"],\"source\":{\"seed\":7}}",
                "{\"n\":1,\"node\":\"a\",\"action\":\"Invoke\",\"args\":{\"c\":\"a\",\"k\":\"x\",\"op\":"
                        + "{\"type\":\"Put\",\"value\":\"1\"}},\"state\":{}}",
                "{\"n\":2,\"node\":\"b\",\"action\":\"Invoke\",\"args\":{\"c\":\"b\",\"k\":\"x\",\"op\":"
                        + "{\"type\":\"Cas\",\"expected\":null,\"value\":\"2\"}},\"state\":{}}",
                "{\"n\":3,\"node\":\"a\",\"action\":\"Respond\",\"args\":{\"c\":\"a\",\"k\":\"x\",\"answer\":"
                        + "{\"done\":true}},\"state\":{}}",
                "{\"n\":4,\"node\":\"b\",\"action\":\"GiveUp\",\"args\":{\"c\":\"b\",\"k\":\"x\"},\"state\":{}}",
                "{\"n\":5,\"node\":\"a\",\"action\":\"Invoke\",\"args\":{\"c\":\"a\",\"k\":\"y\",\"op\":"
                        + "{\"type\":\"Get\"}},\"state\":{}}",
                "{\"n\":6,\"node\":\"a\",\"action\":\"Respond\",\"args\":{\"c\":\"a\",\"k\":\"y\",\"answer\":"
                        + "{\"value\":null}},\"state\":{}}",
                "{\"end\":true,\"events\":6}");
    }

    @Test
    void aCallEndsOnceAndOneIsInProgressOnAnObject() {
        Path file = folder.resolve("history.ndjson");
        try (HistoryRecorder recorder = HistoryRecorder.ofMap(file, List.of("x", "y"), Map.of())) {
            HistoryRecorder.Call call = recorder.invoke("a", "x", HistoryRecorder.get());
            assertThatThrownBy(() -> recorder.invoke("a", "x", HistoryRecorder.get()))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("a has a call in progress on x");
            recorder.invoke("a", "y", HistoryRecorder.get());
            call.giveUp();
            assertThatThrownBy(() -> call.respond(HistoryRecorder.found("1")))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("has ended before");
            recorder.invoke("a", "x", HistoryRecorder.get());
            assertThat(recorder.events()).isEqualTo(4);
        }
    }

    @Test
    void whatComesAfterTheEndIsNotRecorded() throws IOException {
        Path file = folder.resolve("history.ndjson");
        HistoryRecorder recorder = HistoryRecorder.ofMap(file, List.of("x"), Map.of());
        HistoryRecorder.Call call = recorder.invoke("a", "x", HistoryRecorder.get());
        recorder.close();
        call.respond(HistoryRecorder.found(null));
        recorder.invoke("b", "x", HistoryRecorder.get());
        recorder.close();
        assertThat(Files.readAllLines(file)).hasSize(3).last().isEqualTo("{\"end\":true,\"events\":1}");
    }
}
