package dev.synod.cli;

import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.RunOptions;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what checking models costs through the kit and by hand, in one session. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Measure TLC through synod beside TLC by hand, one virtual machine after another: a folder of "
                + "small models, and one longer model.")
final class BenchCheckCommand implements Callable<Integer> {

    private static final String SMALL = """
            ---- MODULE Small%1$d ----
            EXTENDS Naturals
            VARIABLES x, y
            Init == x = 0 /\\ y = FALSE
            Up == x < %2$d /\\ x' = x + 1 /\\ y' = ~y
            Reset == x = %2$d /\\ x' = 0 /\\ UNCHANGED y
            Next == Up \\/ Reset
            Spec == Init /\\ [][Next]_<<x, y>> /\\ WF_<<x, y>>(Next)
            TypeOK == x \\in 0..%2$d /\\ y \\in BOOLEAN
            Returns == []<>(x = 0)
            ====
            """;
    private static final String SMALL_CONFIG = "SPECIFICATION Spec\nINVARIANT TypeOK\nPROPERTY Returns\n";
    private static final String LONGER = """
            ---- MODULE Longer ----
            EXTENDS Naturals
            VARIABLES x, y
            Init == x = 0 /\\ y = 0
            Next == \\/ x < 700 /\\ x' = x + 1 /\\ y' = y
                    \\/ y < 700 /\\ y' = y + 1 /\\ x' = x
            Inside == x <= 700 /\\ y <= 700
            ====
            """;
    private static final String LONGER_CONFIG = "INIT Init\nNEXT Next\nINVARIANT Inside\nCHECK_DEADLOCK FALSE\n";
    private static final String ENTRY = """
              {"path": "models/%1$s.tla", "features": [], "models": [{"path": "models/%1$s.cfg",
               "runtime": "%2$s", "mode": "exhaustive search", "result": "success", "workers": 1}]}
            """;

    @Spec
    private CommandSpec spec;

    @Option(names = "--models", paramLabel = "N", description = "How many small models. Default: 12")
    private int models = 12;

    @Option(names = "--rounds", paramLabel = "N", description = "How often everything is measured. Default: 3")
    private int rounds = 3;

    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (models < 1 || rounds < 1) {
            throw new UnusableInputException("synod bench check", models + " models, " + rounds + " rounds",
                    "1 or more of both", "ask for more");
        }
        folder = Files.createTempDirectory("synod-bench-");
        try {
            measure();
        } finally {
            delete(folder);
        }
        return ExitCode.AS_EXPECTED.status();
    }

    private void measure() throws IOException, InterruptedException {
        List<Model> all = ModelFinder.models(write());
        List<Model> small = all.subList(0, models);
        List<Model> longer = all.subList(models, all.size());
        int cores = Runtime.getRuntime().availableProcessors();
        double[][] seconds = new double[7][rounds];
        for (int round = 0; round < rounds; round++) {
            seconds[0][round] = byHand(small);
            seconds[1][round] = throughTheKit(small, 1, false, round);
            seconds[2][round] = throughTheKit(small, 1, true, round);
            seconds[3][round] = throughTheKit(small, 1, true, round);
            seconds[4][round] = throughTheKit(small, cores, true, round);
            seconds[5][round] = byHand(longer);
            seconds[6][round] = throughTheKit(longer, 1, true, round);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%d small models, median of %d%n", models, rounds);
        row(out, "TLC by hand, one virtual machine after another", seconds[0], seconds[0]);
        row(out, "synod check, 1 core, no archive of classes", seconds[1], seconds[0]);
        row(out, "synod check, 1 core, archive made on the way", seconds[2], seconds[0]);
        row(out, "synod check, 1 core, archive made before", seconds[3], seconds[0]);
        row(out, "synod check, " + cores + " cores, archive made before", seconds[4], seconds[0]);
        out.println("one model of 491,401 states, 1 worker");
        row(out, "TLC by hand", seconds[5], seconds[5]);
        row(out, "synod check", seconds[6], seconds[5]);
        out.flush();
    }

    private static void row(PrintWriter out, String what, double[] seconds, double[] beside) {
        out.printf(Locale.ROOT, "  %-48s %7.2f s  %4.0f %%%n", what, median(seconds),
                100 * median(seconds) / median(beside));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private Path write() throws IOException {
        Path at = Files.createDirectories(folder.resolve("models"));
        List<String> entries = new ArrayList<>();
        for (int number = 1; number <= models; number++) {
            Files.writeString(at.resolve("Small" + number + ".tla"), SMALL.formatted(number, 2 + number));
            Files.writeString(at.resolve("Small" + number + ".cfg"), SMALL_CONFIG);
            entries.add(ENTRY.formatted("Small" + number, "00:00:01"));
        }
        Files.writeString(at.resolve("Longer.tla"), LONGER);
        Files.writeString(at.resolve("Longer.cfg"), LONGER_CONFIG);
        entries.add(ENTRY.formatted("Longer", "00:00:10"));
        return Files.writeString(at.resolve("manifest.json"), "{\"sources\": [], \"authors\": [], \"tags\": [], "
                + "\"modules\": [\n" + String.join(",\n", entries) + "]}\n");
    }

    /** As a person or a script would, with the collector that TLC asks for. */
    private double byHand(List<Model> run) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Model model : run) {
            Path metadata = Files.createTempDirectory(folder, "states");
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseParallelGC", "-cp", TlaTools.bundled().classPath().toString(),
                    TlaTools.bundled().mainClass(), "-metadir", metadata.toString(), "-workers", "1", "-config",
                    model.config().getFileName().toString(), model.module().toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("TLC by hand: exit status " + process.exitValue() + " for "
                        + model.name());
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double throughTheKit(List<Model> run, int cores, boolean archive, int round)
            throws IOException, InterruptedException {
        // A folder for each round, so that the first run with an archive makes it and the later ones find it.
        Path work = folder.resolve("work" + round + (archive ? "" : "-without"));
        CheckSettings settings = new CheckSettings(TlaTools.bundled(), List.of(), true, true, Optional.empty(),
                OptionalInt.empty(), OptionalInt.empty(), cores, work);
        RunOptions options = archive ? RunOptions.DEFAULTS : RunOptions.DEFAULTS.withoutClassData();
        long start = System.nanoTime();
        CheckReport report = new Checker(settings.with(options), CheckListener.NONE).check(run);
        if (report.verdict() != Verdict.AS_EXPECTED) {
            throw new IllegalStateException("the models that are measured came out as " + report.verdict());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
