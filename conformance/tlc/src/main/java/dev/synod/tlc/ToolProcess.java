package dev.synod.tlc;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One tool in a process of its own, with a folder of its own for everything that it writes. */
final class ToolProcess {

    private static final int LONGEST_ERROR_OUTPUT = 64 * 1024;
    private static final long WATCH_MILLIS = 500;
    /** Variables that could set another library path behind our back; a run depends on its description alone. */
    private static final Set<String> JAVA_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Why a process was ended from outside. */
    enum Stop {
        /** It was not. */
        NONE,
        /** Its time was up. */
        TIME,
        /** The disk was nearly full. */
        DISK
    }

    /** How a process ended. */
    record Ending(int exitCode, Stop stop, String standardError) {
    }

    /** Makes a command line, given the folder that the run may write to. */
    interface Command {
        /** The program and its arguments. */
        List<String> of(Path work) throws IOException;
    }

    private final Command command;
    private final Path log;
    private Optional<Path> directory = Optional.empty();
    private Optional<Duration> timeLimit = Optional.empty();
    private long diskReserve;
    private boolean merged;
    private List<Path> watched = List.of();

    /**
     * @param command what to run
     * @param log     the file to keep everything in that the tool prints
     */
    ToolProcess(Command command, Path log) {
        this.command = command;
        this.log = log;
    }

    /** The Java that runs this program. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Takes standard error for output, for tools that tell their results there. */
    ToolProcess withErrorsAsOutput() {
        this.merged = true;
        return this;
    }

    /** Runs in a folder of the user's instead of an empty one. */
    ToolProcess in(Path folder) {
        this.directory = Optional.of(folder);
        return this;
    }

    /** Bounds the time. */
    ToolProcess within(Optional<Duration> limit) {
        this.timeLimit = limit;
        return this;
    }

    /** Stops before a disk that the run writes to has less than this left. */
    ToolProcess leaving(long bytes, List<Path> folders) {
        this.diskReserve = bytes;
        this.watched = folders;
        return this;
    }

    /** The arguments that make a virtual machine read and write text as we expect, whatever the user's settings. */
    static List<String> environment(Path work) throws IOException {
        return List.of(
                // The tools format numbers by the locale and read and write text in the default encoding.
                "-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8",
                // The parser unpacks the standard modules here and removes them at its end: two runs must not share it.
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")));
    }

    Ending run(Consumer<String> lines) throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        Path work = Files.createTempDirectory("synod-tlc-");
        try {
            return run(work, lines);
        } finally {
            deleteTree(work);
        }
    }

    private Ending run(Path work, Consumer<String> lines) throws IOException, InterruptedException {
        Path errors = work.resolve("stderr");
        Path in = directory.isPresent() ? directory.get() : Files.createDirectory(work.resolve("cwd"));
        ProcessBuilder builder = new ProcessBuilder(command.of(work)).directory(in.toFile())
                .redirectError(Files.createFile(errors).toFile()).redirectErrorStream(merged);
        builder.environment().keySet().removeAll(JAVA_OPTIONS);
        Process process = builder.start();
        Thread cleaner = new Thread(() -> {
            kill(process);
            deleteTree(work);
        }, "synod-tlc-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            process.getOutputStream().close();
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> copy(process, lines),
                    task -> new Thread(task, "synod-tlc-output").start());
            Stop stop = await(process, work);
            int exitCode = process.waitFor();
            await(reader);
            return new Ending(exitCode, stop, keepErrors(errors));
        } finally {
            kill(process);
            removeHook(cleaner);
        }
    }

    /** Waits for the end of a process, and ends it where a limit is reached. */
    private Stop await(Process process, Path work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long left = timeLimit.isEmpty() ? Long.MAX_VALUE
                    : timeLimit.get().toMillis() - (System.nanoTime() - start) / 1_000_000;
            if (process.waitFor(Math.max(0, Math.min(left, WATCH_MILLIS)), TimeUnit.MILLISECONDS)) {
                return Stop.NONE;
            }
            Stop stop = left <= WATCH_MILLIS ? Stop.TIME : diskIsFull(work) ? Stop.DISK : Stop.NONE;
            if (stop != Stop.NONE) {
                kill(process);
                return stop;
            }
        }
    }

    private boolean diskIsFull(Path work) throws IOException {
        if (diskReserve <= 0) {
            return false;
        }
        boolean full = Files.getFileStore(work).getUsableSpace() < diskReserve;
        for (Path folder : watched) {
            full |= Files.isDirectory(folder) && Files.getFileStore(folder).getUsableSpace() < diskReserve;
        }
        return full;
    }

    static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private void copy(Process process, Consumer<String> lines) {
        try (BufferedReader in = new BufferedReader(
                     new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(log)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                lines.accept(line);
            }
        } catch (IOException e) {
            // A killed process may break its pipe; what was printed until then has been read.
            if (process.isAlive()) {
                kill(process);
                throw new UncheckedIOException(e);
            }
        }
    }

    private String keepErrors(Path errors) throws IOException {
        if (Files.size(errors) == 0) {
            return "";
        }
        String text;
        try (var in = Files.newInputStream(errors)) {
            text = new String(in.readNBytes(LONGEST_ERROR_OUTPUT), StandardCharsets.UTF_8);
        }
        Files.writeString(log, System.lineSeparator() + "--- standard error ---" + System.lineSeparator() + text,
                StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        return text;
    }

    private static void await(CompletableFuture<Void> reader) throws IOException, InterruptedException {
        try {
            reader.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is going down; the hook is running and does the same.
        }
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Left for the system's own cleaning of temporary folders; the result does not depend on it.
        }
    }
}
