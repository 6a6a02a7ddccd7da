package dev.synod.tlc.check;

import dev.synod.tlc.ContentHash;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a check keeps what it records. */
public final class WorkFiles {

    private WorkFiles() {
    }

    /**
     * The folder that every face uses for a model when it is told no other: {@code target/synod} of the nearest Maven
     * module around it, or, where there is none, the user's cache.
     *
     * @param path the manifest, module or folder to check
     * @return the folder, which need not exist; never null
     */
    public static Path defaultFolder(Path path) {
        for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("pom.xml"))) {
                return at.resolve("target").resolve("synod");
            }
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("synod");
    }

    /** A file name of its own for every model: readable, and made unique by a hash of its paths. */
    static String nameOf(Model model) {
        String hash = new ContentHash().add("module", model.module().toAbsolutePath().toString())
                .add("config", model.config().toAbsolutePath().toString()).hex();
        return model.name().replaceAll("[^A-Za-z0-9._-]", "-") + "-" + hash.substring(0, 8);
    }
}
