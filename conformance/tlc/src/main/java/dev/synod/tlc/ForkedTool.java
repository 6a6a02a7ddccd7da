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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run of TLC in a virtual machine of its own, with a folder of its own for everything that it writes. */
final class ForkedTool {

    private static final int LONGEST_ERROR_OUTPUT = 64 * 1024;
    /** Variables that could set another library path behind our back; a run depends on its description alone. */
    private static final Set<String> JAVA_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** How a process ended. */
    record Ending(int exitCode, boolean timedOut, String standardError) {
    }

    private final TlaTools tools;
    private final ModelRun run;
    private final Path log;

    ForkedTool(TlaTools tools, ModelRun run, Path log) {
        this.tools = tools;
        this.run = run;
        this.log = log;
    }

    Ending run(Consumer<String> lines) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("synod-tlc-");
        try {
            return run(work, lines);
        } finally {
            deleteTree(work);
        }
    }

    private Ending run(Path work, Consumer<String> lines) throws IOException, InterruptedException {
        Path errors = work.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command(work))
                .directory(Files.createDirectory(work.resolve("cwd")).toFile())
                .redirectError(errors.toFile());
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
            boolean timedOut = false;
            if (run.timeLimit().isPresent()) {
                Duration limit = run.timeLimit().get();
                timedOut = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (timedOut) {
                    kill(process);
                }
            }
            int exitCode = process.waitFor();
            await(reader);
            return new Ending(exitCode, timedOut, keepErrors(errors));
        } finally {
            kill(process);
            removeHook(cleaner);
        }
    }

    private List<String> command(Path work) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        run.heapMegabytes().ifPresent(megabytes -> command.add("-Xmx" + megabytes + "m"));
        command.add("-XX:+UseParallelGC");
        // TLC formats numbers by the locale and reads and writes text in the default encoding.
        command.add("-Duser.language=en");
        command.add("-Duser.country=US");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dstdout.encoding=UTF-8");
        // The parser unpacks the standard modules here and removes them at its end: two runs must not share it.
        command.add("-Djava.io.tmpdir=" + Files.createDirectory(work.resolve("tmp")));
        List<Path> folders = run.library().stream().filter(Files::isDirectory).toList();
        if (!folders.isEmpty()) {
            command.add("-DTLA-Library=" + joined(folders));
        }
        List<Path> classPath = new ArrayList<>(List.of(tools.classPath()));
        run.library().stream().filter(Files::isRegularFile).forEach(classPath::add);
        command.add("-cp");
        command.add(joined(classPath));
        command.add(tools.mainClass());
        command.add("-tool");
        command.addAll(List.of("-metadir", Files.createDirectory(work.resolve("states")).toString()));
        command.addAll(List.of("-workers", Integer.toString(run.workers())));
        if (!run.deadlock()) {
            command.add("-deadlock");
        }
        if (run.coverage()) {
            command.addAll(List.of("-coverage", "1"));
        }
        command.addAll(run.options());
        command.addAll(List.of("-config", config()));
        command.add(run.module().toString());
        return command;
    }

    /** TLC looks for the configuration from the module's folder on, even if its path is absolute. */
    private String config() {
        try {
            return run.module().getParent().relativize(run.config()).toString();
        } catch (IllegalArgumentException differentDrives) {
            return run.config().toString();
        }
    }

    private static String joined(List<Path> paths) {
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

    private static void deleteTree(Path root) {
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
