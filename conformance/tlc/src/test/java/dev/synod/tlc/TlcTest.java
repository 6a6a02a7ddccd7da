package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the real TLC on one small model for every kind of result. */
class TlcTest {

    @TempDir
    private Path folder;

    private CheckResult check(ModelRun.Builder run) {
        return check(TlaTools.bundled(), run);
    }

    private CheckResult check(TlaTools tools, ModelRun.Builder run) {
        try {
            return new Tlc(tools).run(run.build(), folder.resolve("tlc.log"), ProgressListener.NONE);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private <R extends CheckResult> R expect(Class<R> type, CheckResult result) {
        assertThat(result).isInstanceOf(type);
        return type.cast(result);
    }

    @Test
    void successHasCountsDepthCoverageAndLog() throws IOException {
        CheckResult.Success success = expect(CheckResult.Success.class,
                check(Specs.run("Counter", "Counter").coverage(true)));
        Statistics statistics = success.details().statistics();
        assertThat(statistics.counts()).contains(new Statistics.Counts(9, 8, 0));
        assertThat(statistics.depth()).hasValue(8);
        assertThat(statistics.collision()).hasValueSatisfying(
                collision -> assertThat(collision.optimistic()).isBetween(0.0, 1e-15));
        assertThat(success.details().coverage()).containsExactly(
                new ActionCoverage("Init", new Location("Counter", 6, 1, 6, 4), 1, 1),
                new ActionCoverage("Up", new Location("Counter", 7, 1, 7, 2), 6, 6),
                new ActionCoverage("Reset", new Location("Counter", 8, 1, 8, 5), 1, 2));
        assertThat(success.details().toolVersion()).isEqualTo("Version 2.18 of 20 March 2023");
        assertThat(success.details().modules()).extracting(Path::getFileName).extracting(Path::toString)
                .containsExactlyInAnyOrder("Counter.tla", "Naturals.tla");
        assertThat(Files.readString(success.details().log())).contains("Model checking completed");
    }

    @Test
    void nothingIsWrittenBesideTheModules() throws IOException {
        Path spec = Files.createDirectory(folder.resolve("spec"));
        Files.copy(Specs.path("Counter.tla"), spec.resolve("Counter.tla"));
        Files.copy(Specs.path("CounterSmall.cfg"), spec.resolve("CounterSmall.cfg"));
        check(ModelRun.of(spec.resolve("Counter.tla"), spec.resolve("CounterSmall.cfg")));
        try (Stream<Path> files = Files.list(spec)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void invariantViolationHasItsBehaviourAsValues() {
        CheckResult.SafetyViolation violation = expect(CheckResult.SafetyViolation.class,
                check(Specs.run("Counter", "CounterSmall")));
        assertThat(violation.kind()).isEqualTo(CheckResult.PropertyKind.INVARIANT);
        assertThat(violation.property()).isEqualTo("Small");
        assertThat(violation.behaviour()).hasSize(3);
        State last = violation.behaviour().get(2);
        assertThat(last.number()).isEqualTo(3);
        assertThat(last.action()).isEqualTo("Up");
        assertThat(last.location()).contains(new Location("Counter", 7, 7, 7, 38));
        assertThat(last.variables()).isEqualTo(
                Map.of("x", new TlaValue.Int(2), "y", new TlaValue.Bool(false)));
        assertThat(violation.behaviour().get(0).action()).isEqualTo("Initial predicate");
    }

    @Test
    void initialStateCanViolateAnInvariantOrAPredicateUnderProperty() {
        CheckResult.SafetyViolation invariant = expect(CheckResult.SafetyViolation.class,
                check(Specs.run("Counter", "CounterInitial")));
        assertThat(invariant.kind()).isEqualTo(CheckResult.PropertyKind.INVARIANT);
        assertThat(invariant.property()).isEqualTo("StartsHigh");
        assertThat(invariant.behaviour()).singleElement().extracting(State::variables)
                .asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("x", new TlaValue.Int(0));
        assertThat(invariant.details().statistics().counts()).isEmpty();

        CheckResult.SafetyViolation property = expect(CheckResult.SafetyViolation.class,
                check(Specs.run("Counter", "CounterInitialProperty")));
        assertThat(property.kind()).isEqualTo(CheckResult.PropertyKind.INITIAL_PREDICATE);
        assertThat(property.property()).isEqualTo("StartsHigh");
    }

    @Test
    void actionPropertyViolationIsASafetyViolationWithItsName() {
        CheckResult.SafetyViolation violation = expect(CheckResult.SafetyViolation.class,
                check(Specs.run("Counter", "CounterNeverDown")));
        assertThat(violation.kind()).isEqualTo(CheckResult.PropertyKind.ACTION_PROPERTY);
        assertThat(violation.property()).isEqualTo("NeverDown");
        assertThat(violation.behaviour()).hasSize(5);
        assertThat(violation.behaviour().get(4).action()).isEqualTo("Reset");
    }

    @Test
    void assertionInTheSpecificationIsASafetyViolation() {
        CheckResult.SafetyViolation violation = expect(CheckResult.SafetyViolation.class,
                check(Specs.run("Asserted", "Asserted")));
        assertThat(violation.kind()).isEqualTo(CheckResult.PropertyKind.ASSERTION);
        assertThat(violation.property()).isEqualTo("\"x grew\"");
        assertThat(violation.behaviour()).hasSize(3);
    }

    @Test
    void lassoSaysWhereItCloses() {
        CheckResult.LivenessViolation violation = expect(CheckResult.LivenessViolation.class,
                check(Specs.run("Counter", "CounterLasso")));
        assertThat(violation.candidates()).containsExactly("Returns", "StaysDown");
        assertThat(violation.lasso().states()).hasSize(3);
        assertThat(violation.lasso().loopStart()).hasValue(1);
        assertThat(violation.lasso().loopAction()).isEqualTo("Reset");
        assertThat(violation.lasso().stuttering()).isFalse();
    }

    @Test
    void lassoCanStutter() {
        CheckResult.LivenessViolation violation = expect(CheckResult.LivenessViolation.class,
                check(Specs.run("Counter", "CounterStuttering")));
        assertThat(violation.candidates()).containsExactly("ReachesMax");
        assertThat(violation.lasso().stuttering()).isTrue();
        assertThat(violation.lasso().states()).isNotEmpty();
    }

    @Test
    void deadlockHasItsBehaviourAndCanBeAllowed() {
        CheckResult.Deadlock deadlock = expect(CheckResult.Deadlock.class, check(Specs.run("Deadlock", "Deadlock")));
        assertThat(deadlock.behaviour()).hasSize(2);
        assertThat(deadlock.behaviour().get(1).variables()).containsEntry("x", new TlaValue.Int(3));

        expect(CheckResult.Success.class, check(Specs.run("Deadlock", "Deadlock").deadlock(false)));
    }

    @Test
    void falseAssumptionSaysWhere() {
        CheckResult.AssumptionFailed failed = expect(CheckResult.AssumptionFailed.class,
                check(Specs.run("Assumption", "Assumption")));
        assertThat(failed.location()).contains(new Location("Assumption", 4, 22, 4, 30));
    }

    @ParameterizedTest
    @CsvSource({
            "ParseError,      PARSING,    4, 17, Encountered",
            "Truncated,       PARSING,    3, 14, Was expecting",
            "Lexical,         PARSING,    3, 15, Lexical error",
            "SemanticError,   SEMANTICS,  4, 14, Unknown operator: `unheardOf'.",
            "EvaluationError, EVALUATION, 5, 39, Attempted to apply the operator",
    })
    void specErrorSaysWhereAndWhat(String module, CheckResult.Stage stage, int line, int column, String message) {
        CheckResult.SpecError error = expect(CheckResult.SpecError.class, check(Specs.run(module, module)));
        assertThat(error.stage()).isEqualTo(stage);
        assertThat(error.message()).startsWith(message);
        assertThat(error.location()).hasValueSatisfying(location -> {
            assertThat(location.module()).isEqualTo(module);
            assertThat(location.beginLine()).isEqualTo(line);
            assertThat(location.beginColumn()).isEqualTo(column);
        });
    }

    @Test
    void evaluationErrorHasTheBehaviourThatLedToIt() {
        CheckResult.SpecError error = expect(CheckResult.SpecError.class,
                check(Specs.run("EvaluationError", "EvaluationError")));
        assertThat(error.behaviour()).hasSize(3);
    }

    @Test
    void missingModuleIsASpecError() throws IOException {
        Files.writeString(folder.resolve("Lost.tla"), "---- MODULE Lost ----\nEXTENDS Nowhere\n====\n");
        Files.writeString(folder.resolve("Lost.cfg"), "");
        CheckResult.SpecError error = expect(CheckResult.SpecError.class,
                check(ModelRun.of(folder.resolve("Lost.tla"), folder.resolve("Lost.cfg"))));
        assertThat(error.message()).isEqualTo("Cannot find source file for module Nowhere imported in module Lost.");
    }

    @Test
    void noInitialStateIsNotASuccess() {
        CheckResult.SpecError error = expect(CheckResult.SpecError.class,
                check(Specs.run("NoInitialState", "NoInitialState")));
        assertThat(error.message()).contains("nothing was checked");
    }

    @Test
    void modelOfAssumptionsOnlySucceeds() {
        expect(CheckResult.Success.class, check(Specs.run("OnlyAssumptions", "OnlyAssumptions")));
    }

    @ParameterizedTest
    @CsvSource({
            "CounterMissingConstant,  -1, The constant parameter Max is not assigned a value",
            "CounterMisspeltKeyword,   3, TLC found an error in the configuration file at line 3",
            "CounterUnknownInvariant, -1, The invariant Absent specified in the configuration file",
    })
    void configErrorSaysWhat(String config, int line, String message) {
        CheckResult.ConfigError error = expect(CheckResult.ConfigError.class, check(Specs.run("Counter", config)));
        assertThat(error.line()).isEqualTo(line < 0 ? OptionalInt.empty() : OptionalInt.of(line));
        assertThat(error.message()).startsWith(message);
        assertThat(error.config()).isEqualTo(Specs.path(config + ".cfg"));
    }

    @Test
    void configurationMayLieInAnotherFolder() throws IOException {
        Path spec = Files.createDirectory(folder.resolve("the modules"));
        Path models = Files.createDirectories(folder.resolve("the models/small"));
        Files.copy(Specs.path("Counter.tla"), spec.resolve("Counter.tla"));
        Path config = Files.copy(Specs.path("CounterSmall.cfg"), models.resolve("A model.cfg"));
        expect(CheckResult.SafetyViolation.class, check(ModelRun.of(spec.resolve("Counter.tla"), config)));
    }

    @Test
    void optionThatTlcDoesNotKnowIsAConfigError() {
        CheckResult.ConfigError error = expect(CheckResult.ConfigError.class,
                check(Specs.run("Counter", "Counter").options(List.of("-noGenerateSpecTE"))));
        assertThat(error.message()).contains("unrecognized option: -noGenerateSpecTE");
    }

    @Test
    void optionThatTheRunnerSetsIsRefused() {
        ModelRun.Builder run = Specs.run("Counter", "Counter").options(List.of("-continue"));
        assertThatThrownBy(run::build).isInstanceOf(UnusableInputException.class).hasMessageContaining("-continue");
    }

    @Test
    void timeLimitStopsTheRunAndItsProcess() {
        long children = ProcessHandle.current().children().count();
        CheckResult.LimitReached limit = expect(CheckResult.LimitReached.class,
                check(Specs.run("Endless", "Endless").timeLimit(Duration.ofMillis(1500))));
        assertThat(limit.limit()).isEqualTo(CheckResult.Limit.TIME);
        assertThat(limit.message()).isEqualTo("stopped after 1.5 s");
        assertThat(ProcessHandle.current().children().count()).isEqualTo(children);
    }

    @Test
    void memoryLimitIsToldFromAnError() {
        CheckResult.LimitReached limit = expect(CheckResult.LimitReached.class,
                check(Specs.run("Large", "Large").heapMegabytes(32).timeLimit(Duration.ofSeconds(60))));
        assertThat(limit.limit()).isEqualTo(CheckResult.Limit.MEMORY);
        assertThat(limit.message()).contains("32 MiB");
    }

    @Test
    void interruptEndsTheProcess() throws Exception {
        long children = ProcessHandle.current().children().count();
        Thread thread = new Thread(() -> {
            try {
                new Tlc(TlaTools.bundled()).run(Specs.run("Endless", "Endless").build(), folder.resolve("tlc.log"),
                        ProgressListener.NONE);
            } catch (IOException | InterruptedException e) {
                // expected: the interrupt reaches the runner
            }
        });
        thread.start();
        Thread.sleep(800);
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(ProcessHandle.current().children().count()).isEqualTo(children);
    }

    @Test
    void simulationFindsNoViolationOrOne() {
        CheckResult.NoViolationFound none = expect(CheckResult.NoViolationFound.class,
                check(Specs.run("Counter", "Counter").search(new Search.Simulation(5, 10, 3))));
        assertThat(none.details().statistics().simulated()).hasValue(51);
        assertThat(none.details().statistics().counts()).isEmpty();
        CheckResult.SafetyViolation violation = expect(CheckResult.SafetyViolation.class,
                check(Specs.run("Counter", "CounterSmall").search(new Search.Simulation(5, 10, 3))));
        assertThat(violation.property()).isEqualTo("Small");
        assertThat(violation.behaviour()).isNotEmpty();
    }

    @Test
    void whatTheseToolsLackIsToldApartFromMistakes() throws IOException {
        assertThatThrownBy(() -> check(Specs.run("Counter", "Counter").search(new Search.Generation(10, 1))))
                .isInstanceOf(UnsupportedByToolException.class).hasMessageContaining("-generate");
        Path module = Files.writeString(folder.resolve("Proved.tla"),
                "---- MODULE Proved ----\nEXTENDS Naturals, TLAPS\n====\n");
        Path config = Files.writeString(folder.resolve("Proved.cfg"), "");
        assertThat(expect(CheckResult.Unsupported.class, check(ModelRun.of(module, config))).reason())
                .isEqualTo("module TLAPS is not on the library path; it comes with the TLA+ proof system's library");
        Files.writeString(module, "---- MODULE Proved ----\nEXTENDS Naturls\n====\n");
        assertThat(expect(CheckResult.SpecError.class, check(ModelRun.of(module, config))).message())
                .contains("Naturls");
        assertThat(expect(CheckResult.Unsupported.class, check(Specs.run("Counter", "CounterUnknownKeyword"))).reason())
                .startsWith("the keyword POSTCONDITION in CounterUnknownKeyword.cfg:3");
    }

    @Test
    void archiveOfClassesAndBriefStartChangeNoResult() throws Exception {
        Path archive = ClassDataArchive.make(TlaTools.bundled(), folder.resolve("classes")).orElseThrow();
        assertThat(ClassDataArchive.find(TlaTools.bundled(), folder.resolve("classes"))).contains(archive);
        Files.writeString(folder.resolve("broken.jsa"), "no archive");
        for (Path used : List.of(archive, folder.resolve("broken.jsa"), folder.resolve("absent.jsa"))) {
            CheckResult.Success success = expect(CheckResult.Success.class,
                    check(Specs.run("Counter", "Counter").brief(true).classData(Optional.of(used))));
            assertThat(success.details().statistics().counts()).contains(new Statistics.Counts(9, 8, 0));
            assertThat(success.details().warnings()).isEmpty();
        }
    }

    @Test
    void stateGraphIsWritten() throws IOException {
        Path graph = folder.resolve("Counter.dot");
        expect(CheckResult.Success.class, check(Specs.run("Counter", "Counter").graph(graph)));
        assertThat(graph).content().startsWith("strict digraph").contains("label=\"Reset\"");
    }

    @Test
    void fullDiskStopsTheRun() {
        CheckResult.LimitReached limit = expect(CheckResult.LimitReached.class,
                check(Specs.run("Endless", "Endless").diskReserve(Long.MAX_VALUE)));
        assertThat(limit.limit()).isEqualTo(CheckResult.Limit.DISK);
    }

    @Test
    void warningsAreKept() {
        CheckResult result = check(Specs.run("Symmetric", "Symmetric"));
        assertThat(result.details().warnings()).anySatisfy(warning -> assertThat(warning).contains("symmetry"));
    }

    @Test
    void modulesAreFoundOnTheLibraryPath() {
        expect(CheckResult.SpecError.class, check(Specs.run("UsesLibrary", "UsesLibrary")));
        CheckResult.Success success = expect(CheckResult.Success.class,
                check(Specs.run("UsesLibrary", "UsesLibrary").library(List.of(Specs.path("library")))));
        assertThat(success.details().modules()).contains(Specs.path("library/Shared.tla"));
    }

    @Test
    void modulesAreFoundInAJarOnTheLibraryPath() throws IOException {
        Path jar = jar(Map.of("Shared.tla", Files.readAllBytes(Specs.path("library/Shared.tla"))));
        expect(CheckResult.Success.class, check(Specs.run("UsesLibrary", "UsesLibrary").library(List.of(jar))));
    }

    @Test
    void aJarOfTheUsersRuns() {
        TlaTools tools = TlaTools.of(TlaTools.bundled().classPath());
        expect(CheckResult.Success.class, check(tools, Specs.run("Counter", "Counter")));
    }

    @Test
    void aJarWithoutTlcIsUnusable() throws IOException {
        Path jar = jar(Map.of("something.txt", new byte[0]));
        assertThatThrownBy(() -> TlaTools.of(jar)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("a jar without the class tlc2.TLC");
        Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");
        assertThatThrownBy(() -> TlaTools.of(text)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("not a jar");
    }

    @Test
    void aToolThatCannotRunIsACrash() throws IOException {
        Path jar = jar(Map.of("tlc2/TLC.class", "no class".getBytes()));
        CheckResult.ToolCrash crash = expect(CheckResult.ToolCrash.class,
                check(TlaTools.of(jar), Specs.run("Counter", "Counter")));
        assertThat(crash.reason()).isEqualTo("exit status 1 without an error message");
        assertThat(crash.tail()).anySatisfy(line -> assertThat(line).contains("ClassFormatError"));
    }

    @Test
    void aToolThatDoesNothingAndExitsWithZeroIsACrash() throws IOException {
        CheckResult.ToolCrash crash = expect(CheckResult.ToolCrash.class,
                check(FakeTools.in(folder), Specs.run("Counter", "Counter")));
        assertThat(crash.reason()).isEqualTo("exit status 0, but TLC did not say that it succeeded");
    }

    private Path jar(Map<String, byte[]> entries) throws IOException {
        Path jar = folder.resolve("made.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entriesOut = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                entriesOut.putNextEntry(new JarEntry(entry.getKey()));
                entriesOut.write(entry.getValue());
                entriesOut.closeEntry();
            }
        }
        return jar;
    }
}
