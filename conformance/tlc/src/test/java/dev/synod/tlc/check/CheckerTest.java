package dev.synod.tlc.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.FakeTools;
import dev.synod.tlc.Specs;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.manifest.Expectation;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.SearchMode;
import dev.synod.tlc.manifest.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {

    @TempDir
    private Path folder;

    private CheckSettings settings(boolean rerun) {
        return new CheckSettings(TlaTools.bundled(), List.of(), false, rerun, Optional.empty(), OptionalInt.empty(),
                OptionalInt.of(256), 1, folder.resolve("work"));
    }

    private ModelReport check(Model model) {
        return check(model, settings(false));
    }

    private static ModelReport check(Model model, CheckSettings settings) {
        try {
            return new Checker(settings, CheckListener.NONE).check(List.of(model)).models().get(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Model model(Path module, Path config, Expectation expectation) {
        return new Model("specs/" + config.getFileName().toString().replace(".cfg", ""), module, config,
                new SearchMode.Exhaustive(), expectation, Optional.of(Duration.ofSeconds(1)),
                Optional.of(Workers.of(1)), false, Optional.empty());
    }

    private static Model counter(String config, Expectation expectation) {
        return model(Specs.path("Counter.tla"), Specs.path(config + ".cfg"), expectation);
    }

    private static Expectation pinned(long distinct, long total, int depth) {
        return new Expectation(ExpectedResult.SUCCESS, Optional.empty(), OptionalLong.of(distinct),
                OptionalLong.of(total), OptionalInt.of(depth));
    }

    @Test
    void pinnedCountsHold() {
        ModelReport report = check(counter("Counter", pinned(8, 9, 8)));
        assertThat(report.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    /** Upstream's JSON and IO modules read files by paths that are relative to the root of the manifest. */
    @Test
    void onlyModelsThatReadFilesRunWhereTheUsersFilesAre() throws IOException {
        Path root = Files.createDirectories(folder.resolve("collection")).toRealPath();
        Files.writeString(root.resolve("Reads.tla"), "---- MODULE Reads ----\nEXTENDS IOUtils\n====\n");
        Files.writeString(root.resolve("Pure.tla"), "---- MODULE Pure ----\nEXTENDS Naturals\n====\n");
        Files.writeString(root.resolve("Any.cfg"), "INIT Init\nNEXT Next\n");
        CheckSettings settings = new CheckSettings(FakeTools.in(folder), List.of(), false, true, Optional.empty(),
                OptionalInt.empty(), OptionalInt.of(256), 1, folder.resolve("work"));
        for (String name : List.of("Reads", "Pure")) {
            ModelReport report = check(model(root.resolve(name + ".tla"), root.resolve("Any.cfg"),
                    Expectation.success()), settings);
            assertThat(Files.readString(report.log().orElseThrow()).contains("all is well in " + root))
                    .as(name).isEqualTo(name.equals("Reads"));
        }
    }

    @Test
    void countThatMovedFailsAndIsNotRecorded() {
        ModelReport report = check(counter("Counter", pinned(7, 9, 8)));
        assertThat(report.verdict()).isEqualTo(Verdict.UNEXPECTED);
        assertThat(report.reasons()).containsExactly("distinctStates is pinned at 7, found 8");
        assertThat(folder.resolve("work/results")).doesNotExist();
    }

    @Test
    void theLastRunIsKeptWhateverCameOfIt() throws IOException {
        Checker checker = new Checker(settings(false), CheckListener.NONE);
        Model small = counter("CounterSmall", Expectation.success());
        assertThat(checker.lastRun(small)).isEmpty();
        assertThat(check(small).verdict()).isEqualTo(Verdict.UNEXPECTED);
        LastRun run = checker.lastRun(small).orElseThrow();
        assertThat(run.current()).isTrue();
        assertThat(run.report().get("verdict").asText()).isEqualTo("UNEXPECTED");
        assertThat(run.report().get("behaviour")).hasSize(3);
        assertThat(checker.lastRun(counter("CounterSmall", pinned(7, 9, 8))).orElseThrow().current())
                .as("another expectation").isFalse();
    }

    @Test
    void unusableUndecidedAndSkippedAreToldApart() {
        assertThat(check(counter("CounterMissingConstant", Expectation.success())).verdict())
                .isEqualTo(Verdict.UNUSABLE);
        Model endless = model(Specs.path("Endless.tla"), Specs.path("Endless.cfg"), Expectation.success());
        CheckSettings limited = new CheckSettings(TlaTools.bundled(), List.of(), false, false,
                Optional.of(Duration.ofSeconds(1)), OptionalInt.empty(), OptionalInt.empty(), 1,
                folder.resolve("work"));
        ModelReport undecided = check(endless, limited);
        assertThat(undecided.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(undecided.reasons()).containsExactly("limit reached: stopped after 1.0 s");

        Model symbolic = new Model("specs/Symbolic", Specs.path("Counter.tla"), Specs.path("Counter.cfg"),
                new SearchMode.Symbolic(), Expectation.success(), Optional.empty(), Optional.empty(), false,
                Optional.empty());
        assertThat(check(symbolic).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(check(symbolic).reasons()).containsExactly("symbolic: for Apalache, which is not run here");
        Model deep = new Model("specs/Deep", Specs.path("Counter.tla"), Specs.path("Counter.cfg"),
                new SearchMode.Exhaustive(), Expectation.success(), Optional.empty(), Optional.empty(), true,
                Optional.empty());
        assertThat(check(deep).verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void worstVerdictWinsAndOrderIsKept() throws InterruptedException {
        List<Model> models = List.of(counter("CounterMissingConstant", Expectation.success()),
                counter("CounterSmall", Expectation.success()), counter("Counter", Expectation.success()));
        CheckSettings two = new CheckSettings(TlaTools.bundled(), List.of(), false, false, Optional.empty(),
                OptionalInt.empty(), OptionalInt.of(256), 2, folder.resolve("work"));
        CheckReport report = new Checker(two, CheckListener.NONE).check(models);
        assertThat(report.models()).extracting(ModelReport::model).isEqualTo(models);
        assertThat(report.models()).extracting(ModelReport::verdict)
                .containsExactly(Verdict.UNUSABLE, Verdict.UNEXPECTED, Verdict.AS_EXPECTED);
        assertThat(report.verdict()).isEqualTo(Verdict.UNEXPECTED);
        assertThat(report.failures()).hasSize(2);
    }

    /** One scenario, because every run of TLC costs: unchanged, then each kind of input changed in turn. */
    @Test
    void onlyWhatChangedIsRunAgain() throws IOException {
        Path spec = Files.createDirectories(folder.resolve("spec"));
        Path root = write(spec, "Root.tla", """
                ---- MODULE Root ----
                EXTENDS Extended
                I == INSTANCE Instanced WITH step <- 1
                VARIABLE x
                Init == x = Start
                Next == x' = I!After(x)
                ====
                """);
        write(spec, "Extended.tla", "---- MODULE Extended ----\nStart == 0\n====\n");
        write(spec, "Instanced.tla", "---- MODULE Instanced ----\nEXTENDS Naturals\nCONSTANT step\n"
                + "After(n) == (n + step) % 3\n====\n");
        Path config = write(spec, "Root.cfg", "INIT Init\nNEXT Next\n");
        Model model = model(root, config, Expectation.success());

        assertThat(check(model).upToDate()).isFalse();
        ModelReport again = check(model);
        assertThat(again.upToDate()).isTrue();
        assertThat(again.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(again.outcome().orElseThrow().distinct()).isEqualTo(3);
        assertThat(check(model, settings(true)).upToDate()).as("told to run again").isFalse();

        write(spec, "Root.cfg", "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
        assertRunsOnce(model, "configuration");
        write(spec, "Extended.tla", "---- MODULE Extended ----\nStart == 1\n====\n");
        assertRunsOnce(model, "extended module");
        write(spec, "Instanced.tla", "---- MODULE Instanced ----\nEXTENDS Naturals\nCONSTANT step\n"
                + "After(n) == (n + step) % 4\n====\n");
        assertRunsOnce(model, "instantiated module");
        assertRunsOnce(model(root, config, pinned(4, 5, 4)), "expectation");

        try (Stream<Path> entries = Files.list(folder.resolve("work/results"))) {
            for (Path entry : entries.toList()) {
                Files.writeString(entry, "{\"inputs\": \"");
            }
        }
        assertRunsOnce(model(root, config, pinned(4, 5, 4)), "corrupt record");
    }

    private void assertRunsOnce(Model model, String change) {
        assertThat(check(model)).as(change).satisfies(report -> {
            assertThat(report.upToDate()).isFalse();
            assertThat(report.verdict()).isEqualTo(Verdict.AS_EXPECTED);
        });
        assertThat(check(model).upToDate()).as("after " + change).isTrue();
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
