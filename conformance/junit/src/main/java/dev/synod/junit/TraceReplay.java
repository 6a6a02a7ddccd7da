package dev.synod.junit;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.replay.Verdict;
import dev.synod.tlc.Words;
import dev.synod.trace.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Replays the traces that tests have recorded, for whatever framework runs the tests.
 *
 * <p>A trace conforms if it is whole, has an event, and every event is a step that its specification allows. Safe for
 * use by several threads at once, which then take turns.
 */
public final class TraceReplay implements AutoCloseable {

    /** The system property, or the configuration parameter of JUnit's, that names the folder for traces. */
    public static final String FOLDER = "synod.traces";

    private static final Path DEFAULT_FOLDER = Path.of("target", "synod", "traces");

    private final Replayer replayer;
    private final String options;

    /** A replay that looks for specifications in the folders named specs in the working folder and above. */
    public TraceReplay() {
        this("", "");
    }

    /**
     * A replay against a specification of choice.
     *
     * @param module the module's file; empty for the one that a trace's header names
     * @param specs  the folder in which to look for that; empty for those named specs in the working folder and above
     * @throws dev.synod.tlc.UnusableInputException if there is no such file or folder
     */
    public TraceReplay(String module, String specs) {
        if (module.isEmpty()) {
            replayer = Replayer.of(folders(specs));
            options = specs.isEmpty() ? "" : " --specs " + quoted(Paths.nearest(specs));
        } else {
            Path file = Paths.nearest(module);
            replayer = Replayer.ofModule(file);
            options = " --spec " + quoted(file);
        }
    }

    static SpecFolders folders(String specs) {
        return specs.isEmpty() ? SpecFolders.near(Path.of("")) : new SpecFolders(List.of(Paths.nearest(specs)));
    }

    /** The folder for traces: the one configured, or {@code target/synod/traces}. */
    static Path traces(Function<String, Optional<String>> configuration) {
        return configuration.apply(FOLDER).map(Path::of).orElse(DEFAULT_FOLDER);
    }

    /** The folder for traces: {@code target/synod/traces}, unless the system property {@link #FOLDER} names another. */
    public static Path traces() {
        return traces(name -> Optional.ofNullable(System.getProperty(name)));
    }

    /**
     * Replays a trace. The file of one that conforms is deleted; that of one that does not is kept, for a look at it.
     *
     * @param trace      the trace's file
     * @param incomplete whether a trace without a footer will do
     * @param test       the command that runs the test again, or null
     * @return why the trace does not conform, as a story of some lines; empty if it does
     */
    public Optional<String> failure(Path trace, boolean incomplete, String test) {
        ReplayResult result;
        synchronized (replayer) {
            result = replayer.replay(Path.of(Words.path(trace)));
        }
        boolean ok = result.verdict() instanceof Verdict.Ok;
        if (ok && result.events() > 0 && (result.complete() || incomplete)) {
            delete(trace);
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(Story.of(result, "synod replay " + quoted(trace) + options));
        if (ok && result.events() == 0) {
            lines.add("  but       a trace without events says nothing");
        } else if (ok) {
            lines.add("  remedy    record the trace to its end, or say that the beginning of a run will do"
                    + " (incomplete)");
        }
        source(result).ifPresent(source -> lines.add("  source    " + source));
        if (test != null) {
            lines.add("  test      " + test);
        }
        return Optional.of(String.join(System.lineSeparator(), lines));
    }

    /**
     * Replays a trace that must leave its specification for a certain reason, such as the smallest that shows a bug.
     * Its file is kept.
     *
     * @param trace    the trace's file, a path of the working folder or of one above
     * @param action   the action that is closest to explaining the event at which it does
     * @param conjunct the conjunct of the action that is false, as the specification has it
     * @throws org.opentest4j.AssertionFailedError with the story of the replay, if anything else comes of it
     * @throws dev.synod.tlc.UnusableInputException if there is no such file
     */
    public void assertDiverges(String trace, String action, String conjunct) {
        Path file = Paths.nearest(trace);
        ReplayResult result;
        synchronized (replayer) {
            result = replayer.replay(file);
        }
        if (result.verdict() instanceof Verdict.Diverged diverged
                && diverged.divergence().closest().action().equals(action)
                && diverged.divergence().closest().conjunct().equals(conjunct)) {
            return;
        }
        List<String> lines = new ArrayList<>(Story.of(result, "synod replay " + quoted(file) + options));
        lines.add("  expected  the trace to leave the specification where " + action + " has " + conjunct);
        throw Failures.of(String.join(System.lineSeparator(), lines));
    }

    private static void delete(Path trace) {
        try {
            Files.deleteIfExists(trace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the trace comes from, with the seed. */
    private static Optional<String> source(ReplayResult result) {
        Map<String, Value> source = result.header() == null ? Map.of() : result.header().source();
        return source == null || source.isEmpty() ? Optional.empty() : Optional.of(source.entrySet().stream()
                .map(e -> e.getKey() + " " + (e.getValue() instanceof Value.Str text ? text.value() : e.getValue()))
                .collect(Collectors.joining(", ")));
    }

    private static String quoted(Path path) {
        String text = Words.path(path);
        return text.contains(" ") ? '"' + text + '"' : text;
    }

    @Override
    public void close() {
        replayer.close();
    }
}
