package dev.synod.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.replay.ReplayJson;
import dev.synod.replay.ReplayLimits;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds traces to their specifications. */
@Command(name = "replay", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Hold traces to their specifications: every event must be a step that the specification allows.",
        footer = {"", "A trace without its footer is not known to be whole: exit status 2, unless --incomplete is given."})
final class ReplayCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TRACE", arity = "0..*",
            description = "Traces, or folders of traces (*.ndjson). - for the standard input.")
    private List<Path> traces = new ArrayList<>();

    @Option(names = "--spec", paramLabel = "FILE",
            description = "The module to hold the traces to, instead of the one that their headers name.")
    private Path module;

    @Option(names = "--specs", paramLabel = "DIR",
            description = "The folder of specifications. Default: the folders named specs above the working folder and "
                    + "above the traces.")
    private Path specs;

    @Option(names = "--library", paramLabel = "DIR",
            description = "A folder with modules that the specification extends or instantiates. Repeatable.")
    private List<Path> library = new ArrayList<>();

    @Option(names = "--mapping", paramLabel = "FILE",
            description = "How logs that other programs wrote are read as traces; traces/README.md describes the file.")
    private Path mapping;

    @Option(names = "--cfg", paramLabel = "FILE",
            description = "A TLC configuration with the values of the constants, where the logs do not hold them.")
    private Path config;

    @Option(names = "--merge",
            description = "The traces are the logs of several processes of one run, and are merged by their vector clocks.")
    private boolean merge;

    @Option(names = "--by", paramLabel = "ARGUMENT",
            description = "Look at the events apart, by the value of this argument, where the specification consists of "
                    + "parts that have nothing to do with each other, such as the keys of a map.")
    private String by;

    @Option(names = "--follow",
            description = "Replay the trace while it is being written, until its footer or its first divergence.")
    private boolean follow;

    @Option(names = "--idle", paramLabel = "SECONDS",
            description = "With --follow: take the trace to end if nothing more comes for so long. Default: wait.")
    private Integer idle;

    @Option(names = "--listen", paramLabel = "PORT",
            description = "Replay the trace that a program writes to this port of this machine; 0 for a free one.")
    private Integer port;

    @Option(names = "--incomplete", description = "Accept traces without a footer: beginnings of runs.")
    private boolean incomplete;

    @Option(names = "--candidates", paramLabel = "N",
            description = "The most states that may explain a trace at the same time. Default: 10000")
    private Integer candidates;

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    @Mixin
    private ExaminationOptions examination;

    @Mixin
    private MinimiseOptions minimisation;

    private TraceFormats formats;

    @Override
    public Integer call() throws IOException {
        boolean live = port != null || follow || traces.contains(STANDARD_INPUT);
        check(live);
        List<Path> files = live ? traces : files();
        minimisation.check(files);
        List<ReplayResult> results = new ArrayList<>();
        List<ObjectNode> minimised = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        formats = Formats.of(mapping, config);
        try (Replayer replayer = examination.applied(replayer(files), files, this::module)) {
            for (Path file : port != null ? List.of(Path.of("tcp:" + port)) : merge ? files.subList(0, 1) : files) {
                ReplayResult result = live ? follow(replayer) : merge ? replayer.replayMerged(files, formats)
                        : replayer.replay(file, formats);
                results.add(result);
                if (!json) {
                    tell(out, file, result);
                }
                if (minimisation.wanted()) {
                    minimisation.apply(replayer, file, result, json ? null : out, options(), module,
                            specsOf(file, result))
                            .ifPresent(minimised::add);
                }
            }
        }
        List<ReplayResult> accepted = results.stream().filter(r -> !unfinished(r)).toList();
        if (json) {
            out.println(examination.more() || minimisation.wanted() ? together(results, accepted, minimised)
                    : ReplayJson.of(results));
        } else {
            if (results.size() > 1) {
                summary(out, results);
            }
            if (minimisation.wanted() && minimised.isEmpty()) {
                out.println("nothing to minimise: no trace leaves its specification or violates a property");
            }
            examination.tell(out, results, accepted);
        }
        out.flush();
        return status(results, accepted).status();
    }

    /** All results, and what they come to together. */
    private String together(List<ReplayResult> results, List<ReplayResult> accepted, List<ObjectNode> minimised) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode each = all.putArray("results");
        results.forEach(r -> each.add(ReplayJson.of(r)));
        ArrayNode coverage = all.putArray("coverage");
        examination.coverage(accepted).forEach(c -> coverage.add(ReplayJson.of(c)));
        ArrayNode unused = all.putArray("unusedKnown");
        examination.unused(results).forEach(e -> unused.addObject().put("line", e.line()).put("spec", e.spec())
                .put("action", e.action()).put("false", e.conjunct()));
        all.putArray("minimised").addAll(minimised);
        return all.toPrettyString();
    }

    /** The module to which a trace is held; null if that cannot be told, as the replay will say. */
    private Path module(Path trace) {
        if (module != null) {
            return module;
        }
        try (TraceSource reader = formats.openPart(trace)) {
            return folders(specs, traces).module(reader.header().spec());
        } catch (TraceFormatException | UncheckedIOException | SpecException e) {
            return null;
        }
    }

    /** The folder of specifications in which that of a trace was found; null where a module was named. */
    private Path specsOf(Path trace, ReplayResult result) {
        Path found = module != null || result.header() == null ? null : module(trace);
        for (int i = found == null ? 0 : Path.of(result.header().spec()).getNameCount(); i > 0; i--) {
            found = found.getParent();
        }
        return found;
    }

    private void check(boolean live) {
        if (traces.isEmpty() == (port == null)) {
            throw new UnusableInputException("synod replay", port == null ? "no trace" : "both --listen and a trace",
                    "TRACE..., or --listen PORT", "name one of them");
        }
        if ((follow || traces.contains(STANDARD_INPUT)) && traces.size() != 1) {
            throw new UnusableInputException("synod replay", traces.size() + " traces", "one trace with --follow or -",
                    "follow each by itself");
        }
        if (merge && (follow || port != null || traces.contains(STANDARD_INPUT))) {
            throw new UnusableInputException("--merge", "a trace that is still being written", "logs in files",
                    "merge the logs when they are written");
        }
        if (minimisation.wanted() && (live || merge || mapping != null)) {
            throw new UnusableInputException("--minimise", merge ? "the logs of several processes" : live
                    ? "a trace that is still being written" : "a foreign log", "traces in files of their own",
                    mapping == null ? "record one trace of the run" : "convert the log to a trace (synod convert)");
        }
        if (merge && by != null) {
            throw new UnusableInputException("--by", "the logs of several processes", "one trace of the whole run",
                    "leave one of the options out");
        }
        if (merge && examination.allows()) {
            throw new UnusableInputException("--allow", "the logs of several processes", "traces of their own",
                    "record one trace of the run, or leave one of the options out");
        }
        if (live && module == null && examination.namesModel()) {
            throw new UnusableInputException("--model", "a trace whose header is not known yet", "a module besides",
                    "name it (--spec FILE)");
        }
        if (idle != null && (idle < 0 || !follow)) {
            throw new UnusableInputException("--idle", idle + (follow ? "" : " without --follow"), "seconds, with --follow",
                    "correct the options");
        }
    }

    private ReplayResult follow(Replayer replayer) {
        Following following = new Following(spec.commandLine().getErr());
        if (port != null) {
            return following.replay(replayer, formats, following.listen(port), "tcp:" + port);
        }
        Path trace = traces.get(0);
        return following.replay(replayer, formats, trace.equals(STANDARD_INPUT) ? Following.standardInput()
                : Following.file(trace, idle), trace.equals(STANDARD_INPUT) ? "standard input" : trace.toString());
    }

    private Replayer replayer(List<Path> files) {
        if (candidates != null && candidates < 1) {
            throw new UnusableInputException("--candidates", candidates.toString(), "a number, 1 or more", "ask for more");
        }
        ReplayLimits limits = ReplayLimits.DEFAULT;
        Replayer replayer = replayer(module, specs, library, files).withLimits(candidates == null ? limits
                : new ReplayLimits(candidates, limits.choices(), limits.hiddenSteps()));
        return by == null ? replayer : replayer.separatedBy(by);
    }

    /** A replayer for traces of one module, if there is one, or else of the specifications in a folder or near by. */
    static Replayer replayer(Path module, Path specs, List<Path> library, List<Path> files) {
        if (module != null && !Files.isRegularFile(module)) {
            throw new UnusableInputException("--spec", module + ", which is no file", "a module (.tla)", "name its file");
        }
        Replayer replayer = module != null ? Replayer.ofModule(module) : Replayer.of(folders(specs, files));
        return replayer.withLibrary(library);
    }

    static SpecFolders folders(Path specs, List<Path> files) {
        if (specs != null) {
            SpecsOption.check(specs);
            return new SpecFolders(List.of(specs.toAbsolutePath()));
        }
        List<Path> places = new ArrayList<>(List.of(Path.of("")));
        places.addAll(files);
        return SpecFolders.near(places.toArray(Path[]::new));
    }

    private List<Path> files() throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path trace : traces) {
            if (Files.isDirectory(trace)) {
                try (Stream<Path> all = Files.walk(trace)) {
                    List<Path> found = all.filter(p -> p.toString().endsWith(".ndjson")).sorted().toList();
                    if (found.isEmpty()) {
                        throw new UnusableInputException(trace.toString(), "a folder without traces",
                                "files that end in .ndjson", "name a trace or another folder");
                    }
                    files.addAll(found);
                }
            } else {
                files.add(trace);
            }
        }
        return List.copyOf(files);
    }

    private void tell(PrintWriter out, Path file, ReplayResult result) {
        Story.of(result, again(file)).forEach(out::println);
        if (result.verdict() instanceof Verdict.Ok) {
            out.printf("  %,.0f events a second, %d of %d actions taken%n", result.eventsPerSecond(),
                    result.actionsCovered(), result.actions().size());
            if (unfinished(result)) {
                out.println("  remedy    record the trace to its end, or accept the beginning of a run (--incomplete)");
            }
        }
        out.flush();
    }

    private String again(Path file) {
        StringBuilder command = new StringBuilder("synod replay ");
        if (merge) {
            command.append("--merge");
            traces.forEach(t -> command.append(' ').append(quoted(t)));
        } else if (port != null) {
            command.append("--listen ").append(port);
        } else {
            command.append(quoted(file));
        }
        if (mapping != null) {
            command.append(" --mapping ").append(quoted(mapping));
        }
        if (config != null) {
            command.append(" --cfg ").append(quoted(config));
        }
        return command + options();
    }

    private String options() {
        StringBuilder command = new StringBuilder();
        if (module != null) {
            command.append(" --spec ").append(quoted(module));
        }
        if (specs != null) {
            command.append(" --specs ").append(quoted(specs));
        }
        library.forEach(l -> command.append(" --library ").append(quoted(l)));
        if (by != null) {
            command.append(" --by ").append(by);
        }
        return command.append(examination.again()).toString();
    }

    static String quoted(Path path) {
        String text = path.toString();
        return text.contains(" ") ? '"' + text + '"' : text;
    }

    private void summary(PrintWriter out, List<ReplayResult> results) {
        long ok = results.stream().filter(r -> r.verdict() instanceof Verdict.Ok && !unfinished(r)).count();
        long unfinished = results.stream().filter(this::unfinished).count();
        StringBuilder line = new StringBuilder(results.size() + " traces: " + ok + " ok");
        if (unfinished > 0) {
            line.append(", ").append(unfinished).append(" incomplete");
        }
        for (Class<? extends Verdict> kind :
                List.of(Verdict.Diverged.class, Verdict.Violated.class, Verdict.Known.class,
                        Verdict.Unknown.class, Verdict.Malformed.class)) {
            long count = results.stream().filter(r -> kind.isInstance(r.verdict())).count();
            if (count > 0) {
                line.append(", ").append(count).append(' ').append(kind.getSimpleName().toLowerCase(java.util.Locale.ROOT))
                        .append(kind == Verdict.Known.class ? " to diverge" : "");
            }
        }
        out.println(line);
    }

    private boolean unfinished(ReplayResult result) {
        boolean toItsEnd = result.verdict() instanceof Verdict.Ok
                || result.verdict() instanceof Verdict.Known known && !known.stopped();
        return !incomplete && toItsEnd && !result.complete();
    }

    /** A trace that leaves its specification outweighs one that cannot be used, and that one that is undecided. */
    private ExitCode status(List<ReplayResult> results, List<ReplayResult> accepted) {
        if (examination.fails(results, accepted)
                || results.stream().anyMatch(r -> r.verdict().exitCode() == ExitCode.WRONG.status())) {
            return ExitCode.WRONG;
        } else if (results.stream().anyMatch(r -> r.verdict() instanceof Verdict.Malformed || unfinished(r))) {
            return ExitCode.UNUSABLE;
        } else if (results.stream().anyMatch(r -> r.verdict() instanceof Verdict.Unknown)) {
            return ExitCode.UNDECIDED;
        }
        return ExitCode.AS_EXPECTED;
    }
}
