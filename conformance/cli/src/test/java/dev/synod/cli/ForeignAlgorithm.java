package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.Conformance;
import dev.synod.explore.Mutants;
import dev.synod.explore.NamingCheck;
import dev.synod.explore.Schedule;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.Explorer;
import dev.synod.explore.explorer.PinnedCount;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NamingContract;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** An algorithm that a test has as source text: compiled, loaded, and held to its specification, all without Maven. */
final class ForeignAlgorithm implements AutoCloseable {

    private final String name;
    private final SpecFolders specs;
    private final Path folder;
    private final URLClassLoader loader;
    private final AlgorithmProvider<?, ?> algorithm;

    /**
     * Compiles and loads it.
     *
     * @param name      the algorithm's name
     * @param specs     the folder of specifications
     * @param sources   folders of Java sources
     * @param resources folders of what else is on the class path, its services among it
     * @param classes   the folder for the classes
     */
    ForeignAlgorithm(String name, Path specs, List<Path> sources, List<Path> resources, Path classes) throws IOException {
        this.name = name;
        this.specs = new SpecFolders(List.of(specs));
        this.folder = specs;
        compile(sources, classes);
        for (Path from : resources) {
            copy(from, classes);
        }
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        algorithm = ServiceLoader.load(AlgorithmProvider.class, loader).stream().map(ServiceLoader.Provider::get)
                .filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    }

    /** All models under that folder, so many, come out as their manifest says. */
    static CheckReport assertModels(Path specs, Path work, int models) throws InterruptedException {
        CheckReport report =
                new Checker(CheckSettings.defaults(work), CheckListener.NONE).check(ModelFinder.models(specs));
        assertThat(report.models()).hasSize(models).allSatisfy(model -> assertThat(model.reasons()).isEmpty());
        assertThat(report.failures()).isEmpty();
        return report;
    }

    /** Names, simulated runs, in which each of so many actions is taken, and exploration. */
    void assertItObeysItsSpecification(int actions) throws InterruptedException {
        Conformance.Report report =
                new Conformance(algorithm, specs).check(Schedule.sweep(algorithm, 60, 1, 300), done -> { });
        assertThat(report.failures()).isEmpty();
        assertThat(report.actions()).hasSize(actions).allSatisfy((action, times) ->
                assertThat(times).as(action).isPositive());
        Exploration explored = Explorer.of(algorithm, specs).tlc(false).pinned(PinnedCount.of(algorithm, folder)).run();
        assertThat(explored.outcome()).as(explored.reason()).isEqualTo(Exploration.Outcome.EQUAL);
        assertThat(explored.reason()).endsWith("as many as are pinned");
        try (Replayer replayer = Replayer.of(specs)) {
            assertThat(NamingCheck.differences(
                    NamingContract.of(Simulation.of(algorithm).ensemble().machines().get(0)),
                    replayer.outline(Simulation.of(algorithm).header()))).isEmpty();
        }
    }

    /** It has so many mutants, each rejected for its reason. */
    void assertMutantsAreRejected(int count) {
        List<Mutant> mutants = ServiceLoader.load(MutantProvider.class, loader).stream().map(ServiceLoader.Provider::get)
                .filter(p -> p.algorithm().equals(name)).flatMap(p -> p.mutants().stream()).toList();
        assertThat(mutants).hasSize(count)
                .allSatisfy(mutant -> assertThat(Mutants.check(mutant, specs).reason()).isNull());
    }

    /** The class of that name. */
    Class<?> type(String className) throws ClassNotFoundException {
        return loader.loadClass(className);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<File> files = new ArrayList<>();
        for (Path folder : sources) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".java")).map(Path::toFile).forEach(files::add);
            }
        }
        Files.createDirectories(classes);
        List<String> options = List.of("--release", "17", "-parameters", "-Xlint:all,-processing,-classfile", "-Werror",
                "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean ok = compiler.getTask(
                    said, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files)).call();
            assertThat(ok).as(said.toString()).isTrue();
        }
    }

    /** Copies all files of a folder into another. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
