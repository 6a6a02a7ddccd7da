package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The algorithm that CONTRIBUTING.md lists as an example, taken from the page as it stands there. */
class RecipeTest {

    /** A file's path in backticks, and its text between fences. */
    private static final Pattern LISTED = Pattern.compile("^`([^`\\s]+)`\\R\\R```\\w*\\R(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Path ROOT = Path.of("../..");
    private static final Path ALGORITHMS = Path.of("impl/algorithms/src");

    @TempDir
    Path folder;

    private final List<String> files = new ArrayList<>();

    @BeforeEach
    void takeTheListing() throws IOException {
        String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        Matcher listed = LISTED.matcher(page.substring(page.indexOf("## One more algorithm")));
        while (listed.find()) {
            files.add(listed.group(1));
            Path file = folder.resolve(listed.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, listed.group(2));
        }
        ForeignAlgorithm.copy(ROOT.resolve("specs/lib"), folder.resolve("specs/lib"));
    }

    @Test
    void everyKindOfFileIsListed() {
        assertThat(files).hasSize(11).doesNotHaveDuplicates();
        for (String kind : List.of("\\.tla", "/MC\\w+\\.cfg", "Broken_\\w+\\.cfg", "/manifest\\.json", "Provider\\.java",
                "Mutants\\.java", "Test\\.java", "main/.*\\.AlgorithmProvider", "test/.*\\.MutantProvider")) {
            assertThat(files).as(kind).anyMatch(file -> Pattern.compile(kind + "$").matcher(file).find());
        }
    }

    @Test
    void itsModelsComeOutAsItsManifestSays() throws Exception {
        ForeignAlgorithm.assertModels(folder.resolve("specs"), folder.resolve("work"), 2);
    }

    @Test
    void itsMachineObeysItAndItsMutantDoesNotAndItsTestPasses() throws Exception {
        Path algorithms = folder.resolve(ALGORITHMS);
        try (ForeignAlgorithm flooding = new ForeignAlgorithm("flooding", folder.resolve("specs"),
                List.of(algorithms.resolve("main/java"), algorithms.resolve("test/java")),
                List.of(algorithms.resolve("main/resources"), algorithms.resolve("test/resources")),
                folder.resolve("classes"))) {
            flooding.assertItObeysItsSpecification(2);
            flooding.assertMutantsAreRejected(1);
            assertThat(run(flooding.type("dev.synod.algorithms.flooding.FloodingTest"))).isEqualTo(1);
        }
    }

    /** Runs the tests of a class, and says how many there are. */
    private static int run(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        int count = 0;
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                method.invoke(constructor.newInstance());
                count++;
            }
        }
        return count;
    }
}
