package dev.synod.tlc;

import java.nio.file.Path;
import java.util.List;

/**
 * Identifies this kit by its code, so that a result recorded by one version of it is not taken for one of another.
 */
public final class KitFingerprint {

    private static final class Holder {
        private static final Path SOURCE = TlaTools.codeSource(KitFingerprint.class);
        private static final String VALUE = ContentHash.ofClasses(SOURCE, List.of("dev/synod/tlc/"));
    }

    private KitFingerprint() {
    }

    /**
     * The fingerprint.
     *
     * @return a SHA-256 of the kit's classes
     */
    public static String value() {
        return Holder.VALUE;
    }
}
