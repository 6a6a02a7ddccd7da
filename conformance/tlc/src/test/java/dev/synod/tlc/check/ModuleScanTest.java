package dev.synod.tlc.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.ContentHash;
import dev.synod.tlc.TlaTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleScanTest {

    @TempDir
    private Path folder;

    private ModuleScan scan(String root) throws IOException {
        Path library = Files.createDirectories(folder.resolve("library"));
        ModuleScan scan = new ModuleScan(List.of(folder, library), List.of(TlaTools.bundled().classPath()));
        scan.scan(root);
        return scan;
    }

    private String hash() throws IOException {
        ContentHash hash = new ContentHash();
        scan("Root").addTo(hash);
        return hash.hex();
    }

    private void module(String name, String body) throws IOException {
        Path file = folder.resolve(name + ".tla");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "---- MODULE " + file.getFileName().toString().replace(".tla", "") + " ----\n" + body
                + "\n====\n");
    }

    @Test
    void everyWayToNameAModuleIsSeen() throws IOException {
        Files.writeString(folder.resolve("Root.tla"), """
                Some prose: it EXTENDS NotAModule, (* and leaves a comment open.
                ------------------------ MODULE Root ------------------------
                EXTENDS Naturals,
                        First (* EXTENDS Commented (* INSTANCE Nested *) *),
                        Second  \\* EXTENDS Third
                LOCAL INSTANCE Fourth
                A == INSTANCE Fifth WITH x <- 1, y <- 2
                B(n) == INSTANCE
                          Sixth
                Text == "INSTANCE Seventh \\" (* "
                ---- MODULE Inner ----
                EXTENDS Eighth
                ====
                C == INSTANCE Inner
                =============================================================
                """);
        module("library/Eighth", "EXTENDS Ninth");
        assertThat(scan("Root").names()).contains("Root", "Naturals", "First", "Second", "Fourth", "Fifth", "Sixth",
                        "Eighth", "Ninth", "Inner")
                .doesNotContain("NotAModule", "Commented", "Nested", "Third");
    }

    @Test
    void standardModulesAreFollowed() throws IOException {
        module("Root", "EXTENDS TLC");
        assertThat(scan("Root").names()).contains("TLC", "Naturals", "Sequences", "FiniteSets");
    }

    @Test
    void hashChangesWithContentShadowingAndOverrides() throws IOException {
        module("Root", "EXTENDS Naturals, Lib");
        module("library/Lib", "a == 1");
        String first = hash();
        assertThat(hash()).isEqualTo(first);

        module("Unrelated", "");
        assertThat(hash()).isEqualTo(first);

        module("library/Lib", "a == 2");
        String changed = hash();
        assertThat(changed).isNotEqualTo(first);

        module("Lib", "a == 2");
        String shadowed = hash();
        assertThat(shadowed).isNotEqualTo(changed);

        Files.writeString(folder.resolve("Naturals.class"), "an override");
        assertThat(hash()).isNotEqualTo(shadowed);
    }

    @Test
    void modulesThatReadTheWorldAreNotPure() throws IOException {
        module("Root", "EXTENDS Naturals");
        assertThat(scan("Root").pure()).isTrue();
        module("Root", "EXTENDS Naturals, Helper");
        module("Helper", "INSTANCE IOUtils");
        assertThat(scan("Root").pure()).isFalse();
        module("Helper", "EXTENDS TLC\nx == RandomElement({1, 2})");
        assertThat(scan("Root").pure()).isFalse();
        module("Helper", "EXTENDS TLC\n(* RandomElement *)");
        assertThat(scan("Root").pure()).isTrue();
    }
}
