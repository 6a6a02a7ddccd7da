package dev.synod.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMojoTest {

    private static final String MANIFEST = """
            {"sources": [], "authors": [], "tags": [], "modules": [
              {"path": "light/Light.tla", "features": [], "models": [
                {"path": "light/Light.cfg", "runtime": "00:00:01", "mode": "exhaustive search", "result": "success",
                 "distinctStates": 2}
              ]}
            ]}
            """;

    /** Keeps what is logged. */
    private static final class KeptLog extends SystemStreamLog {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void info(CharSequence line) {
            lines.add("INFO " + line);
        }

        @Override
        public void warn(CharSequence line) {
            lines.add("WARN " + line);
        }

        @Override
        public void error(CharSequence line) {
            lines.add("ERROR " + line);
        }
    }

    @TempDir
    private Path folder;
    private final KeptLog log = new KeptLog();
    private CheckMojo mojo;

    @BeforeEach
    void makeProject() throws Exception {
        Path light = Files.createDirectories(folder.resolve("specs/light"));
        Files.writeString(light.resolve("Light.tla"),
                "---- MODULE Light ----\nVARIABLE on\nInit == on = FALSE\nNext == on' = ~on\nDark == ~on\n====\n");
        Files.writeString(light.resolve("Light.cfg"), "INIT Init\nNEXT Next\n");
        Files.writeString(light.resolve("manifest.json"), MANIFEST);
        mojo = new CheckMojo();
        mojo.setLog(log);
        bindTo(mojo, "check");
        set("specs", folder.resolve("specs").toFile());
        set("failOnUnsupported", true);
        set("diskReserve", 0L);
        set("work", folder.resolve("target/synod").toFile());
        set("junit", folder.resolve("target/junit").toFile());
    }

    /** Makes a goal believe that a phase of a reactor of two projects runs it. */
    private void bindTo(AbstractSpecMojo goal, String name) throws ReflectiveOperationException {
        MavenProject project = new MavenProject();
        project.setArtifactId("lights");
        project.setFile(folder.resolve("specs/pom.xml").toFile());
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        @SuppressWarnings("deprecation")
        MavenSession session = new MavenSession(null, (RepositorySystemSession) null, request,
                new DefaultMavenExecutionResult());
        session.setProjects(List.of(project, new MavenProject()));
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal(name);
        set(goal, "project", project);
        set(goal, "session", session);
        set(goal, "execution", new MojoExecution(descriptor, "default", MojoExecution.Source.LIFECYCLE));
        set(goal, "target", folder.resolve("target").toFile());
    }

    private void set(String parameter, Object value) throws ReflectiveOperationException {
        set(mojo, parameter, value);
    }

    private static void set(AbstractSpecMojo goal, String parameter, Object value)
            throws ReflectiveOperationException {
        for (Class<?> type = goal.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(parameter)) {
                    field.setAccessible(true);
                    field.set(goal, value);
                    return;
                }
            }
        }
        throw new NoSuchFieldException(parameter);
    }

    @Test
    void goodModelsPassAndLeaveReports() throws Exception {
        mojo.execute();
        assertThat(log.lines).anySatisfy(line -> assertThat(line).startsWith("INFO 1 model: 1 ok"));
        assertThat(folder.resolve("target/synod/report.json")).content().contains("\"verdict\" : \"AS_EXPECTED\"");
        assertThat(folder.resolve("target/junit/TEST-synod.light.xml")).exists();
        mojo.execute();
        assertThat(log.lines).anySatisfy(line -> assertThat(line).contains("ok, up to date"));
    }

    @Test
    void violationFailsTheBuildWithAStory() throws Exception {
        set("sarif", folder.resolve("target/light.sarif").toFile());
        Files.writeString(folder.resolve("specs/light/Light.cfg"), "INIT Init\nNEXT Next\nINVARIANT Dark\n");
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class)
                .hasMessage("light/Light: not as expected; the stories are above.");
        assertThat(log.lines).contains("ERROR light/Light: expected success, found safety failure",
                "ERROR   property  Dark is false in state 2",
                "ERROR   again     mvn verify -DskipTests -pl :lights -am -Dsynod.model=light/Light -Dsynod.rerun");
        assertThat(folder.resolve("target/light.sarif")).content().contains("\"startLine\" : 5")
                .contains("Again: mvn verify");
    }

    @Test
    void unusableInputIsAnExecutionException() throws Exception {
        Files.writeString(folder.resolve("specs/light/Light.cfg"), "INIT Init\nNEXT Nothing\n");
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("light/Light cannot be checked");
        Files.writeString(folder.resolve("specs/light/manifest.json"), MANIFEST.replace("success", "sucess"));
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("manifest.json:3:").hasMessageContaining("\"sucess\"");
        set("model", "Absent");
        Files.writeString(folder.resolve("specs/light/manifest.json"), MANIFEST);
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("light/Light");
        set("model", null);
        set("tla2toolsJar", new File("none.jar"));
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class).hasMessageContaining("none.jar");
    }

    @Test
    void folderWithoutManifestIsNotASuccess() throws Exception {
        set("specs", Files.createDirectories(folder.resolve("empty")).toFile());
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("no manifest.json");
    }

    @Test
    void limitFailsTheBuildAsUndecided() throws Exception {
        Files.writeString(folder.resolve("specs/light/Light.tla"), "---- MODULE Light ----\nEXTENDS Naturals\n"
                + "VARIABLE on\nInit == on = 0\nNext == on' = on + 1\n====\n");
        set("timeout", "2s");
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class).hasMessageContaining("undecided");
    }

    @Test
    void skipSaysSo() throws Exception {
        set("skip", true);
        mojo.execute();
        assertThat(log.lines).containsExactly("INFO synod:check is skipped: a skip property is set.");
    }

    @Test
    void modelsOfThePomAreChecked() throws Exception {
        set("specs", null);
        ModelConfiguration lamp = new ModelConfiguration();
        lamp.setModule("light/Light.tla");
        lamp.setDistinctStates(3L);
        set("models", List.of(lamp));
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class);
        assertThat(log.lines).contains("ERROR light/Light: distinctStates is pinned at 3, found 2");
        lamp.setDistinctStates(2L);
        mojo.execute();
        lamp.setResult("sucess");
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("<result> of light/Light.tla in the pom");
    }

    @Test
    void simulationFindsTheViolationAndNoOther() throws Exception {
        SimulateMojo goal = new SimulateMojo();
        goal.setLog(log);
        bindTo(goal, "simulate");
        set(goal, "specs", folder.resolve("specs").toFile());
        set(goal, "behaviours", 10L);
        set(goal, "depth", 5);
        set(goal, "seed", 7L);
        goal.execute();
        assertThat(log.lines).anySatisfy(line -> assertThat(line).contains("no violation found"));
        Files.writeString(folder.resolve("specs/light/Light.cfg"), "INIT Init\nNEXT Next\nINVARIANT Dark\n");
        assertThatThrownBy(goal::execute).isInstanceOf(MojoFailureException.class);
        assertThat(log.lines).anySatisfy(line -> assertThat(line).contains("again").contains("-Dsynod.seed=7"));
    }

    @Test
    void coverageNamesTheActionThatIsNeverTaken() throws Exception {
        Files.writeString(folder.resolve("specs/light/Light.tla"), """
                ---- MODULE Light ----
                VARIABLE on
                Init == on = FALSE
                Toggle == on' = ~on
                Burn == on \\notin BOOLEAN /\\ on' = TRUE
                Next == Toggle \\/ Burn
                ====
                """);
        Files.writeString(folder.resolve("specs/light/Light.cfg"), "INIT Init\nNEXT Next\n");
        CoverageMojo goal = new CoverageMojo();
        goal.setLog(log);
        bindTo(goal, "coverage");
        set(goal, "specs", folder.resolve("specs").toFile());
        set(goal, "everyAction", true);
        assertThatThrownBy(goal::execute).isInstanceOf(MojoFailureException.class)
                .hasMessage("Actions that are never taken: light/Light: Burn");
    }

    @Test
    void unsupportedModelFailsUnlessToldNotTo() throws Exception {
        Files.writeString(folder.resolve("specs/light/Light.tla"), "---- MODULE Light ----\nEXTENDS Json\n====\n");
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("not supported by the tools at hand");
        set("failOnUnsupported", false);
        mojo.execute();
        assertThat(log.lines).anySatisfy(line -> assertThat(line).contains("NOT SUPPORTED: module Json"));
    }
}
