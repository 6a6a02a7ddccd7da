package dev.synod.cluster;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.util.LibraryLoaderUtil;

/** Starts node processes, all from the same class path and with the same Java as this process. */
final class Launcher implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    /** How the processes log; a face that has logback puts it there. */
    private static final String LOGGING = "logback-node.xml";
    private static final String HEAP = "-Xmx256m";
    private static final int LONGEST_START = 60_000;
    /** Milliseconds in which two nodes connect and exchange messages. */
    private static final int ACQUAINTANCE = 1_000;

    /** SQLite's library, unpacked once: a process that unpacks it for itself and is killed would leave its copy behind. */
    private final Path library;
    /** What Java's class data sharing saves the processes, once {@link #archiveClasses} has made it. */
    private final Path archive;
    /** What processes are told about it. */
    private volatile String sharing;
    private final List<NodeHandle> examples = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** @param folder where the library is unpacked */
    Launcher(Path folder) throws IOException {
        String path = LibraryLoaderUtil.getNativeLibResourcePath();
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed = LibraryLoaderUtil.class.getResourceAsStream(path + "/" + name)) {
            if (packed == null) {
                throw new IOException("There is no SQLite for this system (" + path + ").");
            }
            library = folder.resolve(name);
            Files.copy(packed, library);
        }
        archive = folder.resolve("classes.jsa");
        sharing = "-Xshare:auto";
    }

    private Launcher(Launcher launcher, String sharing) {
        this.library = launcher.library;
        this.archive = launcher.archive;
        this.sharing = sharing;
    }

    /**
     * Lets nodes run for a moment and archives the classes that the process of the first loads (Java's class data sharing):
     * with the archive a process starts in about half the time. Where Java makes none, as where a folder of classes is on the
     * class path, processes start without.
     *
     * @param assignments of those nodes; their folders are there only meanwhile
     */
    void archiveClasses(List<Assignment> assignments) throws InterruptedException {
        boolean jarsOnly = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .allMatch(part -> Files.isRegularFile(Path.of(part)));
        if (!jarsOnly) {
            return;
        }
        Launcher archiving = new Launcher(this, "-XX:ArchiveClassesAtExit=" + archive.toAbsolutePath());
        for (Assignment assignment : assignments) {
            examples.add(new NodeHandle(assignment, examples.isEmpty() ? archiving : this, started -> { }, (from, word) -> { }));
        }
        try {
            run(examples);
            Optional<String> failure = examples.stream().map(NodeHandle::failure).filter(Objects::nonNull).findFirst();
            if (failure.isEmpty() && Files.isRegularFile(archive)) {
                sharing = "-XX:SharedArchiveFile=" + archive.toAbsolutePath();
            } else {
                LOG.info("There is no archive of classes: {}", failure.orElse("Java has made none"));
            }
        } catch (IOException e) {
            LOG.info("There is no archive of classes: {}", e.toString());
        } finally {
            endExamples();
        }
    }

    private void endExamples() {
        examples.forEach(NodeHandle::end);
        examples.forEach(node -> delete(node.folder()));
    }

    private static void run(List<NodeHandle> nodes) throws IOException, InterruptedException {
        for (NodeHandle node : nodes) {
            node.start();
        }
        for (NodeHandle node : nodes) {
            node.awaitListening(LONGEST_START);
        }
        nodes.forEach(node -> node.tell(NodeHandle.peers(nodes)));
        Thread.sleep(ACQUAINTANCE);
        for (NodeHandle node : nodes) {
            node.stop();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // What is left harms nobody.
        }
    }

    /** Starts a process, whose errors are appended to that file. */
    Process start(Path log) throws IOException {
        if (closed) {
            throw new IOException("the run is over");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", sharing,
                // The standard output is for what the node tells.
                "-Xlog:disable", "-Xlog:all=error:stderr",
                "-Dorg.sqlite.lib.path=" + library.toAbsolutePath().getParent(),
                "-Dorg.sqlite.lib.name=" + library.getFileName()));
        if (Launcher.class.getClassLoader().getResource(LOGGING) != null) {
            command.add("-Dlogback.configurationFile=" + LOGGING);
        }
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    @Override
    public void close() {
        closed = true;
        endExamples();
        for (Path file : List.of(library, archive)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It stays beside the ledgers, and harms nobody.
            }
        }
    }
}
