package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.NodeId;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessTest {

    @TempDir
    private Path folder;

    /** Greets whoever leads the cluster, from the node's own thread. */
    public static final class Greeting implements NodeService {
        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public Running start(ClusterNode<?, ?> node, Consumer<String> tell) {
            node.submit(turn -> turn.take("TryNewBallot", 3))
                    .thenAccept(taken -> tell.accept("hello from " + node.self() + ", " + taken));
            return new Running() {
                @Override
                public void hear(NodeId from, String word) {
                    tell.accept("has heard " + word + " of " + from);
                }

                @Override
                public void close() {
                    tell.accept("good bye");
                }
            };
        }
    }

    private Assignment assignment(String policy) {
        return assignment(policy, null);
    }

    private Assignment assignment(String policy, String service) {
        return new Assignment("synod", null, 3, Map.of("proposers", "1"), "p1", "a cluster", "a secret", folder.resolve("p1"),
                policy, 5, Duration.ofMillis(2), Durability.SYNCED, true, new Disturbance(0.1, 0, 0.25, 3), service);
    }

    @Test
    void anAssignmentIsReadAsItWasWritten() {
        Assignment one = assignment("restless");
        assertThat(Assignment.ofJson(one.toJson())).isEqualTo(one);
    }

    /** Its leader's end is the end of its input: no process outlives who started it. */
    @Test
    void aProcessEndsWithItsInput() throws Exception {
        try (Launcher launcher = new Launcher(folder)) {
            Process process = launcher.start(folder.resolve("log"));
            try (BufferedReader told = process.inputReader()) {
                Writer commands = process.outputWriter();
                commands.write(assignment("restless").toJson() + "\n");
                commands.flush();
                assertThat(told.readLine()).as(Files.readString(folder.resolve("log"))).startsWith("listening ");
                commands.close();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private void assertListens(Launcher launcher) throws Exception {
        Process process = launcher.start(folder.resolve("log"));
        try (BufferedReader told = process.inputReader(); Writer commands = process.outputWriter()) {
            commands.write(assignment("restless").toJson() + "\n");
            commands.flush();
            assertThat(told.readLine()).as(Files.readString(folder.resolve("log"))).startsWith("listening ");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Also with an archive that is damaged: it is left unused then. Nothing of it stays. */
    @Tag("deep")
    @Test
    void aProcessStartsWithAnArchiveOfItsClasses(@TempDir Path jars) throws Exception {
        String classPath = System.getProperty("java.class.path");
        Path archive = folder.resolve("classes.jsa");
        try (Launcher launcher = new Launcher(folder)) {
            launcher.archiveClasses(List.of(assignment("restless")));
            assertThat(archive).as("Java makes none where a folder is on the class path").doesNotExist();
            System.setProperty("java.class.path", jarred(classPath, jars));
            launcher.archiveClasses(List.of(assignment("restless")));
            assertThat(archive).isNotEmptyFile();
            assertThat(folder.resolve("p1")).doesNotExist();
            assertListens(launcher);
            Files.delete(archive);
            Files.writeString(archive, "no archive");
            assertListens(launcher);
        } finally {
            System.setProperty("java.class.path", classPath);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.jsa");
    }

    private static String jarred(String classPath, Path jars) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                Path jar = jars.resolve(parts.size() + ".jar");
                ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "-c", "-f", jar.toString(), "-C", part, ".");
                path = jar;
            }
            if (Files.exists(path)) {
                parts.add(path.toString());
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    @Test
    void aServiceStandsOnTheNodeAndTellsItsLeader() throws Exception {
        try (Launcher launcher = new Launcher(folder)) {
            Process process = launcher.start(folder.resolve("log"));
            try (BufferedReader told = process.inputReader(); Writer commands = process.outputWriter()) {
                commands.write(assignment("restless", "greeting").toJson() + "\n");
                commands.flush();
                List<String> lines = new ArrayList<>();
                for (String line = told.readLine(); line != null; line = told.readLine()) {
                    lines.add(line);
                    if (line.startsWith("service hello")) {
                        commands.write("service p2 how are you\nstop\n");
                        commands.flush();
                    }
                }
                assertThat(lines).contains("service hello from p1, true", "service has heard how are you of p2", "service good bye").last().isEqualTo("stopped");
                assertThat(process.waitFor()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aProcessThatCannotStartTellsWhy() throws Exception {
        Path log = folder.resolve("log");
        try (Launcher launcher = new Launcher(folder)) {
            Process process = launcher.start(log);
            try (Writer commands = process.outputWriter()) {
                commands.write(assignment("no such policy").toJson() + "\n");
                commands.flush();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(NodeProcess.UNUSABLE);
                assertThat(log).content().contains("Unknown policy").doesNotContain("\tat ");
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
