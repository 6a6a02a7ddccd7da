package dev.synod.cli;

import dev.synod.tlc.SharedModules;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.RunOptions;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.manifest.SearchMode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what checking models costs through the kit and by hand, in one session. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Measure TLC through synod beside TLC by hand, one virtual machine after another: a folder of "
                + "small models, and each longer model alone.",
        footer = {"", "Every round measures everything in turn. A ratio is that of the same round; its median over the "
                + "rounds is told, and its least and greatest."})
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

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Manifests, folders or modules with more models to "
            + "measure alone. Default: none")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--model", paramLabel = "NAME",
            description = "Of those, only models of this name; * stands for any text. Repeatable.")
    private List<String> names = new ArrayList<>();

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
            Folders.delete(folder);
        }
        return ExitCode.AS_EXPECTED.status();
    }

    private void measure() throws IOException, InterruptedException {
        List<Model> all = ModelFinder.models(write());
        List<Model> small = all.subList(0, models);
        List<Model> longer = new ArrayList<>(all.subList(models, all.size()));
        if (!paths.isEmpty()) {
            ModelFinder.filter(paths.stream().flatMap(path -> ModelFinder.models(path).stream()).distinct().toList(), names)
                    .stream().filter(model -> model.mode() instanceof SearchMode.Exhaustive && !model.deep())
                    .forEach(longer::add);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        double[][] folders = new double[5][rounds];
        double[][] byHand = new double[longer.size()][rounds];
        double[][] throughTheKit = new double[longer.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            folders[0][round] = byHand(small);
            folders[1][round] = throughTheKit(small, 1, false, round);
            folders[2][round] = throughTheKit(small, 1, true, round);
            folders[3][round] = throughTheKit(small, 1, true, round);
            folders[4][round] = throughTheKit(small, cores, true, round);
            for (int at = 0; at < longer.size(); at++) {
                byHand[at][round] = byHand(longer.subList(at, at + 1));
                throughTheKit[at][round] = throughTheKit(longer.subList(at, at + 1), 1, true, round);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%d small models, median of %d%n", models, rounds);
        row(out, "TLC by hand, one virtual machine after another", folders[0], folders[0]);
        row(out, "synod check, 1 core, no archive of classes", folders[1], folders[0]);
        row(out, "synod check, 1 core, archive made on the way", folders[2], folders[0]);
        row(out, "synod check, 1 core, archive made before", folders[3], folders[0]);
        row(out, "synod check, " + cores + " cores, archive made before", folders[4], folders[0]);
        for (int at = 0; at < longer.size(); at++) {
            out.println(longer.get(at).name() + " alone, 1 worker");
            row(out, "TLC by hand", byHand[at], byHand[at]);
            row(out, "synod check", throughTheKit[at], byHand[at]);
        }
        out.flush();
    }

    private static void row(PrintWriter out, String what, double[] seconds, double[] beside) {
        double[] ratios = new double[seconds.length];
        Arrays.setAll(ratios, round -> 100 * seconds[round] / beside[round]);
        out.printf(Locale.ROOT, "  %-48s %7.2f s  %4.0f %%", what, median(seconds), median(ratios));
        if (seconds != beside) {
            out.printf(Locale.ROOT, "  (%.0f to %.0f)", Arrays.stream(ratios).min().orElseThrow(),
                    Arrays.stream(ratios).max().orElseThrow());
        }
        out.println();
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
            String library = SharedModules.library(model.module(), List.of()).stream().map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseParallelGC", "-DTLA-Library=" + library, "-cp", TlaTools.bundled().classPath().toString(),
                    TlaTools.bundled().mainClass(), "-metadir", metadata.toString(), "-workers", "1", "-config",
                    model.module().getParent().relativize(model.config()).toString(), model.module().toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean succeeded = process.waitFor() == 0;
            // Which failure it is, and whether that is the expected one, the kit's own run tells.
            if (succeeded != (model.expectation().result() == ExpectedResult.SUCCESS)) {
                throw new UnusableInputException(model.name(), "exit status " + process.exitValue() + " of TLC by hand",
                        "the result that the model's manifest expects", "measure models that synod check accepts");
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double throughTheKit(List<Model> run, int cores, boolean archive, int round)
            throws IOException, InterruptedException {
        // A folder for each round, so that the first run with an archive makes it and the later ones find it.
        Path work = folder.resolve("work" + round + (archive ? "" : "-without"));
        CheckSettings settings = new CheckSettings(TlaTools.bundled(), List.of(), true, true, Optional.empty(),
                OptionalInt.of(1), OptionalInt.empty(), cores, work);
        RunOptions options = archive ? RunOptions.DEFAULTS : RunOptions.DEFAULTS.withoutClassData();
        long start = System.nanoTime();
        CheckReport report = new Checker(settings.with(options), CheckListener.NONE).check(run);
        if (report.verdict() != Verdict.AS_EXPECTED) {
            throw new UnusableInputException("synod check", report.failures().get(0).model().name() + ": "
                    + report.verdict().label(), "models that come out as expected",
                    "look at it with synod check, or leave it out");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
