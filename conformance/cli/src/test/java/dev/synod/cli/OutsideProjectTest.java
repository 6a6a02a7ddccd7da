package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside of this one, built by a real Maven against the kit installed into a repository of its own: what
 * {@code synod new} makes passes, and fails where one guard is gone from the machine or from the specification.
 *
 * <p>The kit is built from a copy of the sources, so that nothing here is touched. What is not the kit's comes from the
 * user's own repository where it is there, and from Central where it is not.
 */
@Tag("deep")
class OutsideProjectTest {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "states", ".idea", ".vscode");

    @TempDir
    static Path temp;

    private static Path maven;
    private static Path settings;

    private record Build(int status, String output) {
    }

    @BeforeAll
    static void installTheKit() throws IOException, InterruptedException {
        maven = maven();
        assumeTrue(maven != null, "There is no mvn on the PATH (nor in MAVEN_HOME): the outside project is not built.");
        settings = temp.resolve("settings.xml");
        Path users = Path.of(System.getProperty("localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        Files.writeString(settings, """
                <settings>
                  <localRepository>%1$s</localRepository>
                  <profiles>
                    <profile>
                      <id>users-own</id>
                      <repositories>
                        <repository>
                          <id>users-own</id><url>%2$s</url><snapshots><enabled>false</enabled></snapshots>
                        </repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository>
                          <id>users-own</id><url>%2$s</url><snapshots><enabled>false</enabled></snapshots>
                        </pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>users-own</activeProfile></activeProfiles>
                </settings>
                """.formatted(temp.resolve("repository"), users.toUri()));
        Path kit = temp.resolve("kit");
        copySources(ROOT, kit);

        Build build = build(kit, "install", "-DskipTests", "-pl", "conformance/junit,conformance/maven-plugin", "-am");

        assertThat(build.status()).as(build.output()).isZero();
        assertThat(temp.resolve("repository/dev/synod/synod-junit")).isDirectory();
    }

    @Test
    void passesAsItIsMade() throws IOException, InterruptedException {
        Path project = make("outside");

        Build build = build(project, "verify");

        assertThat(build.status()).as(build.output()).isZero();
        assertThat(build.output())
                .contains("Tests run: 9, Failures: 0, Errors: 0, Skipped: 0")
                .contains("3 models: 3 ok");
        assertThat(project.resolve("target/synod/traces")).isEmptyDirectory();
        assertThat(project.resolve("target/surefire-reports")).isDirectoryContaining("glob:**TEST-*OutsideTest.xml");
    }

    @Test
    void aGuardMissingInTheMachineIsFoundByTheReplay() throws IOException, InterruptedException {
        Path project = make("no-guard");
        edit(project.resolve("src/main/java/org/example/noguard/NoGuard.java"), " || m.epoch() <= p.epoch()", "");

        Build build = build(project, "verify");

        assertThat(build.status()).as(build.output()).isNotZero();
        assertThat(build.output())
                .contains("the trace leaves the specification")
                .contains("false     m.epoch > epoch[p]")
                .containsPattern("at +specs.no-guard.NoGuard\\.tla:\\d+:\\d+")
                .contains("mvn test -Dtest=NoGuardTest#everyStepIsAllowed");
        assertThat(project.resolve("target/synod/traces")).isNotEmptyDirectory();
    }

    @Test
    void aGuardMissingInTheSpecificationIsFoundByTlc() throws IOException, InterruptedException {
        Path project = make("no-safety");
        edit(project.resolve("specs/no-safety/NoSafety.tla"), "  /\\ m.epoch > epoch[p]\n", "");

        Build build = build(project, "verify", "-DskipTests");

        assertThat(build.status()).as(build.output()).isNotZero();
        assertThat(build.output())
                .contains("no-safety/MCNoSafety: expected success, found safety failure")
                .contains("OneHolder is false in state 8")
                .contains("mvn verify -Dsynod.model=no-safety/MCNoSafety -Dsynod.rerun");
    }

    private static Path make(String name) {
        assertThat(Main.commandLine().execute("new", name, "--in", temp.toString())).isZero();
        return temp.resolve(name);
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static Build build(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(maven.toString(), "-B", "-s", settings.toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(temp, "build", ".log");
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return new Build(process.exitValue(), Files.readString(log));
    }

    /** The mvn of MAVEN_HOME or of the PATH, or null. */
    private static Path maven() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows") ? "mvn.cmd" : "mvn";
        Stream<String> homes = Stream.of(System.getenv("MAVEN_HOME"), System.getProperty("maven.home"))
                .filter(home -> home != null && !home.isBlank()).map(home -> home + File.separator + "bin");
        Stream<String> path = Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .filter(entry -> !entry.isBlank());
        return Stream.concat(homes, path).map(entry -> Path.of(entry).resolve(name)).filter(Files::isExecutable)
                .findFirst().orElse(null);
    }

    private static void copySources(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(from) && NOT_SOURCES.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
