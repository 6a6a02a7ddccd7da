package dev.synod.tlc.check;

import dev.synod.tlc.ContentHash;
import dev.synod.tlc.SharedModules;
import dev.synod.tlc.TlaText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules that a module reaches through EXTENDS and INSTANCE, and a hash of all that.
 *
 * <p>The scan errs on the side of too much: it takes every name that follows INSTANCE (also LOCAL, also named, also
 * WITH substitutions) or stands in an EXTENDS list, even those of modules inside modules. For every name it hashes what
 * each folder has under it, in the order in which the parser searches them, and also that a folder has nothing: a new
 * file that would shadow another one changes the hash. Class files count as well, since TLC loads operators from them.
 */
public final class ModuleScan {

    private static final Pattern HEADER = Pattern.compile("-{4,}\\s*MODULE\\s+\\w+\\s*-{4,}");
    private static final Pattern EXTENDS = Pattern.compile("\\bEXTENDS\\s+(\\w+(?:\\s*,\\s*\\w+)*)");
    private static final Pattern INSTANCE = Pattern.compile("\\bINSTANCE\\s+(\\w+)");
    /** Modules whose operators read files, the clock, the environment or a random generator. */
    private static final Set<String> IMPURE_MODULES = Set.of("IOUtils", "Json", "CSV", "SVG", "Randomization");
    /** Operators of module TLC that do. */
    private static final Pattern IMPURE_OPERATORS = Pattern.compile("\\b(RandomElement|JavaTime)\\b");
    private static final String STANDARD_MODULES = "tla2sany/StandardModules/";

    private final List<Path> folders;
    private final List<Path> jars;
    private final Set<String> names = new TreeSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean pure = true;

    /**
     * @param folders where modules are searched, in order; the root module's own folder comes first
     * @param jars    where those are searched that no folder has
     */
    ModuleScan(List<Path> folders, List<Path> jars) {
        this.folders = List.copyOf(folders);
        this.jars = List.copyOf(jars);
    }

    /**
     * The files of a module and of those that it reaches and that are no standard modules, its own first.
     *
     * @param module  the module's file
     * @param library folders in which modules may be besides its own; jars are not looked into
     * @throws IOException if a file cannot be read
     */
    public static List<Path> files(Path module, List<Path> library) throws IOException {
        Path own = module.toAbsolutePath().normalize();
        List<Path> folders = new ArrayList<>(List.of(own.getParent()));
        folders.addAll(SharedModules.library(own, library));
        folders.removeIf(folder -> !Files.isDirectory(folder));
        ModuleScan scan = new ModuleScan(folders, List.of());
        String root = own.getFileName().toString().replaceFirst("\\.tla$", "");
        scan.scan(root);
        List<Path> files = new ArrayList<>(List.of(own));
        for (String name : scan.names()) {
            folders.stream().map(folder -> folder.resolve(name + ".tla")).filter(Files::isRegularFile).findFirst()
                    .filter(file -> !file.equals(own)).ifPresent(files::add);
        }
        return files;
    }

    /** Scans from a root module on. */
    void scan(String root) throws IOException {
        reach(root);
        while (!waiting.isEmpty()) {
            String name = waiting.removeFirst();
            for (Path folder : folders) {
                Path file = folder.resolve(name + ".tla");
                if (Files.isRegularFile(file)) {
                    read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), true);
                }
            }
            Optional<String> packed = packed(name);
            if (packed.isPresent()) {
                read(packed.get(), false);
            }
        }
    }

    /** The names of all modules that the scan came across, whether or not they exist. */
    Set<String> names() {
        return names;
    }

    /** Whether the result depends on nothing but the files, as far as the scan can tell. */
    boolean pure() {
        return pure;
    }

    /** Adds the content of every module to a hash. The jars are left to whoever knows them. */
    void addTo(ContentHash hash) throws IOException {
        for (String name : names) {
            for (int at = 0; at < folders.size(); at++) {
                for (String extension : List.of(".tla", ".class")) {
                    Path file = folders.get(at).resolve(name + extension);
                    String piece = at + "/" + name + extension;
                    if (Files.isRegularFile(file)) {
                        hash.add(piece, Files.readAllBytes(file));
                    } else {
                        hash.add(piece + " absent", "");
                    }
                }
            }
        }
    }

    private void read(String text, boolean own) {
        Matcher header = HEADER.matcher(text);
        String code = TlaText.withoutComments(header.find() ? text.substring(header.start()) : text);
        Matcher extended = EXTENDS.matcher(code);
        while (extended.find()) {
            for (String name : extended.group(1).split(",")) {
                reach(name.strip());
            }
        }
        Matcher instance = INSTANCE.matcher(code);
        while (instance.find()) {
            reach(instance.group(1));
        }
        if (own && IMPURE_OPERATORS.matcher(code).find()) {
            pure = false;
        }
    }

    private void reach(String name) {
        if (names.add(name)) {
            waiting.addLast(name);
            pure &= !IMPURE_MODULES.contains(name);
        }
    }

    private Optional<String> packed(String name) throws IOException {
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                continue;
            }
            try (JarFile file = new JarFile(jar.toFile())) {
                for (String entryName : List.of(STANDARD_MODULES + name + ".tla", name + ".tla")) {
                    JarEntry entry = file.getJarEntry(entryName);
                    if (entry != null) {
                        try (InputStream in = file.getInputStream(entry)) {
                            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }
}
