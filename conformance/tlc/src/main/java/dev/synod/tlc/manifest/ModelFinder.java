package dev.synod.tlc.manifest;

import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the models that a path stands for. */
public final class ModelFinder {

    /** Folders that hold what builds and tools leave behind. */
    private static final Set<String> NOT_SOURCES = Set.of("target", "states", "node_modules");

    private static final String MODULE = ".tla";
    private static final String CONFIG = ".cfg";

    private ModelFinder() {
    }

    /**
     * Finds the manifests below a folder.
     *
     * @param folder the folder
     * @return the manifests in the order of their paths; empty if there are none
     */
    public static List<Path> manifests(Path folder) {
        return files(folder, ManifestReader.FILE_NAME);
    }

    private static List<Path> files(Path folder, String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    String name = visited.getFileName() == null ? "" : visited.getFileName().toString();
                    boolean skip = !visited.equals(folder) && (NOT_SOURCES.contains(name) || name.startsWith("."));
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.getFileName().toString().endsWith(ending)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    /**
     * Finds the models that a path stands for: a manifest; a folder with manifests below it, or, if there are none, with
     * modules and configurations; or a module with a configuration of the same name beside it.
     *
     * <p>In a folder without manifests every configuration is a model that has to succeed. Its module is the one of the
     * same name beside it, or else the one with the longest name that the configuration's begins with:
     * {@code MCQueue_Small.cfg} is a model of {@code MCQueue.tla}.
     *
     * @param path the path
     * @return the models, at least one; never null
     * @throws UnusableInputException if the path stands for no model
     */
    public static List<Model> models(Path path) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (Files.isDirectory(path)) {
            List<Path> manifests = manifests(path);
            if (manifests.isEmpty()) {
                return configurations(path);
            }
            List<Model> models = manifests.stream()
                    .flatMap(manifest -> ManifestReader.read(manifest).models().stream()).toList();
            if (models.isEmpty()) {
                throw new UnusableInputException(path.toString(), "manifests without a single model",
                        "at least one model", "add a model to a manifest, or name another folder");
            }
            return models;
        }
        if (!Files.isRegularFile(path)) {
            throw new UnusableInputException(path.toString(), "no such file or folder",
                    "a manifest, a folder with manifests, or a module", "correct the path");
        }
        if (name.endsWith(MODULE)) {
            return List.of(module(path, name));
        }
        if (name.endsWith(".json")) {
            return ManifestReader.read(path).models();
        }
        throw new UnusableInputException(path.toString(), "a file that is neither",
                "a manifest (.json) or a module (.tla)", "name one of these, or a folder with manifests");
    }

    /**
     * Finds the modules that a path stands for: those that manifests name or, where there are none, those below a
     * folder; or a single module.
     *
     * @param path a manifest, a folder or a module
     * @return the modules, at least one, in the order of the manifests, or of their paths
     * @throws UnusableInputException if the path stands for no module
     */
    public static List<Path> modules(Path path) {
        if (Files.isRegularFile(path) && path.toString().endsWith(MODULE)) {
            return List.of(path.toAbsolutePath().normalize());
        }
        List<Path> modules;
        if (Files.isRegularFile(path)) {
            modules = ManifestReader.read(path).modules().stream().map(Manifest.Module::file).toList();
        } else if (Files.isDirectory(path)) {
            modules = files(path, MODULE).stream().map(file -> file.toAbsolutePath().normalize()).toList();
        } else {
            throw new UnusableInputException(path.toString(), "no such file or folder",
                    "a manifest, a folder with modules, or a module", "correct the path");
        }
        if (modules.isEmpty()) {
            throw new UnusableInputException(path.toString(), "no module (.tla)", "at least one",
                    "name another folder or manifest");
        }
        return modules;
    }

    private static List<Model> configurations(Path folder) {
        List<Path> configs = files(folder, CONFIG);
        if (configs.isEmpty()) {
            throw new UnusableInputException(folder.toString(),
                    "no " + ManifestReader.FILE_NAME + " in or below it, and no configuration (.cfg)",
                    "a manifest, or modules with configurations", "name another folder, or name a module");
        }
        return configs.stream().map(config -> successful(moduleOf(config), config)).toList();
    }

    private static Path moduleOf(Path config) {
        String name = config.getFileName().toString();
        name = name.substring(0, name.length() - CONFIG.length());
        for (int length = name.length(); length > 0; length--) {
            Path module = config.resolveSibling(name.substring(0, length) + MODULE);
            if (Files.isRegularFile(module)) {
                return module;
            }
        }
        throw new UnusableInputException(config.toString(), "no module beside it with a name that its own begins with",
                name + MODULE, "rename one of them, or write a " + ManifestReader.FILE_NAME + " that says which is which");
    }

    private static Model module(Path path, String name) {
        Path config = path.resolveSibling(name.substring(0, name.length() - MODULE.length()) + CONFIG);
        if (!Files.isRegularFile(config)) {
            throw new UnusableInputException(path.toString(), "no " + config.getFileName() + " beside the module",
                    "a configuration of the same name", "add it, or name a manifest");
        }
        return successful(path, config);
    }

    private static Model successful(Path module, Path config) {
        return Model.of(module, config, Expectation.success());
    }

    /**
     * Keeps the models that a filter names, by short name ({@code MCSynod}), by module, or with the folder
     * ({@code synod/MCSynod}); {@code *} stands for any text.
     *
     * @param models  the models
     * @param filters the names, at least one of which has to fit; empty keeps all
     * @return the models that are left, in the same order; never empty
     * @throws UnusableInputException if a filter fits no model
     */
    public static List<Model> filter(List<Model> models, List<String> filters) {
        if (filters.isEmpty()) {
            return models;
        }
        Map<String, Model> known = new LinkedHashMap<>();
        models.forEach(model -> known.putIfAbsent(model.name(), model));
        List<Pattern> patterns = new ArrayList<>();
        for (String filter : filters) {
            Pattern pattern = Pattern.compile(List.of(filter.strip().split("\\*", -1)).stream().map(Pattern::quote)
                    .collect(Collectors.joining(".*")));
            if (models.stream().noneMatch(model -> fits(pattern, model))) {
                throw new UnusableInputException("model " + filter, "no model of that name",
                        "one of " + String.join(", ", known.keySet()), "correct the name");
            }
            patterns.add(pattern);
        }
        return models.stream().filter(model -> patterns.stream().anyMatch(pattern -> fits(pattern, model))).toList();
    }

    private static boolean fits(Pattern pattern, Model model) {
        return pattern.matcher(model.name()).matches() || pattern.matcher(model.shortName()).matches()
                || pattern.matcher(model.moduleName()).matches();
    }
}
