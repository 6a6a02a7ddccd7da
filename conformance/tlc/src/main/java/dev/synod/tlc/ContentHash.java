package dev.synod.tlc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** SHA-256 over content; names take part, times do not. */
public final class ContentHash {

    private final MessageDigest digest = sha256();

    /**
     * Adds one named piece. Lengths are added too, so that no two lists of pieces run together.
     *
     * @param name    what the piece is
     * @param content its content
     * @return this hash
     */
    public ContentHash add(String name, byte[] content) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":" + content.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        digest.update(content);
        return this;
    }

    /**
     * Adds one named piece of text.
     *
     * @param name what the piece is
     * @param text its content
     * @return this hash
     */
    public ContentHash add(String name, String text) {
        return add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Ends the hash.
     *
     * @return the hash in hexadecimal; never null
     */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Hashes a file.
     *
     * @param file the file
     * @return the hash in hexadecimal; never null
     */
    public static String ofFile(Path file) {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Hashes the files below some folders of a jar or of a folder of classes.
     *
     * @param source   the jar or folder
     * @param prefixes the folders, each ending in a slash
     * @return the hash in hexadecimal; never null
     */
    public static String ofClasses(Path source, List<String> prefixes) {
        ContentHash hash = new ContentHash();
        try {
            if (Files.isDirectory(source)) {
                addFolder(hash, source, prefixes);
            } else {
                addJar(hash, source, prefixes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hash.hex();
    }

    private static void addFolder(ContentHash hash, Path folder, List<String> prefixes) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                String name = folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
                if (prefixes.stream().anyMatch(name::startsWith)) {
                    hash.add(name, Files.readAllBytes(file));
                }
            }
        }
    }

    private static void addJar(ContentHash hash, Path jar, List<String> prefixes) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<JarEntry> entries = file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .filter(entry -> prefixes.stream().anyMatch(entry.getName()::startsWith))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .toList();
            for (JarEntry entry : entries) {
                try (InputStream in = file.getInputStream(entry)) {
                    hash.add(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
