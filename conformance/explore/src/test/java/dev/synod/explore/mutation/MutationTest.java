package dev.synod.explore.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.mutation.MutationReport.Row;
import dev.synod.explore.mutation.MutationReport.Side;
import dev.synod.explore.mutation.MutationReport.Status;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutationTest {
    private static final Path SPECS = Path.of("../../specs");
    private static final Path TRACES = Path.of("../../traces");

    @TempDir
    Path folder;

    private static List<SpecMutant> mutants;

    private Fixture fixture;

    @BeforeEach
    void write() throws IOException {
        fixture = new Fixture(folder);
    }

    private static CheckSettings settings(Path work, Duration limit) {
        return new CheckSettings(TlaTools.bundled(), List.of(), true, true, Optional.of(limit), OptionalInt.empty(),
                OptionalInt.empty(), 1, work);
    }

    private ModelDetector model() {
        return new ModelDetector(fixture.folder, settings(folder.resolve("work"), Duration.ofMinutes(2)),
                ModelDetector.quick(fixture.folder));
    }

    private Row row(String key, Detector... detectors) throws InterruptedException {
        if (mutants == null) {
            mutants = fixture.mutation().specMutants();
        }
        List<SpecMutant> chosen = mutants.stream().filter(m -> m.key().equals(key)).toList();
        assertThat(chosen).as(key).hasSize(1);
        return fixture.mutation().spec(chosen, List.of(detectors)).get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Step: drop count[p] < 2     | accepts event 3 of bad",
        "Step: keep count            | rejects good at event 1",
        "Step: 2 to 1 in count[p] < 2| rejects good at event 2",
        "Next: never Step(p)         | rejects good at event 1",
    })
    void theReplayNotices(String key, String detail) throws InterruptedException {
        Row row = row(key, new ReplayDetector(fixture.traces()));

        assertThat(row.status()).isEqualTo(Status.CAUGHT);
        assertThat(row.by()).isEqualTo("replay");
        assertThat(row.detail()).startsWith(detail);
    }

    @Test
    void theModelNoticesWhatTheReplayDoesNot() throws InterruptedException {
        Row counts = row("Tell: = to >= in count[p] = 2", new ReplayDetector(fixture.traces()), model());
        Row property = row("Step: < to =< in count[p] < 2", model());
        Row states = row("Next: never Tell(p)", new ReplayDetector(fixture.traces()), model());
        Row broken = row("Tell: forget count", model());

        assertThat(counts.status()).isEqualTo(Status.SURVIVES);
        assertThat(property.detail()).isEqualTo("Count: violates Low");
        assertThat(states.by()).isEqualTo("model");
        assertThat(states.detail()).contains("16").contains("9");
        assertThat(broken.status()).isEqualTo(Status.CAUGHT);
    }

    @Test
    void aSurvivorWantsAnExplanation() throws Exception {
        Detector replay = new ReplayDetector(fixture.traces());
        Row unexplained = row("Step: drop count[p] >= 0", replay);
        Files.writeString(fixture.folder.resolve(Explanation.FILE_NAME), """
                {"Step: drop count[p] >= 0": {"kind": "equivalent", "why": "no count is below 0"},
                 "Step: drop count[p] < 2": {"kind": "gap", "why": "it is not"},
                 "Step: no such": {"kind": "gap", "why": "there is none"}}
                """);
        Row explained = row("Step: drop count[p] >= 0", replay);
        Row caught = row("Step: drop count[p] < 2", replay);
        Mutation mutation = fixture.mutation();

        assertThat(mutation.report(List.of(unexplained), List.of(), false).good()).isFalse();
        assertThat(unexplained.result()).isEqualTo("SURVIVES");
        assertThat(explained.result()).isEqualTo("survives, equivalent: no count is below 0");
        assertThat(mutation.report(List.of(explained), List.of(), false).good()).isTrue();
        assertThat(mutation.report(List.of(explained, caught), List.of(), false).stale())
                .singleElement().asString().contains("as a survivor, but the replay catches it");
        assertThat(mutation.report(List.of(explained), List.of(), true).stale())
                .hasSize(2).allMatch(s -> s.endsWith("there is no such mutant"));
        assertThat(mutation.report(List.of(explained, caught), List.of(), true).good()).isFalse();
    }

    @Test
    void aLimitIsNotASurvivor() throws InterruptedException {
        Detector tired = new Detector() {
            @Override
            public String name() {
                return "tired";
            }

            @Override
            public Finding check(Path specs, Path module) {
                return new Finding(Kind.UNDECIDED, "no time");
            }
        };

        Row undecided = row("Step: drop count[p] >= 0", new ReplayDetector(fixture.traces()), tired);
        Row caught = row("Step: drop count[p] < 2", tired, new ReplayDetector(fixture.traces()));

        assertThat(undecided.result()).isEqualTo("UNDECIDED: tired: no time");
        assertThat(fixture.mutation().report(List.of(undecided), List.of(), false).undecided()).isTrue();
        assertThat(caught.status()).isEqualTo(Status.CAUGHT);
    }

    @Test
    void theTableSumsUp() {
        MutationReport report = new MutationReport("count/Count", List.of(
                new Row(Side.SPEC, "A: drop x", "Count.tla:1:1", Status.CAUGHT, "replay", "rejects t at event 1", null),
                new Row(Side.CODE, "forgets", "A", Status.SURVIVES, null, "it passes", null)), List.of());

        assertThat(report.table()).containsExactly(
                "spec  Count.tla:1:1  A: drop x  replay: rejects t at event 1",
                "code  A              forgets    SURVIVES: it passes",
                "count/Count: 1 spec mutants, 1 spec caught by replay, 1 code mutants, 1 code SURVIVE",
                "Explain each survivor in mutants.json beside the specification (equivalent, explained or gap), or add "
                        + "what notices it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]                                             | no object",
        "{                                              | no JSON",
        "{\"m\": {\"kind\": \"gap\"}}                   | for \"m\"",
        "{\"m\": {\"kind\": \"fine\", \"why\": \"so\"}} | the kind \"fine\"",
        "{\"m\": {\"kind\": \"gap\", \"why\": \"\"}}    | an empty reason",
    })
    void anExplanationThatCannotBeUsedIsAnError(String text, String found) throws IOException {
        Files.writeString(fixture.folder.resolve(Explanation.FILE_NAME), text);

        assertThatThrownBy(() -> fixture.mutation().explanations()).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining(Explanation.FILE_NAME).hasMessageContaining(found);
    }

    @Test
    void anotherModelIsAnError() {
        assertThatThrownBy(() -> new ModelDetector(fixture.folder, settings(folder.resolve("work"), Duration.ofMinutes(1)),
                        List.of("Other")))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("one of Count");
    }

    @Tag("deep")
    @Test
    void everySurvivorIsExplained() throws InterruptedException {
        for (AlgorithmProvider<?, ?> algorithm : Algorithms.all()) {
            Mutation mutation = new Mutation(SPECS, algorithm.spec(), System.out::println);
            Path specs = SPECS.resolve(algorithm.spec()).getParent();
            List<Detector> detectors = List.of(ReplayDetector.of(algorithm, SPECS, TRACES, 1),
                    new ModelDetector(specs, settings(folder.resolve("work"), Duration.ofMinutes(10)),
                            ModelDetector.quick(specs)));

            MutationReport report =
                    mutation.report(mutation.spec(mutation.specMutants(), detectors), mutation.code(algorithm), true);

            assertThat(report.unexplained()).as("%s", report.table()).isEmpty();
            assertThat(report.stale()).isEmpty();
            assertThat(report.undecided()).as("%s", report.table()).isFalse();
        }
    }
}
