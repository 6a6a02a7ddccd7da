package dev.synod.tlc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Modules that specifications share: those in the folder {@value #FOLDER} beside a specification's own folder, where
 * {@code specs/lock/Lock.tla} finds {@code specs/lib/FifoNetwork.tla}.
 */
public final class SharedModules {

    /** The folder's name. */
    public static final String FOLDER = "lib";

    private SharedModules() {
    }

    /**
     * Where to look for the modules that a module extends or instantiates, besides its own folder.
     *
     * @param module the module's file
     * @param given  the folders and jars that were named, which come first
     * @return these, and the shared folder if there is one; never null
     */
    public static List<Path> library(Path module, List<Path> given) {
        Path own = module.toAbsolutePath().normalize().getParent();
        Path shared = own == null ? null : own.resolveSibling(FOLDER);
        if (shared == null || !Files.isDirectory(shared) || given.contains(shared)) {
            return List.copyOf(given);
        }
        List<Path> library = new ArrayList<>(given);
        library.add(shared);
        return List.copyOf(library);
    }
}
