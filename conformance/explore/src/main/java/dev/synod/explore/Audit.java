package dev.synod.explore;

import dev.synod.explore.RecordedTraces.Outcome;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.ExplorationStory;
import dev.synod.explore.explorer.Explorer;
import dev.synod.explore.explorer.PinnedCount;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Examines an algorithm from end to end: TLC checks its models, its machine is run through many schedules and every
 * trace is replayed, its mutants must be rejected, its recorded traces must get their verdicts, and, if asked, the
 * explorer visits every state of its small model.
 */
public final class Audit {
    private final Path specs;
    private final Path traces;
    private final CheckSettings settings;
    private final Path failures;
    private boolean explored;

    /** What an examination came to. */
    public enum Standing {
        /** It is as it must be. */
        GOOD,
        /** It is not as it must be. */
        WRONG,
        /** A limit was reached. */
        UNDECIDED,
        /** It was not run, on purpose. */
        NOT_RUN,
        /** There is nothing of the kind to examine. */
        NONE
    }

    /**
     * @param specs    the folder of specifications
     * @param traces   the folder of recorded traces; it need not exist
     * @param settings how to run TLC
     * @param failures where the traces of failing schedules are written
     */
    public Audit(Path specs, Path traces, CheckSettings settings, Path failures) {
        this.specs = specs;
        this.traces = traces;
        this.settings = settings;
        this.failures = failures;
    }

    /**
     * One line of the result.
     *
     * @param what    what was examined
     * @param verdict what came of it, in a word or two
     * @param standing what that means for the whole
     * @param states  distinct states found by TLC or the explorer, or null
     * @param events  events explained, or null
     * @param rate    events a second, or null
     * @param actions the specification's actions taken, {@code 14 of 14}, or null
     */
    public record Row(String what, String verdict, Standing standing, Long states, Long events, Double rate,
            String actions) {

        Row(String what, String verdict, Standing standing) {
            this(what, verdict, standing, null, null, null, null);
        }

        private static Row none(String what) {
            return new Row(what, "none", Standing.NONE);
        }
    }

    /**
     * The result.
     *
     * @param algorithm the algorithm's name
     * @param rows      what was examined, in order
     * @param stories   what went wrong, told at length; empty if all is as it must be
     */
    public record Report(String algorithm, List<Row> rows, List<String> stories) {
        /** What it came to as a whole: wrong if anything is, else undecided if anything is, else good. */
        public Standing standing() {
            return Stream.of(Standing.WRONG, Standing.UNDECIDED)
                    .filter(s -> count(s) > 0)
                    .findFirst()
                    .orElse(Standing.GOOD);
        }

        private long count(Standing standing) {
            return rows.stream().filter(r -> r.standing() == standing).count();
        }
    }

    /** Whether the explorer visits every state of the small model as well; it takes longer than all the rest. */
    public Audit explored(boolean asked) {
        this.explored = asked;
        return this;
    }

    /**
     * Examines one algorithm.
     *
     * @param schedules how many simulated schedules to run
     * @param seed      the first schedule's seed
     * @param steps     the most steps of each
     * @param listener  told of the models
     * @param progress  told in a line now and then how far the rest has come
     */
    public Report run(AlgorithmProvider<?, ?> algorithm, int schedules, long seed, long steps, CheckListener listener,
            Consumer<String> progress) throws InterruptedException {
        Path folder = specs.resolve(algorithm.spec()).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UnusableInputException(specs.toString(), "no folder of the specification " + algorithm.spec(),
                    "the folder of specifications", "name it (--specs DIR)");
        }
        List<Row> rows = new ArrayList<>();
        List<String> stories = new ArrayList<>();
        models(folder, listener, rows, stories);
        schedules(algorithm, Schedule.sweep(algorithm, schedules, seed, steps), rows, stories, progress);
        mutants(algorithm, rows, stories, progress);
        recorded(algorithm.name(), rows, stories);
        explorer(algorithm, rows, stories, progress);
        Report report = new Report(algorithm.name(), rows, stories);
        results().record(report);
        return report;
    }

    /** The specifications that no algorithm among those at hand has, by their folders' names, such as those of histories. */
    public List<String> withoutMachine() {
        Set<Path> owned = Algorithms.all().stream()
                .map(algorithm -> specs.resolve(algorithm.spec()).toAbsolutePath().normalize().getParent())
                .collect(Collectors.toSet());
        return ModelFinder.manifests(specs).stream()
                .map(manifest -> manifest.toAbsolutePath().normalize().getParent())
                .filter(folder -> !owned.contains(folder))
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    /**
     * Examines a specification that has no machine: its models and its recorded traces.
     *
     * @param name one of {@link #withoutMachine}
     */
    public Report run(String name, CheckListener listener) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        List<String> stories = new ArrayList<>();
        models(specs.resolve(name), listener, rows, stories);
        rows.add(Row.none("machine"));
        recorded(name, rows, stories);
        return new Report(name, rows, stories);
    }

    private void models(Path folder, CheckListener listener, List<Row> rows, List<String> stories)
            throws InterruptedException {
        List<Model> models = ModelFinder.models(folder);
        CheckReport report = new Checker(settings, listener).check(models);
        for (ModelReport model : report.models()) {
            Standing standing = standing(model.verdict());
            String result = model.outcome()
                    .map(o -> o.properties().isEmpty() ? o.kind().label() : "violates " + String.join(", ", o.properties()))
                    .orElse(String.join("; ", model.reasons()));
            rows.add(new Row("model " + model.model().shortName(),
                    standing == Standing.NOT_RUN ? "not run" : model.verdict().label() + ": " + result + (model.upToDate() ? " (up to date)" : ""),
                    standing, model.outcome().map(o -> o.distinct()).orElse(null), null, null, null));
        }
        for (ModelReport failure : report.failures()) {
            stories.addAll(dev.synod.tlc.report.Story.lines(failure,
                    "synod check " + failure.model().manifest().map(Path::toString).orElse("") + " --rerun"));
        }
    }

    private static Standing standing(dev.synod.tlc.check.Verdict verdict) {
        return switch (verdict) {
            case AS_EXPECTED -> Standing.GOOD;
            case UNEXPECTED, UNUSABLE -> Standing.WRONG;
            case UNDECIDED, UNSUPPORTED -> Standing.UNDECIDED;
            case SKIPPED -> Standing.NOT_RUN;
        };
    }

    private static Standing standing(boolean good) {
        return good ? Standing.GOOD : Standing.WRONG;
    }

    private void schedules(AlgorithmProvider<?, ?> algorithm, List<Schedule> schedules, List<Row> rows,
            List<String> stories, Consumer<String> progress) {
        int every = Math.max(1, schedules.size() / 4);
        Conformance.Report report = new Conformance(algorithm, new SpecFolders(List.of(specs.toAbsolutePath())))
                .check(schedules, done -> {
                    if (done % every == 0) {
                        progress.accept(algorithm.name() + ": " + done + " of " + schedules.size() + " schedules replayed");
                    }
                });
        rows.add(new Row(report.schedules() + " simulated schedules",
                report.failures().isEmpty() ? "ok" : "FAILED: " + report.failures().size() + " left the specification",
                standing(report.failures().isEmpty()), null, report.events(), report.eventsPerSecond(),
                report.actionsCovered() + " of " + report.actions().size()));
        for (Conformance.Failure failure : report.failures().subList(0, Math.min(3, report.failures().size()))) {
            Path file = failures.resolve(algorithm.name() + "-" + failure.schedule().seed() + ".ndjson");
            write(file, failure.trace());
            stories.addAll(Story.of(failure.result(), "synod run " + algorithm.name() + " "
                    + failure.schedule().arguments() + " --out FILE, or synod replay " + file));
        }
    }

    private void mutants(AlgorithmProvider<?, ?> algorithm, List<Row> rows, List<String> stories,
            Consumer<String> progress) {
        List<Mutant> mutants = Mutants.of(algorithm.name());
        if (mutants.isEmpty()) {
            rows.add(Row.none("mutants"));
            return;
        }
        progress.accept(algorithm.name() + ": " + mutants.size() + " mutants");
        int killed = 0;
        for (Mutant mutant : mutants) {
            Mutants.Outcome outcome = Mutants.check(mutant, new SpecFolders(List.of(specs.toAbsolutePath())));
            if (outcome.killed()) {
                killed++;
            } else {
                stories.add("mutant " + mutant.name() + ": " + outcome.reason());
            }
        }
        rows.add(new Row(mutants.size() + " mutants", killed == mutants.size() ? "ok: each rejected for its reason"
                : "FAILED: " + (mutants.size() - killed) + " not rejected for their reason",
                standing(killed == mutants.size())));
    }

    private void recorded(String name, List<Row> rows, List<String> stories) {
        Path folder = traces.resolve(name);
        int before = rows.size();
        if (Files.isDirectory(folder)) {
            recorded(folder, rows, stories);
        }
        if (rows.size() == before) {
            rows.add(Row.none("recorded traces"));
        }
    }

    private void recorded(Path folder, List<Row> rows, List<String> stories) {
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(specs.toAbsolutePath())))) {
            for (Outcome outcome : RecordedTraces.check(folder, replayer)) {
                rows.add(new Row("trace " + outcome.trace().getFileName(),
                        (outcome.asExpected() ? "ok: " : "FAILED: ") + outcome.result().verdict().word()
                                + (outcome.result().complete() || !outcome.asExpected()
                                        || !outcome.expected().verdict().equals("incomplete") ? "" : ", incomplete"),
                        standing(outcome.asExpected()), null, outcome.result().events(), null,
                        outcome.result().actionsCovered() + " of " + outcome.result().actions().size()));
                if (!outcome.asExpected()) {
                    stories.add(outcome.trace() + ": " + outcome.difference());
                    stories.addAll(Story.of(outcome.result(), "synod replay " + outcome.trace()));
                }
            }
        }
    }

    private void explorer(AlgorithmProvider<?, ?> algorithm, List<Row> rows, List<String> stories,
            Consumer<String> progress) throws InterruptedException {
        OptionalLong pinned = PinnedCount.of(algorithm, specs);
        Long states = pinned.isPresent() ? pinned.getAsLong() : null;
        if (!explored) {
            rows.add(states == null ? Row.none("explorer")
                    : new Row("explorer", "not run; that many states are pinned", Standing.NOT_RUN, states, null, null,
                            null));
            return;
        }
        progress.accept(algorithm.name() + ": every state of the small model");
        // Where a count is pinned TLC is held to it by the model's check.
        Exploration e = Explorer.of(algorithm, new SpecFolders(List.of(specs.toAbsolutePath())))
                .pinned(pinned).tlc(pinned.isEmpty()).run();
        results().record(e, null);
        String outcome = e.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Standing standing = switch (e.outcome().exitCode()) {
            case 0 -> Standing.GOOD;
            case 1 -> Standing.WRONG;
            default -> Standing.UNDECIDED;
        };
        rows.add(new Row("explorer", standing == Standing.GOOD
                ? "ok: " + outcome + (pinned.isPresent() ? ", as pinned" : ", not pinned")
                : (standing == Standing.WRONG ? "FAILED: " : "UNDECIDED: ") + outcome,
                standing, e.specStates(), e.transitions(), null, null));
        if (standing != Standing.GOOD) {
            Path file = failures.resolve(algorithm.name() + "-explored.ndjson");
            e.departure().ifPresent(d -> write(file, d.trace()));
            stories.addAll(ExplorationStory.of(e, e.departure().isPresent() ? file.toString() : null));
        }
    }

    private LastResults results() {
        return new LastResults(settings.work(), specs);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result as a table, one line a row, and a summary. */
    public static List<String> table(Report report) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(report.algorithm(), "verdict", "states", "events", "events/s", "actions"));
        for (Row row : report.rows()) {
            cells.add(List.of(row.what(), row.verdict(), number(row.states()), number(row.events()),
                    row.rate() == null ? "" : number(Math.round(row.rate())), row.actions() == null ? "" : row.actions()));
        }
        int[] widths = new int[cells.get(0).size()];
        cells.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - line.get(i).length());
                text.append(i < 2 ? line.get(i) + pad : pad + line.get(i)).append("  ");
            }
            lines.add(text.toString().stripTrailing());
        }
        lines.add(report.algorithm() + ": " + summary(report));
        return lines;
    }

    private static String summary(Report report) {
        long wrong = report.count(Standing.WRONG);
        long undecided = report.count(Standing.UNDECIDED);
        long notRun = report.count(Standing.NOT_RUN);
        String none = report.rows().stream().filter(r -> r.standing() == Standing.NONE).map(Row::what)
                .collect(Collectors.joining(", "));
        return (wrong > 0 ? wrong + " of " + report.rows().size() + " are not as they must be"
                        : undecided > 0 ? "nothing is wrong" : "everything that was run is as it must be")
                + (undecided == 0 ? "" : "; undecided: " + undecided)
                + (notRun == 0 ? "" : "; not run: " + notRun)
                + (none.isEmpty() ? "" : "; there are none: " + none);
    }

    private static String number(Long n) {
        return n == null ? "" : String.format(java.util.Locale.ROOT, "%,d", n);
    }
}
