package dev.synod.explore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.synod.explore.bench.ReplayFigures.FormFigures;
import dev.synod.explore.bench.ReplayFigures.GrowthFigures;
import dev.synod.explore.bench.ReplayFigures.LoggingFigures;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.Algorithms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReplayBenchTest {

    private static ReplayBench small() {
        return ReplayBench.of(Algorithms.named("synod"), SpecFolders.near(Path.of("").toAbsolutePath()))
                .seed(3)
                .warmUp(Duration.ZERO)
                .sizes(new ReplayBench.Sizes(300, 20, 300, 30, 3));
    }

    @Test
    void replaysAreMeasured() throws Exception {
        List<String> progress = new ArrayList<>();
        ReplayFigures figures = small().growth(List.of(400L)).tlc(false).run(progress::add);

        assertThat(figures.good()).isTrue();
        assertThat(figures.forms()).extracting(FormFigures::form).containsExactly(TraceForm.values());
        assertThat(figures.forms()).extracting(FormFigures::verdict).containsOnly("ok");
        assertThat(figures.forms()).extracting(FormFigures::events).containsExactly(300L, 300L, 300L, 20L);
        assertThat(figures.growth()).extracting(GrowthFigures::events).containsExactly(400L);
        assertThat(figures.growth().get(0).seconds()).isPositive();
        assertThat(figures.logging().bytes()).isGreaterThan(300 * 20);
        assertThat(progress).hasSize(6);

        JsonNode json = figures.json();
        assertThat(json.at("/seed").asLong()).isEqualTo(3);
        assertThat(json.at("/warmReplays").findValuesAsText("form"))
                .containsExactly("full", "merged logs", "actions only", "variables only");
        assertThat(json.at("/coldReplays/0/events").asLong()).isEqualTo(400);
        assertThat(String.join("\n", figures.table()))
                .contains("seed 3", "core", "JDK", "variables only", "heap of 256 MiB");
    }

    @Test
    @Tag("deep")
    void tlcIsMeasuredBesideTheEngine() throws Exception {
        ReplayFigures figures = small().growth(List.of()).run(line -> { });

        assertThat(figures.againstTlc()).hasSize(2).allSatisfy(t -> {
            assertThat(t.events()).isEqualTo(t.traces() == 1 ? 30 : 300);
            assertThat(t.tlc()).isGreaterThan(0.1);
            assertThat(t.engine()).isPositive();
        });
        assertThat(figures.json().at("/againstTlc/1/traces").asInt()).isEqualTo(3);
        assertThat(String.join("\n", figures.table())).contains("3 traces", "times as long");
    }

    @Test
    void aTraceThatDoesNotFitIntoTheHeapIsNotGood() {
        LoggingFigures logging = new LoggingFigures(1, 1, 1, 1);
        ReplayFigures figures = new ReplayFigures("a", 1, Surroundings.here(),
                List.of(new FormFigures(TraceForm.FULL, "ok", 1, 1, "")),
                List.of(new GrowthFigures(10, 256, "out of memory", 0, 256)), logging, List.of());

        assertThat(figures.good()).isFalse();
        assertThat(figures.table()).anyMatch(line -> line.endsWith("out of memory"));
    }
}
