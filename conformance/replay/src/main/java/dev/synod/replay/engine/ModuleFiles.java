package dev.synod.replay.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import util.FilenameToStream;

/**
 * Finds modules: the standard ones in tla2tools, the others in folders.
 *
 * <p>TLC's own way unpacks the standard modules under fixed names into the one folder for temporary files, where two
 * processes can read each other's half-written ones. Here each specification has a folder of its own.
 */
final class ModuleFiles implements FilenameToStream {
    private static final String STANDARD = "tla2sany/StandardModules/";

    private final Path unpacked;
    private final List<Path> folders;

    /**
     * @param unpacked the folder of the wrapper module, into which standard modules are unpacked
     * @param folders  where the other modules are, in this order
     */
    ModuleFiles(Path unpacked, List<Path> folders) {
        this.unpacked = unpacked;
        this.folders = folders;
    }

    @Override
    public File resolve(String name, boolean isModule) {
        String file = isModule && !name.endsWith(".tla") ? name + ".tla" : name;
        Path own = unpacked.resolve(file);
        if (Files.isRegularFile(own)) {
            return new TLAFile(own.toString(), isStandardModule(name), this);
        }
        if (unpack(STANDARD + file, own)) {
            return new TLAFile(own.toString(), true, this);
        }
        for (Path folder : folders) {
            Path candidate = folder.toAbsolutePath().resolve(file);
            if (Files.isRegularFile(candidate)) {
                return new TLAFile(candidate.toString(), false, this);
            }
        }
        // Module collections on the class path.
        return new TLAFile(own.toString(), unpack(file, own), this);
    }

    private static boolean unpack(String resource, Path target) {
        try (InputStream in = ModuleFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Files.copy(in, target);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getFullPath() {
        return String.join(", ", folders.stream().map(Path::toString).toList());
    }

    @Override
    public boolean isStandardModule(String name) {
        String file = name.endsWith(".tla") ? name : name + ".tla";
        return ModuleFiles.class.getClassLoader().getResource(STANDARD + file) != null;
    }
}
