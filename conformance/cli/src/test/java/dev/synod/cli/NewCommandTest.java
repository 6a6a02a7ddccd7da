package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.check.CheckReport;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        CheckReport report = ForeignAlgorithm.assertModels(folder.resolve("lock/specs"), folder.resolve("work"), 3);

        assertThat(report.models().get(0).outcome().orElseThrow().distinct()).isEqualTo(322);
    }

    @Test
    void theMachineObeysTheSpecificationAndItsMutantDoesNot() throws Exception {
        make("my-lock");
        Path project = folder.resolve("my-lock");
        try (ForeignAlgorithm algorithm = new ForeignAlgorithm("my-lock", project.resolve("specs"),
                List.of(project.resolve("src/main/java"), project.resolve("src/test/java")),
                List.of(project.resolve("src/main/resources"), project.resolve("src/test/resources")),
                folder.resolve("classes"))) {
            algorithm.assertItObeysItsSpecification(6);
            algorithm.assertMutantsAreRejected(1);
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
}
