package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.Conformance;
import dev.synod.explore.Mutants;
import dev.synod.explore.NamingCheck;
import dev.synod.explore.Schedule;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.Explorer;
import dev.synod.explore.explorer.PinnedCount;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NamingContract;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code synod new} makes, without Maven; {@link OutsideProjectTest} builds it. */
class NewCommandTest {

    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {
    }

    private Result make(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("new", "--in", folder.toString()));
        all.addAll(List.of(arguments));
        int status = line.execute(all.toArray(String[]::new));
        assertThat(out + "" + err).doesNotContain("\tat ").doesNotContain("a fault of synod's own");
        return new Result(status, out.toString(), err.toString());
    }

    @Test
    void theNamesAreInEveryPlace() throws IOException {
        Result result = make("two-locks", "--group", "com.acme");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("mvn verify");
        Path project = folder.resolve("two-locks");
        List<String> files = files(project);
        assertThat(files).contains(
                "pom.xml",
                "specs/two-locks/TwoLocks.tla",
                "specs/two-locks/MCTwoLocks.tla",
                "specs/two-locks/MCTwoLocksBroken.cfg",
                "src/main/java/com/acme/twolocks/TwoLocks.java",
                "src/main/java/com/acme/twolocks/TwoLocksProvider.java",
                "src/test/java/com/acme/twolocks/TwoLocksTest.java",
                "src/test/java/com/acme/twolocks/TwoLocksMutants.java");
        assertThat(files).allSatisfy(file -> {
            assertThat(file).doesNotContain("@");
            assertThat(Files.readString(project.resolve(file))).doesNotContainPattern("@([a-z.]+|Module)@")
                    .doesNotContain("${project.version}");
        });
        assertThat(project.resolve("pom.xml")).content()
                .contains("<groupId>com.acme</groupId>")
                .containsPattern("<synod.version>\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?</synod.version>");
        assertThat(project.resolve("specs/two-locks/TwoLocks.tla")).content().startsWith("---- MODULE TwoLocks ----");
    }

    @Test
    void theModelsComeOutAsTheManifestSays() throws Exception {
        make("lock");
        CheckReport report = new Checker(CheckSettings.defaults(folder.resolve("work")), CheckListener.NONE)
                .check(ModelFinder.models(folder.resolve("lock").resolve("specs")));

        assertThat(report.models()).hasSize(3).allSatisfy(model -> assertThat(model.reasons()).isEmpty());
        assertThat(report.failures()).isEmpty();
        assertThat(report.models().get(0).outcome().orElseThrow().distinct()).isEqualTo(322);
    }

    @Test
    void theMachineObeysTheSpecificationAndItsMutantDoesNot() throws Exception {
        make("my-lock");
        Path project = folder.resolve("my-lock");
        Path classes = compile(project, "src/main/java", folder.resolve("classes"));
        compile(project, "src/test/java", classes);
        copy(project.resolve("src/main/resources"), classes);
        copy(project.resolve("src/test/resources"), classes);
        SpecFolders specs = new SpecFolders(List.of(project.resolve("specs")));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            AlgorithmProvider<?, ?> algorithm = ServiceLoader.load(AlgorithmProvider.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(a -> a.name().equals("my-lock"))
                    .findFirst().orElseThrow();
            Conformance.Report report =
                    new Conformance(algorithm, specs).check(Schedule.sweep(algorithm, 60, 1, 300), done -> { });
            assertThat(report.failures()).isEmpty();
            assertThat(report.actions()).hasSize(6).allSatisfy((action, times) ->
                    assertThat(times).as(action).isPositive());
            Exploration explored = Explorer.of(algorithm, specs).tlc(false)
                    .pinned(PinnedCount.of(algorithm, project.resolve("specs"))).run();
            assertThat(explored.outcome()).as(explored.reason()).isEqualTo(Exploration.Outcome.EQUAL);
            assertThat(explored.reason()).endsWith("as many as are pinned");
            try (Replayer replayer = Replayer.of(specs)) {
                assertThat(NamingCheck.differences(
                        NamingContract.of(Simulation.of(algorithm).ensemble().machines().get(0)),
                        replayer.outline(Simulation.of(algorithm).header()))).isEmpty();
            }

            List<Mutant> mutants = ServiceLoader.load(MutantProvider.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(p -> p.algorithm().equals("my-lock"))
                    .flatMap(p -> p.mutants().stream()).toList();
            assertThat(mutants).hasSize(1).allSatisfy(mutant ->
                    assertThat(Mutants.check(mutant, specs).reason()).isNull());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Lock        | lower-case words",
        "two_phase   | lower-case words",
        "2pc         | lower-case words",
        "-lock       | ",
        "lock-       | lower-case words",
        "a--b        | lower-case words",
        "../lock     | lower-case words",
        "lock/two    | lower-case words",
        "schloß      | lower-case words",
        "new         | Java keeps for itself",
        "class       | Java keeps for itself",
        "sequences   | standard module",
        "tlc         | standard module",
        "node        | something else in the project has, Node",
        "machine     | something else in the project has, Machine",
        "message     | something else in the project has, Message",
        "next        | something else in the project has, Next",
        "record      | something else in the project has, Record",
        "string      | something else in the project has, String",
        "object      | something else in the project has, Object",
    })
    void aNameThatCannotBeUsedIsTold(String name, String told) throws IOException {
        Result result = make(name);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        if (told != null) {
            assertThat(result.err()).contains(told).contains("expected").contains("remedy");
        }
        assertThat(files(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "source", "correct", "two-phase-commit", "x", "raft", "paxos2"})
    void anyOtherNameCanBe(String name) {
        assertThat(make(name).status()).isZero();
        assertThat(folder.resolve(name).resolve("pom.xml")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "1.2", "com..acme", "java.lang", "com.class", "schloß", "a$b", "com.1st"})
    void aGroupThatIsNoPackageIsTold(String group) {
        Result result = make("lock", "--group", group);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--group").contains("org.example");
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Path there = Files.createDirectories(folder.resolve("lock")).resolve("mine.txt");
        Files.writeString(there, "mine");

        Result result = make("lock");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("there already").contains("remedy");
        assertThat(files(folder)).containsExactly("lock/mine.txt");
        assertThat(there).hasContent("mine");
    }

    @Test
    void aFileIsNoFolderToMakeItIn() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Result result = make("lock", "--in", file.toString());
        assertThat(result.status()).isEqualTo(2);
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/')).sorted().toList();
        }
    }

    private static Path compile(Path project, String sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<File> files;
        try (Stream<Path> all = Files.walk(project.resolve(sources))) {
            files = all.filter(file -> file.toString().endsWith(".java")).map(Path::toFile).toList();
        }
        Files.createDirectories(classes);
        List<String> options = List.of("--release", "17", "-parameters", "-Xlint:all,-processing,-classfile", "-Werror",
                "-proc:none", "-d", classes.toString(),
                "-cp", System.getProperty("java.class.path") + File.pathSeparator + classes);
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean ok = compiler.getTask(
                    said, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files)).call();
            assertThat(ok).as(said.toString()).isTrue();
        }
        return classes;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
