package dev.synod.tlc.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A model and what has to come of it.
 *
 * @param name        a short name: the folder and the configuration, say {@code synod/MCSynod}
 * @param module      the module's file
 * @param config      the configuration's file
 * @param mode        how to explore
 * @param expectation what has to come of it
 * @param runtime     how long it took whoever wrote the manifest; empty if unknown
 * @param workers     how many workers it wants; empty leaves it to the checker
 * @param deep        whether it takes too long for every build
 * @param explored    whether it is the algorithm's own small model: the explorer must find as many states in the code
 * @param manifest    the manifest that lists it; empty for a module that was named directly
 * @param composesActions whether it needs TLC's experimental composition of actions ({@code \cdot})
 * @param folder      where the relative paths of files that it reads begin: the root of the manifest's paths, or the
 *                    module's own folder
 */
public record Model(String name, Path module, Path config, SearchMode mode, Expectation expectation,
        Optional<Duration> runtime, Optional<Workers> workers, boolean deep,
        boolean explored, Optional<Path> manifest, boolean composesActions, Path folder) {

    /** The manifests' convention for small models, as in the public collection: at most half a minute. */
    public static final Duration QUICK = Duration.ofSeconds(30);

    /** Checks that nothing is null. */
    public Model {
        Objects.requireNonNull(name);
        Objects.requireNonNull(module);
        Objects.requireNonNull(config);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(expectation);
        Objects.requireNonNull(runtime);
        Objects.requireNonNull(workers);
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(folder);
    }

    /** A model that is not the explorer's, reads files beside its module if any, and composes no actions. */
    public Model(String name, Path module, Path config, SearchMode mode, Expectation expectation,
            Optional<Duration> runtime, Optional<Workers> workers, boolean deep, Optional<Path> manifest) {
        this(name, module, config, mode, expectation, runtime, workers, deep, false, manifest, false,
                module.toAbsolutePath().getParent());
    }

    /**
     * A model that no manifest lists, to be searched exhaustively.
     *
     * @param module      the module's file
     * @param config      the configuration's file
     * @param expectation what has to come of it
     * @return the model; never null
     */
    public static Model of(Path module, Path config, Expectation expectation) {
        return new Model(nameOf(config), module.toAbsolutePath().normalize(), config.toAbsolutePath().normalize(),
                new SearchMode.Exhaustive(), expectation, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /**
     * Makes the name of a model from its files.
     *
     * @param config the configuration
     * @return folder and configuration
     */
    static String nameOf(Path config) {
        Path absolute = config.toAbsolutePath().normalize();
        return absolute.getParent().getFileName() + "/" + baseName(absolute);
    }

    /**
     * The configuration's name without folder and extension.
     *
     * @return the name; never null
     */
    public String shortName() {
        return baseName(config);
    }

    /**
     * The module's name.
     *
     * @return the name; never null
     */
    public String moduleName() {
        return baseName(module);
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
