package dev.synod.tlc;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import java.io.IOException;

/**
 * A tla2tools jar: the one that the kit is compiled against, or one that the user has.
 */
public final class TlaTools {

    private static final String MAIN_CLASS = "tlc2.TLC";
    private static final List<String> PACKAGES = List.of("tlc2/", "tla2sany/", "util/", "pcal/");

    private final Path jar;
    private final boolean bundled;
    private String fingerprint;

    private TlaTools(Path jar, boolean bundled) {
        this.jar = jar;
        this.bundled = bundled;
    }

    /**
     * The tools on this program's class path, in a jar of their own or shaded into the program's.
     *
     * @return the tools; never null
     */
    public static TlaTools bundled() {
        return new TlaTools(codeSource(tlc2.TLC.class), true);
    }

    /**
     * The tools in a jar of the user's.
     *
     * @param jar the jar
     * @return the tools; never null
     * @throws UnusableInputException if there is no such file, or TLC is not in it
     */
    public static TlaTools of(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new UnusableInputException(jar.toString(), "no such file", "a tla2tools jar",
                    "correct the path, or leave it out to use the release that comes with this kit");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(MAIN_CLASS.replace('.', '/') + ".class") == null) {
                throw new UnusableInputException(jar.toString(), "a jar without the class " + MAIN_CLASS,
                        "a tla2tools jar", "download tla2tools.jar from the TLA+ project's releases");
            }
        } catch (IOException e) {
            throw new UnusableInputException(jar.toString(), "not a jar: " + e.getMessage(), "a tla2tools jar",
                    "download tla2tools.jar from the TLA+ project's releases");
        }
        return new TlaTools(jar.toAbsolutePath().normalize(), false);
    }

    /**
     * What to put on the class path to run TLC.
     *
     * @return the jar, or the folder of classes
     */
    public Path classPath() {
        return jar;
    }

    /**
     * The class to run.
     *
     * @return TLC's main class
     */
    public String mainClass() {
        return MAIN_CLASS;
    }

    /**
     * Identifies the tools by their content.
     *
     * @return a SHA-256 of the jar, or, where the tools are shaded into a larger jar, of the tools in it
     */
    public synchronized String fingerprint() {
        if (fingerprint == null) {
            fingerprint = bundled ? ContentHash.ofClasses(jar, PACKAGES) : ContentHash.ofFile(jar);
        }
        return fingerprint;
    }

    static Path codeSource(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("no code source for " + type.getName());
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("unusable code source " + source.getLocation(), e);
        }
    }
}
