package dev.synod.cli;

import dev.synod.explore.LastResults;
import dev.synod.explore.mutation.Detector;
import dev.synod.explore.mutation.ExplorerDetector;
import dev.synod.explore.mutation.ModelDetector;
import dev.synod.explore.mutation.Mutation;
import dev.synod.explore.mutation.MutationJson;
import dev.synod.explore.mutation.MutationReport;
import dev.synod.explore.mutation.ReplayDetector;
import dev.synod.explore.mutation.SpecMutant;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.tlc.TimeLimits;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.WorkFiles;
import dev.synod.tlc.manifest.ManifestReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mutates an algorithm on both sides. */
@Command(name = "mutate", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Plant bugs in an algorithm's specification and in its machine, one at a time, and tell which "
                + "check notices each: a replay, then a model check, then, if asked, the explorer. A survivor that nobody explains is a failure.")
final class MutateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALGORITHM", description = "The algorithm.")
    private String name;

    @Option(names = "--spec-only", description = "Mutate the specification only.")
    private boolean specOnly;

    @Option(names = "--code-only", description = "Plant the machine's mutants only.")
    private boolean codeOnly;

    @Option(names = "--model", paramLabel = "NAME", description = "A model of the manifest with which to check what the "
            + "replay does not notice; may be repeated. Default: the quick ones that are expected to succeed, and "
            + "none if there is no manifest.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--no-model", description = "Replay only.")
    private boolean noModel;

    @Option(names = "--explore", description = "Also visit every state of the algorithm's small model: with each mutant of "
            + "the machine, and with each of the specification that nothing else notices. Takes long.")
    private boolean explore;

    @Option(names = "--limit", paramLabel = "N", description = "At most that many mutants of the specification, spread "
            + "over it evenly. Default: all.")
    private Integer limit;

    @Option(names = "--only", paramLabel = "TEXT", description = "Only the mutants of the specification whose names "
            + "contain that, such as the name of an action; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--time-limit", paramLabel = "TIME", defaultValue = "5m",
            description = "The time that one model check or one exploration may take. Default: ${DEFAULT-VALUE}")
    private String timeLimit;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "The seed of schedules and wrong traces. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private SpecsOption specs;

    @Mixin
    private TracesOption traces;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (specOnly && codeOnly) {
            throw new UnusableInputException("--spec-only, --code-only", "both", "one of them", "leave one out");
        }
        if (noModel && !models.isEmpty()) {
            throw new UnusableInputException("--model, --no-model", "both", "one of them", "leave one out");
        }
        if (limit != null && limit < 1) {
            throw new UnusableInputException("--limit", limit.toString(), "a number, 1 or more",
                    "ask for more: without a mutant nothing is shown");
        }
        AlgorithmProvider<?, ?> algorithm = NamedAlgorithms.one("synod mutate", name);
        PrintWriter out = spec.commandLine().getOut();
        Mutation mutation = new Mutation(specs.folder(), algorithm.spec(), this::progress);
        Duration limitOfOne = TimeLimits.parse("--time-limit", timeLimit);
        Optional<ExplorerDetector> explorer = Optional.empty();
        if (explore) {
            explorer = Optional.of(ExplorerDetector.of(algorithm, specs.folder(), algorithm.smallModel(), 1, limitOfOne));
            progress(name + ": the explorer's model has " + explorer.get().states() + " states");
        }
        List<MutationReport.Row> code = specOnly ? List.of() : mutation.code(algorithm, explorer);
        List<MutationReport.Row> changed = codeOnly ? List.of() : specRows(mutation, algorithm, explorer, limitOfOne);
        boolean whole = !specOnly && !codeOnly && limit == null && only.isEmpty();
        MutationReport report = mutation.report(changed, code, whole);
        // Where not all checks were asked, who survives is not known.
        if (whole && !noModel && models.isEmpty()) {
            new LastResults(WorkFiles.defaultFolder(specs.folder()), specs.folder()).record(algorithm.name(), report);
        }
        if (json) {
            out.println(MutationJson.of(report).toPrettyString());
        } else {
            report.table().forEach(out::println);
        }
        out.flush();
        return (!report.good() ? ExitCode.WRONG
                : report.undecided() || report.rows().isEmpty() ? ExitCode.UNDECIDED : ExitCode.AS_EXPECTED).status();
    }

    private List<MutationReport.Row> specRows(Mutation mutation, AlgorithmProvider<?, ?> algorithm,
            Optional<ExplorerDetector> explorer, Duration limitOfOne) throws InterruptedException {
        Path folder = specs.folder().resolve(algorithm.spec()).getParent();
        List<String> chosen = !models.isEmpty() ? models
                : noModel || !Files.isRegularFile(folder.resolve(ManifestReader.FILE_NAME)) ? List.of()
                : ModelDetector.quick(folder);
        if (!chosen.isEmpty()) {
            ModelDetector.known(folder, chosen);
        }
        List<SpecMutant> mutants = mutation.specMutants();
        if (!only.isEmpty()) {
            mutants = mutants.stream().filter(m -> only.stream().anyMatch(m.key()::contains)).toList();
        }
        if (limit != null && limit < mutants.size()) {
            List<SpecMutant> all = mutants;
            mutants = IntStream.range(0, limit).mapToObj(i -> all.get((int) ((long) i * all.size() / limit))).toList();
        }
        if (mutants.isEmpty()) {
            throw new UnusableInputException("--only", "no mutant of the specification with " + String.join(" or ", only),
                    "a part of a mutant's name", "see the names without --only");
        }
        progress(algorithm.name() + ": " + mutants.size() + " mutants of the specification, checked by replay"
                + chosen.stream().map(m -> ", " + m).collect(Collectors.joining())
                + (explorer.isPresent() ? ", the explorer" : ""));
        Path work = temporary();
        try {
            List<Detector> detectors = new ArrayList<>();
            if (!chosen.isEmpty()) {
                detectors.add(new ModelDetector(folder, new CheckSettings(TlaTools.bundled(), List.of(), true, true,
                        Optional.of(limitOfOne), OptionalInt.empty(), OptionalInt.empty(), 1, work), chosen));
            }
            detectors.add(0, ReplayDetector.of(algorithm, specs.folder(), traces.folder(), seed));
            explorer.ifPresent(detectors::add);
            return mutation.spec(mutants, detectors);
        } finally {
            delete(work);
        }
    }

    private void progress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("synod-mutate-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
