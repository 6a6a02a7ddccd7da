package dev.synod.tlc.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A manifest: the modules of a folder, their models, and which modules have proofs.
 *
 * @param file    the manifest
 * @param root    the folder that the paths in it start from
 * @param modules the modules, in the manifest's order
 */
public record Manifest(Path file, Path root, List<Module> modules) {

    /** Copies the modules. */
    public Manifest {
        Objects.requireNonNull(file);
        Objects.requireNonNull(root);
        modules = List.copyOf(modules);
    }

    /**
     * A module.
     *
     * @param file   its file
     * @param proof  whether it holds a proof
     * @param models its models, in the manifest's order
     */
    public record Module(Path file, boolean proof, List<Model> models) {
        /** Copies the models. */
        public Module {
            Objects.requireNonNull(file);
            models = List.copyOf(models);
        }
    }

    /**
     * All models.
     *
     * @return the models in the manifest's order; never null
     */
    public List<Model> models() {
        return modules.stream().flatMap(module -> module.models().stream()).toList();
    }
}
