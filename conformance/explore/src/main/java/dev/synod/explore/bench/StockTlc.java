package dev.synod.explore.bench;

import dev.synod.replay.convert.Explained;
import dev.synod.replay.convert.SpecTrace;
import dev.synod.replay.convert.TlaConverter;
import dev.synod.replay.convert.TlaModule;
import dev.synod.tlc.SharedModules;
import dev.synod.tlc.TlaTools;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Stock TLC in a JVM of its own, on modules that {@link TlaConverter} wrote: the other judge of a trace, which shares
 * nothing with the replay but TLC's evaluator.
 */
public final class StockTlc {
    private final Path spec;
    private final TlaConverter converter;
    private final Duration limit;
    private final TlaTools tools = TlaTools.bundled();
    private int runs;
    private double allSeconds;

    /**
     * TLC on traces of a specification.
     *
     * @param spec  the specification's module
     * @param limit the time after which a run is stopped
     */
    public StockTlc(Path spec, Duration limit) {
        this.spec = spec;
        this.converter = TlaConverter.of(spec, List.of());
        this.limit = limit;
    }

    /**
     * What TLC says of a trace.
     *
     * @param explained the number of events explained
     * @param error     whether TLC could not evaluate the next step, as where it is to compare a string with a number
     * @param inexact   whether its answer is not the whole truth
     */
    public record Answer(long explained, boolean error, boolean inexact) {}

    /**
     * A run of TLC.
     *
     * @param exit    its exit status
     * @param output  the lines that it printed
     * @param seconds from the start of the JVM to its end
     */
    public record Run(int exit, List<String> output, double seconds) {}

    /** How many times TLC was started. */
    public int runs() {
        return runs;
    }

    /** How long they took together. */
    public double seconds() {
        return allSeconds;
    }

    /** What writes the traces as modules. */
    public TlaConverter converter() {
        return converter;
    }

    /**
     * TLC's answers on all traces; one run, and another without the trace on which TLC stops with an error.
     *
     * @throws IllegalStateException if TLC fails in another way or does not end in time; the message has its last words
     */
    public List<Answer> judge(List<SpecTrace> traces) {
        Answer[] answers = new Answer[traces.size()];
        List<Integer> rest = new ArrayList<>(IntStream.range(0, traces.size()).boxed().toList());
        while (!rest.isEmpty()) {
            TlaModule module = converter.convert("Traces", rest.stream().map(traces::get).toList());
            Run run = run(module);
            Explained explained = Explained.of(run.output(), rest.size());
            if (run.exit() == 0) {
                for (int i = 0; i < rest.size(); i++) {
                    answers[rest.get(i)] = answer(traces.get(rest.get(i)), explained.events(i), false, module);
                }
                return List.of(answers);
            }
            int failed = explained.failed().orElseThrow(() -> new IllegalStateException(
                    "TLC failed with exit status " + run.exit() + ":\n" + tail(run.output())));
            // Breadth first: an error elsewhere may have cut the others short, but not this one.
            int at = rest.remove(failed);
            answers[at] = answer(traces.get(at), explained.events(failed), true, module);
        }
        return List.of(answers);
    }

    private static Answer answer(SpecTrace trace, long explained, boolean error, TlaModule module) {
        return new Answer(explained, error,
                module.warnings().stream().anyMatch(w -> w.startsWith(trace.name() + ":")));
    }

    /**
     * Runs TLC on the last of the modules with its configuration; the others are beside it.
     *
     * @throws IllegalStateException if it does not end in time
     */
    public Run run(TlaModule... modules) {
        TlaModule module = modules[modules.length - 1];
        runs++;
        Path folder = null;
        try {
            folder = Files.createTempDirectory("synod-oracle");
            for (TlaModule each : modules) {
                each.writeTo(folder);
            }
            Path out = folder.resolve("out.txt");
            long start = System.nanoTime();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:+UseSerialGC", "-Xmx1g",
                            // TLC unpacks modules there, and takes them away when it ends, also from under another one.
                            "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                            "-DTLA-Library=" + SharedModules.library(spec, List.of(spec.toAbsolutePath().getParent()))
                                    .stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                            "-cp", tools.classPath().toString(), tools.mainClass(), "-workers", "1", "-nowarning",
                            "-metadir", folder.resolve("states").toString(),
                            "-config", module.name() + ".cfg", module.name())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("TLC did not end within " + limit + ":\n" + tail(Files.readAllLines(out)));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            allSeconds += seconds;
            return new Run(process.exitValue(), Files.readAllLines(out), seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            delete(folder);
        }
    }

    private static String tail(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
