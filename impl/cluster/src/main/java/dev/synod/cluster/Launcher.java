package dev.synod.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.util.LibraryLoaderUtil;

/** Starts node processes, all from the same class path and with the same Java as this process. */
final class Launcher implements Closeable {

    /** How the processes log; a face that has logback puts it there. */
    private static final String LOGGING = "logback-node.xml";
    private static final String HEAP = "-Xmx256m";

    /** SQLite's library, unpacked once: a process that unpacks it for itself and is killed would leave its copy behind. */
    private final Path library;

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
    }

    /** Starts a process, whose errors are appended to that file. */
    Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xshare:auto",
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
        try {
            Files.deleteIfExists(library);
        } catch (IOException e) {
            // It stays beside the ledgers, and harms nobody.
        }
    }
}
