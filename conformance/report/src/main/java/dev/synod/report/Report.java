package dev.synod.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.explore.Algorithm;
import dev.synod.explore.LastResults;
import dev.synod.explore.RecordedTraces;
import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.explore.explorer.Explorer;
import dev.synod.explore.explorer.PinnedCount;
import dev.synod.replay.Coverage;
import dev.synod.replay.ReplayJson;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.LastRun;
import dev.synod.tlc.check.WorkFiles;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.report.JsonReport;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes one HTML page with all that is known: every algorithm, its models and their counterexamples, its traces as
 * space-time diagrams, the coverage of its specification. The page needs no server and no network.
 *
 * <p>Nothing slow is run for it. Traces are replayed. Of models, schedules, mutants and explorations the page shows what
 * the last check, audit or exploration left in the folder for recorded results, says when that was and whether the
 * specification has changed since, and for what was never run it says just that.
 */
public final class Report {
    /** So many events of a trace are shown, unless chosen otherwise. */
    public static final long MOST_EVENTS = 200_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TRACE_EXTENSION = ".ndjson";

    private final Path specs;
    private final Path traces;
    private final Path work;
    private final List<String> names;
    private final List<Path> given;
    private final TraceFormats formats;
    private final List<Path> library;
    private final long first;
    private final long most;

    private final Modules modules;
    private final ObjectNode data = NODES.objectNode();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<ReplayResult> accepted = new ArrayList<>();
    private final Map<List<Path>, Replayers> replayers = new HashMap<>();
    private final List<Integer> statuses = new ArrayList<>();

    private Report(Builder builder) {
        specs = builder.specs;
        traces = builder.traces;
        work = builder.work != null ? builder.work : WorkFiles.defaultFolder(specs);
        names = List.copyOf(builder.names);
        given = List.copyOf(builder.given);
        formats = builder.formats;
        library = List.copyOf(builder.library);
        first = builder.first;
        most = builder.most;
        modules = new Modules(specs);
    }

    /** What is to be shown. */
    public static final class Builder {
        private final Path specs;
        private Path traces;
        private Path work;
        private List<String> names = List.of();
        private List<Path> given = List.of();
        private TraceFormats formats = TraceFormats.OWN;
        private List<Path> library = List.of();
        private long first = 1;
        private long most = MOST_EVENTS;

        private Builder(Path specs) {
            this.specs = specs;
        }

        /** The folder of recorded traces, each with the verdict that it must get; it need not exist. */
        public Builder recorded(Path folder) {
            traces = folder;
            return this;
        }

        /** Traces besides, or folders of traces. They come first on the page. */
        public Builder traces(List<Path> files) {
            given = files;
            return this;
        }

        /** How the traces given are read. */
        public Builder formats(TraceFormats how) {
            formats = how;
            return this;
        }

        /** Folders with modules that specifications extend or instantiate. */
        public Builder library(List<Path> folders) {
            library = folders;
            return this;
        }

        /** Only these algorithms; all, if there are none. */
        public Builder algorithms(List<String> only) {
            names = only;
            return this;
        }

        /** The folder with the results of checks, audits and explorations; that of the specifications if it is null. */
        public Builder work(Path folder) {
            work = folder;
            return this;
        }

        /**
         * Which events of each trace are shown. The verdict is on all of them.
         *
         * @param number the number of the first one, from 1
         * @param count  how many, at most
         */
        public Builder events(long number, long count) {
            first = number;
            most = count;
            return this;
        }

        /** Gathers what there is to show. @param progress told in a line now and then how far it has come */
        public Report gather(Consumer<String> progress) throws IOException {
            Report report = new Report(this);
            try {
                report.gather(progress);
            } finally {
                report.close();
            }
            return report;
        }
    }

    /** A report on what belongs to a folder of specifications. @param specs the folder; it need not exist */
    public static Builder of(Path specs) {
        return new Builder(specs);
    }

    /** The exit status that tells of what the page shows: 1 if something is wrong, 2 unusable, 3 undecided, else 0. */
    public int status() {
        return List.of(1, 2, 3).stream().filter(statuses::contains).findFirst().orElse(0);
    }

    /** How many traces the page shows. */
    public int traceCount() {
        return data.withArray("traces").size();
    }

    /**
     * Writes the page.
     *
     * @param folder where; made if it is not there
     * @return the page's file
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path page = folder.resolve("index.html");
        PageWriter.write(page, data, parts);
        return page;
    }

    // -- gathering ---------------------------------------------------------------------------------------------------

    private void gather(Consumer<String> progress) throws IOException {
        data.put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        data.put("version", String.valueOf(Report.class.getPackage().getImplementationVersion()));
        ArrayNode algorithms = data.putArray("algorithms");
        data.putArray("traces");
        for (Path trace : givenTraces()) {
            progress.accept("replaying " + Words.path(trace));
            trace(trace, formats, null, null, false);
        }
        if (Files.isDirectory(specs)) {
            List<Algorithm> all = Algorithm.all(specs, traces == null ? specs.resolveSibling("traces") : traces);
            Checker checker = new Checker(CheckSettings.defaults(work), CheckListener.NONE);
            if (all.isEmpty() && names.isEmpty()) {
                withoutManifest(checker).ifPresent(algorithms::add);
            }
            for (Algorithm algorithm : chosen(all)) {
                progress.accept("gathering " + algorithm.name());
                algorithms.add(algorithm(algorithm, checker));
            }
        } else if (given.isEmpty() || !names.isEmpty()) {
            throw new UnusableInputException(specs.toString(), "no such folder", "the folder with the specifications",
                    "change to the project's folder, or name it (--specs DIR)");
        }
        ArrayNode coverage = data.putArray("coverage");
        for (Coverage c : Coverage.of(accepted)) {
            // Places without a file are in modules that are no part of the specification's text, such as the values of constants.
            ObjectNode node = ReplayJson.of(new Coverage(c.module(),
                    c.places().stream().filter(p -> p.location().file() != null).toList()));
            node.put("module", modules.key(Path.of(c.module())));
            coverage.add(modules.relative(node));
        }
        data.set("modules", modules.json());
    }

    private List<Algorithm> chosen(List<Algorithm> all) {
        for (String name : names) {
            if (all.stream().noneMatch(a -> a.name().equals(name))) {
                throw new UnusableInputException("synod report", "an unknown algorithm, " + name,
                        "one of " + String.join(", ", all.stream().map(Algorithm::name).toList()), "correct the name");
            }
        }
        if (!names.isEmpty() || given.isEmpty()) {
            return all.stream().filter(a -> names.isEmpty() || names.contains(a.name())).toList();
        }
        return all;
    }

    private List<Path> givenTraces() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (!Files.isDirectory(path)) {
                if (!Files.isRegularFile(path)) {
                    throw new UnusableInputException(path.toString(), "no such file", "a trace, or a folder of traces",
                            "correct the name");
                }
                files.add(path);
                continue;
            }
            List<Path> found = tracesIn(path);
            if (found.isEmpty()) {
                throw new UnusableInputException(path.toString(), "a folder without traces",
                        "files that end in " + TRACE_EXTENSION, "name a trace or another folder");
            }
            files.addAll(found);
        }
        return files;
    }

    private static List<Path> tracesIn(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(TRACE_EXTENSION)).sorted().toList();
        }
    }

    /** A plain folder of modules and configurations: models are all that is known of it. */
    private Optional<ObjectNode> withoutManifest(Checker checker) throws IOException {
        List<Model> found;
        try {
            found = ModelFinder.models(specs);
        } catch (UnusableInputException e) {
            if (given.isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
        ObjectNode node = NODES.objectNode();
        node.put("name", specs.toAbsolutePath().normalize().getFileName().toString());
        node.put("machine", false);
        node.put("proof", false);
        node.putArray("mutants");
        node.putArray("explorations");
        ArrayNode models = node.putArray("models");
        for (Model model : found) {
            models.add(model(model, checker));
        }
        return Optional.of(node);
    }

    private ObjectNode algorithm(Algorithm algorithm, Checker checker) throws IOException {
        ObjectNode node = NODES.objectNode();
        node.put("name", algorithm.name());
        node.put("machine", algorithm.machine());
        node.put("proof", algorithm.proof());
        algorithm.mutants().forEach(node.putArray("mutants")::add);
        Path folder = specs.resolve(algorithm.name());
        AlgorithmProvider<?, ?> provider = Algorithms.all().stream()
                .filter(a -> a.name().equals(algorithm.name())).findFirst().orElse(null);
        if (provider != null) {
            Path module = specs.resolve(provider.spec() + ".tla");
            if (Files.isRegularFile(module)) {
                node.put("module", modules.add(module, library));
            }
        }
        ArrayNode models = node.putArray("models");
        for (Model model : ModelFinder.models(folder)) {
            models.add(model(model, checker));
        }
        LastResults results = new LastResults(work, specs);
        results.audit(algorithm.name()).ifPresent(audit -> kept(node.putObject("audit"), audit));
        results.mutation(algorithm.name()).ifPresent(mutation -> {
            kept(node.putObject("mutation"), mutation);
            if (mutation.current()) {
                boolean good = mutation.facts().path("good").asBoolean();
                statuses.add(!good ? 1 : mutation.facts().path("undecided").asBoolean() ? 3 : 0);
            }
        });
        ArrayNode explorations = node.putArray("explorations");
        for (LastResults.Kept kept : results.explorations(algorithm.name())) {
            ObjectNode exploration = explorations.addObject();
            kept(exploration, kept);
            if (kept.trace() != null) {
                exploration.put("trace", trace(kept.trace(), TraceFormats.OWN, algorithm.name(), null, true));
            }
            if (kept.current() && !kept.facts().hasNonNull("mutant")) {
                statuses.add(Outcome.valueOf(kept.facts().path("outcome").asText().toUpperCase(Locale.ROOT)).exitCode());
            }
        }
        if (provider != null) {
            PinnedCount.of(provider, specs).ifPresent(n -> node.put("pinned", n));
        }
        Path recorded = traces == null ? null : traces.resolve(algorithm.name());
        if (recorded != null && Files.isRegularFile(recorded.resolve(RecordedTraces.EXPECTATIONS))) {
            for (Map.Entry<String, RecordedTraces.Expectation> e : RecordedTraces.expectations(recorded).entrySet()) {
                trace(recorded.resolve(e.getKey()), TraceFormats.OWN, algorithm.name(), e.getValue(), false);
            }
        }
        if (!node.has("module")) {
            // The machine is not at hand; its traces say what they are held to.
            for (JsonNode trace : data.withArray("traces")) {
                if (trace.path("algorithm").asText().equals(algorithm.name()) && trace.hasNonNull("module")) {
                    node.set("module", trace.get("module"));
                    break;
                }
            }
        }
        return node;
    }

    private static void kept(ObjectNode node, LastResults.Kept kept) {
        node.put("when", kept.when().toString());
        node.put("current", kept.current());
        node.set("facts", kept.facts());
    }

    private ObjectNode model(Model model, Checker checker) throws IOException {
        ObjectNode node = NODES.objectNode();
        node.put("id", model.name());
        node.put("name", model.shortName());
        node.put("deep", model.deep());
        node.put("module", modules.add(model.module(), library));
        node.put("config", Files.readString(model.config()));
        node.put("configName", Words.path(model.config()));
        node.set("expected", JsonReport.of(model.expectation()));
        LastRun run = checker.lastRun(model).orElse(null);
        if (run != null) {
            ObjectNode last = node.putObject("run");
            last.put("when", run.when().toString());
            last.put("current", run.current());
            last.set("report", withoutPaths(run.report()));
            if (run.current() && !run.report().path("verdict").asText().equals("AS_EXPECTED")) {
                statuses.add(run.report().path("verdict").asText().equals("UNDECIDED") ? 3 : 1);
            }
        }
        return node;
    }

    private static JsonNode withoutPaths(JsonNode report) {
        ObjectNode copy = report.deepCopy();
        copy.remove(List.of("module", "config"));
        if (copy.hasNonNull("log")) {
            copy.put("log", Words.path(Path.of(copy.get("log").asText())));
        }
        return copy;
    }

    // -- traces ------------------------------------------------------------------------------------------------------

    /**
     * Replays a trace and adds it to the page.
     *
     * @param algorithm the algorithm to which it belongs; null for a trace that was given
     * @param expected  what must come of it, or null
     * @param explored  whether an exploration left it, which tells of it
     * @return its name on the page
     */
    private String trace(Path file, TraceFormats how, String algorithm, RecordedTraces.Expectation expected,
            boolean explored) {
        TraceRecord.Recorded recorded;
        Replayers replayers = replayers(file);
        try (TraceSource source = how.open(file)) {
            recorded = TraceRecord.of(source, replayers.plain(), first, most);
        } catch (TraceFormatException e) {
            recorded = TraceRecord.unusable(file.toString(), e.getMessage());
        } catch (UncheckedIOException e) {
            throw new UnusableInputException(file.toString(), "a file that cannot be read ("
                    + e.getCause().getClass().getSimpleName() + ")", "a trace", "check that you may read it");
        }
        String id = add(file, recorded, algorithm, expected, explored);
        if (recorded.result().verdict() instanceof Verdict.Ok) {
            // Not in the same pass: what counts the places follows every state for itself, and may have to give up earlier.
            accepted.add(replayers.counting().replay(file, how));
        }
        return id;
    }

    /** For traces that look for their specifications in the same folders; what they load they load once. */
    private record Replayers(Replayer plain, Replayer counting) {}

    private Replayers replayers(Path trace) {
        SpecFolders folders = folders(trace);
        return replayers.computeIfAbsent(folders.folders(), f -> new Replayers(Replayer.of(folders).withLibrary(library),
                Replayer.of(folders).withLibrary(library).withCoverage()));
    }

    private void close() {
        replayers.values().forEach(r -> {
            r.plain().close();
            r.counting().close();
        });
        replayers.clear();
    }

    private SpecFolders folders(Path trace) {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(specs)) {
            all.add(specs);
        }
        all.addAll(SpecFolders.near(trace).folders());
        return new SpecFolders(all);
    }

    private String add(Path file, TraceRecord.Recorded recorded, String algorithm, RecordedTraces.Expectation expected,
            boolean explored) {
        ReplayResult result = recorded.result();
        ObjectNode node = recorded.summary();
        String name = file.getFileName().toString();
        String id = unique((algorithm == null ? "" : algorithm + ".") + name.replaceFirst("(\\.itf)?\\.[a-z]+$", "")
                .replaceAll("[^A-Za-z0-9._-]", "-"));
        node.put("id", id);
        node.put("name", name);
        node.put("path", Words.path(file));
        node.put("given", algorithm == null);
        node.put("explored", explored);
        node.put("algorithm", algorithm != null ? algorithm
                : result.header() == null ? null : result.header().spec().replaceFirst("/.*", ""));
        TraceHeader header = result.header();
        if (header != null) {
            node.put("spec", header.spec());
            header(node.putObject("header"), header);
            try {
                node.put("module", modules.add(folders(file).module(header.spec()), library));
            } catch (SpecException e) {
                // The verdict says so.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            crashes(node.putArray("crashes"), header);
        }
        String again = "synod replay " + Words.path(file);
        node.set("result", modules.relative(ReplayJson.of(result)));
        node.withObject("/result").remove("coverage");
        node.put("again", again);
        Story.of(result, again).forEach(node.putArray("story")::add);
        if (expected != null) {
            String difference = RecordedTraces.difference(expected, result);
            ObjectNode expectation = node.putObject("expected");
            expectation.put("verdict", expected.verdict());
            expectation.put("about", expected.about());
            expectation.put("difference", difference);
            statuses.add(difference == null ? 0 : 1);
        } else if (!explored) {
            statuses.add(result.verdict().exitCode());
        }
        if (recorded.index() != null) {
            parts.put("trace." + id + ".index", recorded.index());
            for (int i = 0; i < recorded.events().size(); i++) {
                parts.put("trace." + id + ".events." + i, recorded.events().get(i));
                parts.put("trace." + id + ".changes." + i, recorded.changes().get(i));
            }
        }
        data.withArray("traces").add(node);
        return id;
    }

    private static void header(ObjectNode node, TraceHeader header) {
        ObjectNode constants = node.putObject("constants");
        header.constants().forEach((k, v) -> constants.put(k, v.toString()));
        node.put("null", header.nullConstant());
        header.observed().forEach(node.putArray("observed")::add);
        header.shared().forEach(node.putArray("shared")::add);
        header.hidden().forEach(node.putArray("hidden")::add);
        ObjectNode source = node.putObject("source");
        header.source().forEach((k, v) -> source.put(k, v.toString()));
    }

    /** The actions by which the environment makes a node forget, where the machine is at hand. */
    private static void crashes(ArrayNode node, TraceHeader header) {
        Algorithms.all().stream().filter(a -> a.spec().equals(header.spec())).findFirst().ifPresent(provider -> {
            try {
                node.add(Explorer.crash(provider, provider.smallModel()));
            } catch (UnusableInputException e) {
                // Its processes do not crash.
            }
        });
    }

    private String unique(String wanted) {
        String id = wanted;
        for (int i = 2; !ids.add(id); i++) {
            id = wanted + "-" + i;
        }
        return id;
    }
}
