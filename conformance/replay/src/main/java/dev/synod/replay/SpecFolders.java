package dev.synod.replay;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the module that a trace's header names, below one of the folders of specifications. */
public final class SpecFolders {
    private final List<Path> folders;

    /** @param folders the folders to look in, in this order */
    public SpecFolders(List<Path> folders) {
        this.folders = folders.stream().map(f -> f.toAbsolutePath().normalize()).toList();
    }

    /**
     * The folders called {@code specs} beside or above each of the given places, nearest first.
     *
     * @param places folders or files, such as the working folder and a trace
     */
    public static SpecFolders near(Path... places) {
        Set<Path> found = new LinkedHashSet<>();
        for (Path place : places) {
            for (Path p = place.toAbsolutePath().normalize(); p != null; p = p.getParent()) {
                Path specs = p.resolve("specs");
                if (Files.isDirectory(specs)) {
                    found.add(specs);
                }
            }
        }
        return new SpecFolders(new ArrayList<>(found));
    }

    /** The folders, in the order in which they are searched. */
    public List<Path> folders() {
        return folders;
    }

    /**
     * The module's file.
     *
     * @param spec the module as a header names it, {@code synod/Synod}
     * @throws SpecException if there is none
     */
    public Path module(String spec) {
        for (Path folder : folders) {
            try {
                Path module = folder.resolve(spec + ".tla").normalize();
                if (module.startsWith(folder) && Files.isRegularFile(module)) {
                    return module;
                }
            } catch (InvalidPathException e) {
                break;
            }
        }
        throw new SpecException("the header names the specification \"" + spec + "\", but there is no " + spec
                + ".tla " + (folders.isEmpty() ? "(no folder named specs was found)" : "in " + joined())
                + ". Name the module's file (--spec FILE) or the folder of specifications (--specs DIR)");
    }

    private String joined() {
        return String.join(", ", folders.stream().map(Path::toString).toList());
    }
}
