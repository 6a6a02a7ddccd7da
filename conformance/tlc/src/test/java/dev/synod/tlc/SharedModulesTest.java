package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedModulesTest {

    @Test
    void areInTheFolderBesideTheSpecificationsOwnAndComeLast(@TempDir Path specs) throws IOException {
        Path module = Files.createDirectory(specs.resolve("lock")).resolve("Lock.tla");
        Path config = Files.writeString(module.resolveSibling("Lock.cfg"), "");
        Files.writeString(module, "");
        assertThat(SharedModules.library(module, List.of(specs))).containsExactly(specs);

        Path shared = Files.createDirectory(specs.resolve(SharedModules.FOLDER));

        assertThat(SharedModules.library(module, List.of())).containsExactly(shared);
        assertThat(SharedModules.library(module, List.of(specs))).containsExactly(specs, shared);
        assertThat(SharedModules.library(module, List.of(shared, specs))).containsExactly(shared, specs);
        assertThat(ModelRun.of(module, config).build().library()).containsExactly(shared);
    }

    @Test
    void aModuleWithoutAFolderAboveItHasNone() {
        assertThat(SharedModules.library(Path.of("/Lock.tla"), List.of())).isEmpty();
    }
}
