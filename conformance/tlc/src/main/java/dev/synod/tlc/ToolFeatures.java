package dev.synod.tlc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What this or that version of tla2tools can do, and where the modules come from that none of them has. The one place
 * for differences between versions, but for the wording of messages, which is in {@link MessageBodies}.
 */
final class ToolFeatures {

    /** Generates behaviours; since TLC 1.8. */
    static final String GENERATE = "-generate";

    /** Leaves out the module that newer versions write for every counterexample, into the folder that they run in. */
    static final String NO_ERROR_SPECIFICATION = "-noGenerateSpecTE";

    /** The property that switches the composition of actions on; a constant of the class tells whether it is read. */
    static final String COMPOSITION = "tlc2.tool.impl.Tool.cdot";

    private static final String OPTIONS_CLASS = "tlc2/TLC.class";
    private static final String COMPOSITION_CLASS = "tlc2/tool/impl/Tool.class";
    private static final String COMPOSITION_CONSTANT = "CDOT_KEY";

    /** Keywords of configurations that newer versions of TLC know, and older ones do not. */
    private static final Set<String> NEWER_KEYWORDS = Set.of("ALIAS", "POSTCONDITION", "_PERIODIC", "_RL_REWARD");

    /** What {@code TLCGet} returns in newer versions of TLC, besides Java's properties ({@code -D...}). */
    private static final Set<String> NEWER_REGISTERS = Set.of("action", "config", "spec", "stats");

    private static final Map<String, String> LIBRARIES = new TreeMap<>();

    static {
        library("the TLA+ proof system's library", "TLAPS", "BagsTheorems", "FiniteSetTheorems",
                "FiniteSetTheorems_proofs", "FunctionTheorems", "FunctionTheorems_proofs", "NaturalsInduction",
                "NaturalsInduction_proofs", "PTL", "RealTime_proofs", "SequenceTheorems", "SequenceTheorems_proofs",
                "SequencesTheorems", "WellFoundedInduction", "WellFoundedInduction_proofs");
        library("the CommunityModules", "BagsExt", "Bitwise", "CSV", "Combinatorics", "DifferentialEquations",
                "DyadicRationals", "FiniteSetsExt", "FiniteSetsExtTheorems", "Folds", "Functions", "Graphs",
                "GraphViz", "HTML", "IOUtils", "Json", "KnuthYao", "LazySeq", "MRDirectedGraphs", "Relation", "SVG",
                "SequencesExt", "SequencesExtTheorems", "ShiViz", "Statistics", "Strings", "TLCTrace",
                "UndirectedGraphs", "VectorClocks");
        library("a newer tla2tools, or the CommunityModules", "TLCExt");
        library("Apalache's library", "Apalache", "Option", "Variants");
    }

    private ToolFeatures() {
    }

    private static void library(String name, String... modules) {
        for (String module : modules) {
            LIBRARIES.put(module, name);
        }
    }

    /** The library that is known to have a module, if any is. */
    static Optional<String> libraryOf(String module) {
        return Optional.ofNullable(LIBRARIES.get(module));
    }

    /** Whether a word is a keyword of configurations in some version of TLC later than the first. */
    static boolean isNewerKeyword(String word) {
        return NEWER_KEYWORDS.contains(word);
    }

    /** Whether the argument of a {@code TLCGet} is one that newer versions of TLC know. */
    static boolean isNewerRegister(String argument) {
        return NEWER_REGISTERS.contains(argument) || argument.startsWith("-D");
    }

    /**
     * Whether TLC has an option. Its options are string constants of its main class, so that the class tells without
     * being run.
     */
    static boolean knows(TlaTools tools, String option) {
        return hasConstant(tools, OPTIONS_CLASS, option);
    }

    /** Whether TLC can compose actions, if it is told to. */
    static boolean composesActions(TlaTools tools) {
        return hasConstant(tools, COMPOSITION_CLASS, COMPOSITION_CONSTANT);
    }

    private static boolean hasConstant(TlaTools tools, String type, String text) {
        byte[] constant = text.getBytes(StandardCharsets.UTF_8);
        byte[] code = classFile(tools.classPath(), type);
        // In a class file a string is its length in two bytes and then its characters.
        for (int at = 2; at + constant.length <= code.length; at++) {
            if (code[at - 2] == 0 && code[at - 1] == constant.length && matches(code, at, constant)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] code, int at, byte[] constant) {
        for (int i = 0; i < constant.length; i++) {
            if (code[at + i] != constant[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] classFile(Path source, String type) {
        try {
            if (Files.isDirectory(source)) {
                return Files.readAllBytes(source.resolve(type));
            }
            try (JarFile jar = new JarFile(source.toFile())) {
                JarEntry entry = jar.getJarEntry(type);
                try (InputStream in = jar.getInputStream(entry)) {
                    return in.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
