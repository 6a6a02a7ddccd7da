package dev.synod.explore;

import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Manifest;
import dev.synod.tlc.manifest.ManifestReader;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is of an algorithm.
 *
 * @param name     the name of its folder under {@code specs}
 * @param modules  the names of its modules
 * @param quick    how many models every build checks
 * @param deep     how many models take longer
 * @param siblings how many of all models are expected to fail
 * @param machine  whether it is written in Java, too
 * @param mutants  the names of the broken versions of the machine
 * @param traces   how many recorded traces there are
 * @param proof    whether a module holds a proof
 */
public record Algorithm(String name, List<String> modules, long quick, long deep, long siblings, boolean machine,
        List<String> mutants, long traces, boolean proof) {

    private static final String TRACE_EXTENSION = ".ndjson";

    /** The algorithms of a project: the folders under specs that hold a manifest, in the order of their names. */
    public static List<Algorithm> all(Path specs, Path traces) throws IOException {
        if (!Files.isDirectory(specs)) {
            throw new UnusableInputException(specs.toString(), "no such folder", "the folder with the specifications",
                    "change to the project's folder, or name it with --specs");
        }
        List<Algorithm> algorithms = new ArrayList<>();
        for (Path manifest : ModelFinder.manifests(specs)) {
            algorithms.add(of(ManifestReader.read(manifest), traces));
        }
        return algorithms;
    }

    private static Algorithm of(Manifest manifest, Path traces) throws IOException {
        String name = manifest.file().toAbsolutePath().normalize().getParent().getFileName().toString();
        List<Model> models = manifest.models();
        long deep = models.stream().filter(Model::deep).count();
        return new Algorithm(name,
                manifest.modules().stream().map(module -> moduleName(module.file())).toList(),
                models.size() - deep, deep,
                models.stream().filter(Algorithm::fails).count(),
                Algorithms.all().stream().anyMatch(a -> a.name().equals(name)), Mutants.of(name).stream().map(Mutant::name).toList(),
                traces(traces.resolve(name)),
                manifest.modules().stream().anyMatch(Manifest.Module::proof));
    }

    private static boolean fails(Model model) {
        ExpectedResult result = model.expectation().result();
        return result != ExpectedResult.SUCCESS && result != ExpectedResult.UNKNOWN;
    }

    private static String moduleName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".tla".length());
    }

    private static long traces(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(TRACE_EXTENSION)).count();
        }
    }
}
