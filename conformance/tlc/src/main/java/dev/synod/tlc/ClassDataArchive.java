package dev.synod.tlc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An archive of the classes that TLC loads for a small model, as Java's class data sharing makes it. A virtual machine
 * maps it into memory instead of reading, checking and linking each class, which is most of what a tiny model costs.
 * Every run still has a virtual machine of its own, and shares nothing that it could change.
 */
public final class ClassDataArchive {

    /** Makes TLC go through a search, a liveness check and a violation, so that their classes are in the archive. */
    private static final String MODULE = """
            ---- MODULE Archived ----
            EXTENDS Naturals, Sequences, FiniteSets, TLC
            VARIABLES n, seen
            Init == n = 0 /\\ seen = {}
            Next == n' = (n + 1) % 4 /\\ seen' = seen \\cup {<<n, [i \\in 1..2 |-> i]>>}
            Spec == Init /\\ [][Next]_<<n, seen>> /\\ WF_<<n, seen>>(Next)
            Few == Cardinality(seen) < 4
            Returns == []<>(n = 0)
            ====
            """;
    private static final String CONFIG = "SPECIFICATION Spec\nPROPERTY Returns\nINVARIANT Few\n";
    private static final int VIOLATION_SAFETY = 12;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ClassDataArchive() {
    }

    /**
     * The archive for some tools and this Java, if it has been made.
     *
     * @param tools  the tools
     * @param folder the folder of archives
     * @return the file
     */
    public static Optional<Path> find(TlaTools tools, Path folder) {
        Path file = file(tools, folder);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Makes the archive, unless it has been made.
     *
     * @param tools  the tools
     * @param folder the folder of archives
     * @return the file; empty where this Java cannot make one, and then runs go without
     * @throws IOException          if the folder cannot be written to
     * @throws InterruptedException if the calling thread is interrupted
     */
    public static Optional<Path> make(TlaTools tools, Path folder) throws IOException, InterruptedException {
        Optional<Path> made = find(tools, folder);
        if (made.isPresent() || !Files.isRegularFile(tools.classPath())) {
            return made;
        }
        Path home = Files.createDirectories(folder.toAbsolutePath());
        Path work = Files.createTempDirectory(home, "making");
        try {
            Path archive = work.resolve("archive.jsa");
            Files.writeString(work.resolve("Archived.tla"), MODULE);
            Files.writeString(work.resolve("Archived.cfg"), CONFIG);
            ModelRun run = ModelRun.of(work.resolve("Archived.tla"), work.resolve("Archived.cfg")).brief(true).build();
            ToolProcess.Ending ending = new ToolProcess(temporary -> {
                List<String> line = new ArrayList<>(new TlcCommand(tools, run).line(temporary));
                line.addAll(1, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable",
                        "-Xlog:all=error:stderr"));
                return line;
            }, work.resolve("log")).within(Optional.of(LIMIT)).run(line -> { });
            if (ending.exitCode() != VIOLATION_SAFETY || !Files.isRegularFile(archive)) {
                return Optional.empty();
            }
            Files.move(archive, file(tools, folder), StandardCopyOption.REPLACE_EXISTING);
            return find(tools, folder);
        } finally {
            ToolProcess.deleteTree(work);
        }
    }

    /** Java checks the class path, the version and the collector itself; the name keeps archives apart. */
    private static Path file(TlaTools tools, Path folder) {
        String key = new ContentHash().add("jar", tools.classPath().toAbsolutePath().toString())
                .add("content", tools.fingerprint()).add("java", Runtime.version().toString())
                .add("home", System.getProperty("java.home")).hex();
        return folder.toAbsolutePath().resolve("tlc-" + key.substring(0, 16) + ".jsa");
    }
}
