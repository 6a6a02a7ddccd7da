package dev.synod.tlc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Makes a jar in which {@link FakeTlc} bears the name of TLC's main class. */
public final class FakeTools {

    private FakeTools() {
    }

    public static TlaTools in(Path folder) throws IOException {
        Path jar = folder.resolve("fake.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("tlc2/TLC.class"));
            entries.write(renamed(FakeTlc.class.getResourceAsStream("FakeTlc.class").readAllBytes()));
            entries.closeEntry();
        }
        return TlaTools.of(jar);
    }

    /** Gives a compiled class another name, in its constant pool, where each name follows its length. */
    private static byte[] renamed(byte[] type) {
        String text = new String(type, StandardCharsets.ISO_8859_1);
        String from = "dev/synod/tlc/FakeTlc";
        String to = "tlc2/TLC";
        return text.replace((char) 0 + "" + (char) from.length() + from, (char) 0 + "" + (char) to.length() + to)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
