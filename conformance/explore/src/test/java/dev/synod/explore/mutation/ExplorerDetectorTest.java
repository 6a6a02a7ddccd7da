package dev.synod.explore.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.explorer.Tally;
import dev.synod.explore.mutation.MutationReport.Row;
import dev.synod.explore.mutation.MutationReport.Status;
import dev.synod.runtime.Machine;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.SmallModel;
import dev.synod.runtime.Step;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explorer notices a changed specification, and a changed machine. */
class ExplorerDetectorTest {
    private static final SmallModel TWO = new SmallModel(2, Map.of(), Map.of(), List.of());

    @TempDir
    Path folder;

    private ExplorerDetector detector(Path specs, Duration limit) throws InterruptedException {
        return ExplorerDetector.of(new Tally.Provider(), specs, TWO, 1, limit);
    }

    private Path specs() throws IOException {
        return Tally.specs(folder, "\\E p \\in Node : Step(p) \\/ Reset(p)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Step: < to =< in count[p] < Most | the code never does Step(p = \"n1\"), or not always",
        "Step: drop count[p] < Most       | at least 78 states instead of 25",
        "Next: never Reset(p)             | event 1, Reset, is not allowed",
        "Step: 1 to 2 in @ + 1            | event 1, Step, is not allowed",
    })
    void aChangedSpecificationIsNoticed(String key, String detail) throws Exception {
        Path specs = specs();
        Mutation mutation = new Mutation(specs, "tally/Tally", line -> { });
        List<SpecMutant> all = mutation.specMutants();
        List<SpecMutant> chosen = all.stream().filter(m -> m.key().equals(key)).toList();
        assertThat(chosen).as("%s of %s", key, all.stream().map(SpecMutant::key).toList()).hasSize(1);

        Row row = mutation.spec(chosen, List.of(detector(specs, Duration.ofMinutes(5)))).get(0);

        assertThat(row.status()).as(row.result()).isEqualTo(Status.CAUGHT);
        assertThat(row.by()).isEqualTo("explorer");
        assertThat(row.detail()).startsWith(detail);
    }

    @Test
    void nothingIsNoticedWhereNothingIsChanged() throws Exception {
        ExplorerDetector detector = detector(specs(), Duration.ofMinutes(5));

        assertThat(detector.states()).isEqualTo(25);
        assertThat(detector.check(folder.resolve("specs"), null)).isEqualTo(Detector.Finding.NOTHING);
        assertThat(detector.check(mutant(4)).kind()).isEqualTo(Detector.Kind.NOTHING);
    }

    /** A machine that counts to another number than four. */
    private static Mutant mutant(int most) {
        return new Mutant("countsTo" + most, "four is the end", "Step", Mutant.Kind.GUARD, "count[p] < Most", "none",
                new Tally.Provider() {
                    @Override
                    public Machine<Tally.Count, Tally.Message> machine(NodeId self, List<NodeId> nodes, Options options) {
                        return new Tally(self, nodes) {
                            @Override
                            protected Step<Count> step(Count p) {
                                return p.count() < most ? to(new Count(p.count() + 1)) : disabled();
                            }
                        };
                    }
                });
    }

    @Test
    void aChangedMachineIsNoticed() throws Exception {
        ExplorerDetector detector = detector(specs(), Duration.ofMinutes(5));

        assertThat(detector.check(mutant(5))).isEqualTo(Detector.Finding.noticed("event 5, Step, is not allowed"));
        assertThat(detector.check(mutant(3)).detail()).startsWith("the code never does Step(p = \"n1\")");
    }

    @Test
    void whatIsNotEqualBeforeAnythingIsChangedIsRefused() {
        assertThatThrownBy(() -> detector(Tally.specs(folder, "\\E p \\in Node : Step(p)"), Duration.ofMinutes(5)))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("explore before mutating");
        assertThatThrownBy(() -> detector(specs(), Duration.ZERO))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("time limit");
    }
}
