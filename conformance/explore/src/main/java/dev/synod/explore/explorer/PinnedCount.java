package dev.synod.explore.explorer;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.tlc.manifest.ManifestReader;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The number of states that an algorithm must have in its own small model.
 *
 * <p>It stands in the manifest of its specification, in the model that says {@code "synod": {"explorer": true}}: TLC,
 * which checks that model as any other, and the explorer are held to one and the same number.
 */
public final class PinnedCount {
    private PinnedCount() {}

    /** The number, or empty if none is pinned. @param specs the folder of specifications */
    public static OptionalLong of(AlgorithmProvider<?, ?> algorithm, Path specs) {
        Path manifest = specs.resolve(algorithm.spec()).resolveSibling(ManifestReader.FILE_NAME);
        if (!Files.isRegularFile(manifest)) {
            return OptionalLong.empty();
        }
        return ManifestReader.read(manifest).models().stream()
                .filter(Model::explored)
                .map(m -> m.expectation().distinctStates())
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
