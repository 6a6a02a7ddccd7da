package dev.synod.tlc;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The specifications among the test resources. */
public final class Specs {

    private Specs() {
    }

    public static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Specs.class.getResource("/specs/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static ModelRun.Builder run(String module, String config) {
        return ModelRun.of(path(module + ".tla"), path(config + ".cfg"));
    }
}
