package dev.synod.tlc.check;

import dev.synod.tlc.ContentHash;
import dev.synod.tlc.KitFingerprint;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.manifest.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that a model's verdict depends on, in one hash.
 *
 * @param hash    the hash
 * @param pure    whether the verdict depends on nothing else, as far as the modules tell
 * @param modules the names of the modules that are in the hash
 */
record InputDigest(String hash, boolean pure, Set<String> modules) {

    /** Hashes the inputs as they are now. */
    static InputDigest of(Model model, ModelRun run, TlaTools tools) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<Path> jars = new ArrayList<>();
        folders.add(run.module().getParent());
        for (Path entry : run.library()) {
            (Files.isDirectory(entry) ? folders : jars).add(entry);
        }
        ContentHash hash = new ContentHash();
        for (Path jar : jars) {
            hash.add("library", ContentHash.ofFile(jar));
        }
        jars.add(0, tools.classPath());
        ModuleScan scan = new ModuleScan(folders, jars);
        scan.scan(run.moduleName());
        scan.addTo(hash);
        hash.add("root", run.moduleName())
                .add("config", Files.readAllBytes(run.config()))
                .add("tools", tools.fingerprint())
                .add("kit", KitFingerprint.value())
                .add("java", Integer.toString(Runtime.version().feature()))
                .add("workers", Integer.toString(run.workers()))
                .add("deadlock", Boolean.toString(run.deadlock()))
                .add("composition", Boolean.toString(run.composition()))
                .add("options", String.join("\n", run.options()))
                .add("distribution", run.distribution().toString())
                .add("search", run.search().toString())
                .add("mode", model.mode().toString())
                .add("expectation", model.expectation() + " " + model.workers());
        return new InputDigest(hash.hex(), scan.pure(), Set.copyOf(scan.names()));
    }

    /**
     * Whether the scan saw every module that the parser says it read. If not, or if the parser did not say, the hash
     * may lack an input and must not be trusted.
     */
    boolean covers(Set<Path> parsed) {
        return !parsed.isEmpty() && parsed.stream().map(file -> file.getFileName().toString())
                .map(file -> file.endsWith(".tla") ? file.substring(0, file.length() - ".tla".length()) : file)
                .allMatch(modules::contains);
    }
}
