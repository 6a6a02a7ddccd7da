package dev.synod.cli;

import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** The files of a new project, with its names in them. */
final class Starter {

    private static final String TEMPLATES = "starter/";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** Maven takes no other letters than these, Java would. */
    private static final Pattern GROUP = Pattern.compile("\\w+(\\.\\w+)*");
    private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z.]+|Module)@");
    private static final Pattern COMMENT =
            Pattern.compile("(?s)/\\*.*?\\*/|\\(\\*.*?\\*\\)|\\\\\\*[^\\n]*");
    private static final Pattern CAPITALISED = Pattern.compile("\\b[A-Z]\\w*");
    private static final Set<String> STANDARD_MODULES = Set.of("Bags", "FiniteSets", "Integers", "Json", "Naturals",
            "Randomization", "Reals", "RealTime", "Sequences", "TLC", "TLCExt", "TLAPS", "Toolbox", "IOUtils");

    /** Each template, and the file that it becomes. */
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        String main = "src/main/java/@path@/";
        String test = "src/test/java/@path@/";
        FILES.put("pom.xml", "pom.xml");
        FILES.put("README.md", "README.md");
        FILES.put("gitignore", ".gitignore");
        FILES.put("Module.tla", "specs/@name@/@Module@.tla");
        FILES.put("MCModule.tla", "specs/@name@/MC@Module@.tla");
        FILES.put("MCModule.cfg", "specs/@name@/MC@Module@.cfg");
        FILES.put("MCModuleBroken.cfg", "specs/@name@/MC@Module@Broken.cfg");
        FILES.put("MCModuleUnfair.cfg", "specs/@name@/MC@Module@Unfair.cfg");
        FILES.put("manifest.json", "specs/@name@/manifest.json");
        FILES.put("package-info.java", main + "package-info.java");
        FILES.put("Machine.java", main + "@Module@.java");
        FILES.put("Node.java", main + "Node.java");
        FILES.put("Message.java", main + "Message.java");
        FILES.put("Generous.java", main + "Generous.java");
        FILES.put("Provider.java", main + "@Module@Provider.java");
        FILES.put("AlgorithmProvider", "src/main/resources/META-INF/services/dev.synod.runtime.AlgorithmProvider");
        FILES.put("Test.java", test + "@Module@Test.java");
        FILES.put("Mutants.java", test + "@Module@Mutants.java");
        FILES.put("MutantProvider", "src/test/resources/META-INF/services/dev.synod.runtime.MutantProvider");
    }

    private final Map<String, String> values = new LinkedHashMap<>();

    private Starter(String name, String group) {
        versions().forEach((key, value) -> values.put((String) key, (String) value));
        String module = module(name);
        String pack = group + "." + name.replace("-", "");
        values.put("name", name);
        values.put("Module", module);
        values.put("group", group);
        values.put("package", pack);
        values.put("path", pack.replace('.', '/'));
    }

    /**
     * The files for an algorithm of that name.
     *
     * @param name  lower-case words joined by hyphens
     * @param group the project's Maven group
     * @throws UnusableInputException if it cannot be made into the names of a folder, a module, a package and a class
     */
    static Starter of(String name, String group) {
        if (!NAME.matcher(name).matches()) {
            throw unusable(name, "a name that is not of lower-case words joined by hyphens");
        }
        boolean isPackage = GROUP.matcher(group).matches() && SourceVersion.isName(group);
        if (!isPackage || group.equals("java") || group.startsWith("java.")) {
            throw new UnusableInputException("--group", "\"" + group + "\", which is no name of a package",
                    "words joined by dots, such as org.example", "name another one");
        }
        if (!SourceVersion.isName(group + "." + name.replace("-", ""))) {
            throw unusable(name, "a word that Java keeps for itself");
        }
        if (STANDARD_MODULES.stream().anyMatch(module -> module.equalsIgnoreCase(module(name)))) {
            throw unusable(name, "the name of a standard module of TLA+, " + module(name));
        }
        Starter starter = new Starter(name, group);
        if (starter.taken().contains(module(name)) || isJavaLang(module(name))) {
            throw unusable(name, "a name that something else in the project has, " + module(name));
        }
        return starter;
    }

    private static UnusableInputException unusable(String name, String found) {
        return new UnusableInputException("NAME", "\"" + name + "\", " + found,
                "a name such as lock or two-phase-commit, of which a folder, a module (TwoPhaseCommit), a package and a"
                        + " class can have theirs", "choose another name");
    }

    /** The name of the module and of the machine's class. */
    private static String module(String name) {
        return Stream.of(name.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static boolean isJavaLang(String name) {
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            // Also where the name is that of a class but for its case, on a file system that does not tell cases apart.
            return e instanceof LinkageError;
        }
    }

    /** The words of the templates that could be the name of a type, an operator or a constant. */
    private Set<String> taken() {
        Set<String> taken = new TreeSet<>();
        for (String template : FILES.keySet()) {
            if (template.endsWith(".java") || template.endsWith(".tla")) {
                String code = COMMENT.matcher(PLACEHOLDER.matcher(read(template)).replaceAll(" ")).replaceAll(" ");
                Matcher words = CAPITALISED.matcher(code);
                while (words.find()) {
                    taken.add(words.group());
                }
            }
        }
        return taken;
    }

    /** The files, by their paths in the project, with {@code /} between folders. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        FILES.forEach((template, path) -> files.put(filled(path), filled(read(template))));
        return files;
    }

    /** Writes all files; the folder must not be there yet. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException("The templates have no value for " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String read(String template) {
        try (InputStream in = Starter.class.getResourceAsStream(TEMPLATES + template)) {
            if (in == null) {
                throw new IllegalStateException("There is no template " + template);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = Starter.class.getResourceAsStream("starter-versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
