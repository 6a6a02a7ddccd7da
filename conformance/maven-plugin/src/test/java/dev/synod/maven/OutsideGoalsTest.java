package dev.synod.maven;

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
 * The goals in a project outside of this one, which has specifications and no Java, run by a real Maven with the plugin
 * installed into a repository of its own. What is not the kit's comes from the user's own repository where it is there.
 */
@Tag("deep")
class OutsideGoalsTest {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "states", ".idea", ".vscode");

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId><artifactId>lights</artifactId><version>1</version>
              <packaging>pom</packaging>
              <build><plugins><plugin>
                <groupId>dev.synod</groupId><artifactId>synod-maven-plugin</artifactId><version>0.1.0-SNAPSHOT</version>
                <executions>
                  <execution><id>models</id><phase>verify</phase><goals><goal>check</goal></goals></execution>
                </executions>
              </plugin></plugins></build>
            </project>
            """;

    private static final String LIGHT = """
            ---- MODULE Light ----
            EXTENDS Naturals
            VARIABLE on
            Init == on = FALSE
            Toggle == on' = ~on
            Next == Toggle
            Dark == ~on
            ====
            """;

    @TempDir
    static Path temp;

    private static Path settings;
    private static Path project;

    private record Build(int status, String output) {
    }

    @BeforeAll
    static void installThePlugin() throws IOException, InterruptedException {
        assumeTrue(maven() != null, "There is no mvn on the PATH (nor in MAVEN_HOME): the goals are not run.");
        settings = temp.resolve("settings.xml");
        Path users = Path.of(System.getProperty("localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        Files.writeString(settings, """
                <settings>
                  <localRepository>%1$s</localRepository>
                  <pluginGroups><pluginGroup>dev.synod</pluginGroup></pluginGroups>
                  <profiles><profile>
                    <id>users-own</id>
                    <repositories><repository>
                      <id>users-own</id><url>%2$s</url><snapshots><enabled>false</enabled></snapshots>
                    </repository></repositories>
                    <pluginRepositories><pluginRepository>
                      <id>users-own</id><url>%2$s</url><snapshots><enabled>false</enabled></snapshots>
                    </pluginRepository></pluginRepositories>
                  </profile></profiles>
                  <activeProfiles><activeProfile>users-own</activeProfile></activeProfiles>
                </settings>
                """.formatted(temp.resolve("repository"), users.toUri()));
        Path kit = temp.resolve("kit");
        copySources(ROOT, kit);
        Build build = build(kit, "install", "-DskipTests", "-pl", "conformance/maven-plugin", "-am");
        assertThat(build.status()).as(build.output()).isZero();

        project = Files.createDirectories(temp.resolve("lights"));
        Files.writeString(project.resolve("pom.xml"), POM);
        Path specs = Files.createDirectories(project.resolve("specs"));
        Files.writeString(specs.resolve("Light.tla"), LIGHT);
        Files.writeString(specs.resolve("Light.cfg"), "INIT Init\nNEXT Next\n");
        Files.writeString(specs.resolve("Count.tla"), """
                ---- MODULE Count ----
                EXTENDS Naturals
                (* --algorithm Count
                variables x = 0;
                begin
                A: while x < 3 do x := x + 1; end while;
                end algorithm; *)
                ====
                """);
    }

    @Test
    void checkBoundToAPhaseIsIncremental() throws Exception {
        Build first = build(project, "verify");
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output()).contains("1 model: 1 ok");
        assertThat(build(project, "verify").output()).contains("1 model: 1 ok (1 up to date)");
        assertThat(project.resolve("target/surefire-reports/TEST-synod.specs.xml")).exists();
    }

    @Test
    void checkByHandFindsTheSpecificationsFromBelow() throws Exception {
        // There is no pom here from which Maven could know what "synod" is.
        Build build = build(project.resolve("specs"), "dev.synod:synod-maven-plugin:0.1.0-SNAPSHOT:check",
                "-Dsynod.model=Light", "-Dsynod.rerun");
        assertThat(build.status()).as(build.output()).isZero();
        assertThat(build.output()).contains("1 model: 1 ok,");
        Build unknown = build(project, "synod:check", "-Dsynod.model=Dark");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.output()).contains("no model of that name").contains("one of specs/Light");
    }

    @Test
    void otherGoalsDoTheirWork() throws Exception {
        Build stale = build(project, "synod:translate", "-Dsynod.write=false");
        assertThat(stale.status()).isNotZero();
        assertThat(stale.output()).contains("the translation is not that of the algorithm");
        Build goals = build(project, "synod:translate", "synod:parse", "synod:simulate", "synod:coverage",
                "synod:graph", "synod:typeset", "synod:prove", "-Dsynod.latex=no-such-latex",
                "-Dsynod.tlapm=no-such-tlapm");
        assertThat(goals.status()).as(goals.output()).isZero();
        assertThat(goals.output())
                .contains("Count.tla: ok, translated")
                .contains("2 modules: 2 ok")
                .contains("no violation found")
                .contains("2 of 2 actions taken")
                .contains("state graph: ")
                .contains("2 skipped").contains("no-such-latex is not installed")
                .contains("2 nothing to do");
        assertThat(project.resolve("specs/Count.tla")).content().contains("BEGIN TRANSLATION");
        try (Stream<Path> graphs = Files.list(project.resolve("target/synod/graphs"))) {
            assertThat(graphs.map(Path::toString)).anyMatch(name -> name.endsWith(".svg"));
        }
        Build help = build(project, "synod:help", "-Ddetail", "-Dgoal=check");
        assertThat(help.output()).contains("synod.libraryPath").contains("synod.checkpoint");
    }

    @Test
    void theReportTellsOfTheViolationAndFailsNoBuild() throws Exception {
        Path dark = Files.createDirectories(temp.resolve("dark"));
        Files.writeString(dark.resolve("pom.xml"), POM);
        Files.writeString(dark.resolve("Light.tla"), LIGHT);
        Files.writeString(dark.resolve("Light.cfg"), "INIT Init\nNEXT Next\nINVARIANT Dark\n");
        assertThat(build(dark, "synod:check").status()).isNotZero();
        Build report = build(dark, "synod:report");
        assertThat(report.status()).as(report.output()).isZero();
        assertThat(dark.resolve("target/synod/report/index.html")).content()
                .contains("\"verdict\":\"UNEXPECTED\"").contains("\"number\":2,").contains("Dark == ~on");
    }

    @Test
    void violationFailsTheBuildWithTheCommandThatShowsItAgain() throws Exception {
        Path broken = Files.createDirectories(temp.resolve("broken"));
        Files.writeString(broken.resolve("pom.xml"), POM);
        Files.writeString(broken.resolve("Light.tla"), LIGHT);
        Files.writeString(broken.resolve("Light.cfg"), "INIT Init\nNEXT Next\nINVARIANT Dark\n");
        Build build = build(broken, "verify");
        assertThat(build.status()).isNotZero();
        assertThat(build.output()).contains("Dark is false in state 2")
                .contains("mvn verify -Dsynod.model=broken/Light -Dsynod.rerun");
        Build skipped = build(broken, "verify", "-Dsynod.check.skip");
        assertThat(skipped.status()).isZero();
        assertThat(skipped.output()).contains("synod:check is skipped");
    }

    private static Build build(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(maven().toString(), "-B", "-s", settings.toString()));
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
