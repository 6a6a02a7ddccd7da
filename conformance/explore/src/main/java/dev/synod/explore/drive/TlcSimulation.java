package dev.synod.explore.drive;

import dev.synod.tlc.SharedModules;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Random behaviours of a model, made by TLC in its simulation mode.
 *
 * @param tools the tools to run
 * @param limit the time after which a run is stopped
 */
public record TlcSimulation(TlaTools tools, Duration limit) {
    private static final int TAIL = 12;
    private static final String EVALUATED = "EveryValueIsEvaluated";

    /**
     * That many behaviours.
     *
     * @param module the model's module
     * @param config its configuration; properties in it are checked on the way, and a violation is an error here
     * @param count  how many
     * @param depth  the most states of each
     * @param seed   TLC's seed: the same one gives the same behaviours
     * @throws UnusableInputException if TLC makes less than that: what it says, and the seed
     * @throws IOException            if TLC cannot be run
     */
    public List<SpecBehaviour> behaviours(Path module, Path config, int count, int depth, long seed)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("synod-simulate-");
        try {
            Set<String> variables = run(Files.createDirectory(work.resolve("first")), module, config, Set.of(), 1, 1, seed)
                    .get(0).states().get(0).variables().keySet();
            return run(Files.createDirectory(work.resolve("all")), module, config, variables, count, depth, seed);
        } finally {
            delete(work);
        }
    }

    /**
     * Simulates the model with one more invariant, which compares the value of each of those variables with itself.
     *
     * <p>When it simulates, TLC leaves values unevaluated until it writes them, and some then come out wrong. To compare
     * them has them evaluated in time.
     */
    private List<SpecBehaviour> run(Path work, Path module, Path config, Set<String> variables, int count, int depth,
            long seed) throws IOException, InterruptedException {
        Path extended = work.resolve(EVALUATED + "Model.tla");
        Path extendedConfig = work.resolve(EVALUATED + "Model.cfg");
        Files.writeString(extended, "---- MODULE " + EVALUATED + "Model ----\nEXTENDS "
                + module.getFileName().toString().replaceFirst("\\.tla$", "") + "\n" + EVALUATED + " ==\n  /\\ TRUE\n"
                + variables.stream().map(v -> "  /\\ " + v + " = " + v + "\n").collect(Collectors.joining()) + "====\n");
        Files.writeString(extendedConfig, Files.readString(config) + "\nINVARIANT " + EVALUATED + "\n");
        Path output = work.resolve("output");
        Path temporary = Files.createDirectory(work.resolve("tmp"));
        List<Path> library = new ArrayList<>(SharedModules.library(module, List.of()));
        library.add(0, module.toAbsolutePath().getParent());
        // TLC separates the parts of the option -simulate by commas and reads the name of the file as it is.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC", "-Djava.io.tmpdir=" + temporary,
                        "-DTLA-Library=" + library.stream().map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        "-cp", tools.classPath().toString(), tools.mainClass(),
                        "-simulate", "file=behaviour,num=" + count, "-depth", Integer.toString(depth),
                        "-seed", Long.toString(seed), "-workers", "1",
                        "-metadir", work.resolve("states").toString(), "-deadlock",
                        "-config", extendedConfig.getFileName().toString(), extended.getFileName().toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
        }
        List<SpecBehaviour> found = read(work);
        if (!ended || process.waitFor() != 0 || found.size() != count) {
            throw new UnusableInputException(config.toString(), found.size() + " behaviours with seed " + seed
                    + (ended ? "" : ", when the time limit of " + limit.toSeconds() + " s was reached") + "; TLC's last "
                    + "words:" + tail(output), count + " behaviours", "correct the model, or allow more time");
        }
        return found;
    }

    private static List<SpecBehaviour> read(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(f -> f.getFileName().toString().startsWith("behaviour_"))
                    .sorted(Comparator.comparingInt(TlcSimulation::number))
                    .map(SpecBehaviour::read)
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
    }

    private static String tail(Path output) throws IOException {
        List<String> lines = new ArrayList<>(
                new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList());
        StringBuilder text = new StringBuilder();
        lines.subList(Math.max(0, lines.size() - TAIL), lines.size())
                .forEach(l -> text.append(System.lineSeparator()).append("    ").append(l));
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
