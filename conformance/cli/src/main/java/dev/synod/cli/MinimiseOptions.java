package dev.synod.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.minimise.Minimiser;
import dev.synod.replay.minimise.Minimiser.Minimised;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Option;

/** Makes failing traces small. */
final class MinimiseOptions {
    private static final String ENDING = ".ndjson";
    private static final List<String> MINIMAL = List.of("perhaps fewer would do, the limit was reached",
            "no single one of them can be left out", "no one or two of them can be left out");

    @Option(names = "--minimise", description = "Shrink a trace that fails to one with fewer events that fails for the same "
            + "reason, in NAME.min.ndjson.")
    private boolean minimise;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the smaller trace, of one trace only.")
    private Path out;

    @Option(names = "--junit", paramLabel = "CLASS",
            description = "Write a test class beside the smaller trace, which expects it to fail as it does.")
    private String junit;

    @Option(names = "--time", paramLabel = "SECONDS", description = "The longest time to shrink a trace. Default: 60")
    private Long time;

    boolean wanted() {
        return minimise;
    }

    /** Looks at the options before anything is done. */
    void check(List<Path> traces) {
        if (!minimise) {
            if (out != null || junit != null || time != null) {
                throw new UnusableInputException(out != null ? "--out" : junit != null ? "--junit" : "--time",
                        "the option without --minimise", "--minimise beside it", "add it, or leave the option out");
            }
            return;
        }
        if (time != null && time < 1) {
            throw new UnusableInputException("--time", time.toString(), "a number of seconds, 1 or more", "ask for more");
        }
        if ((out != null || junit != null) && traces.size() > 1) {
            throw new UnusableInputException(out != null ? "--out" : "--junit", traces.size() + " traces", "one trace",
                    "name one trace, or leave the option out");
        }
        if (junit != null && !SourceVersion.isName(junit, SourceVersion.RELEASE_17)) {
            throw new UnusableInputException("--junit", junit, "the name of a Java class, with its package if it has one",
                    "correct the name");
        }
        for (Path trace : traces) {
            mustBeNew("--out", target(trace));
        }
        if (junit != null) {
            mustBeNew("--junit", testFile(traces.get(0)));
        }
    }

    private static void mustBeNew(String option, Path file) {
        if (Files.exists(file)) {
            throw new UnusableInputException(option, file + ", which is there already", "a file that is not there yet",
                    "name another file, or remove it");
        }
    }

    private Path target(Path trace) {
        if (out != null) {
            return out;
        }
        String name = trace.getFileName().toString();
        String base = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return trace.resolveSibling(base + ".min" + ENDING);
    }

    private Path testFile(Path trace) {
        return target(trace).resolveSibling(RegressionTest.simpleName(junit) + ".java");
    }

    /**
     * Shrinks a trace that fails, and writes what comes of it.
     *
     * @param out     where to tell it, or null
     * @param options what the command that replays the smaller trace must have
     * @param module  the module to which the trace is held, or null for the one that its header names
     * @param specs   the folder of specifications in which that was found, or null
     * @return what came of it, for a machine; empty if the trace does not fail
     */
    Optional<ObjectNode> apply(Replayer replayer, Path trace, ReplayResult result, PrintWriter out, String options,
            Path module, Path specs) throws IOException {
        Minimiser.Limits limits = time == null ? Minimiser.Limits.DEFAULT
                : new Minimiser.Limits(Integer.MAX_VALUE, Duration.ofSeconds(time));
        Optional<Minimised> found = new Minimiser(replayer, limits).minimise(trace, result);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Minimised small = found.get();
        if (junit != null && small.failure().property()) {
            throw new UnusableInputException("--junit", "a trace that violates a property",
                    "one that leaves the specification", "leave --junit out");
        }
        Path file = target(trace);
        create(file);
        try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            small.write(stream);
        }
        if (junit != null) {
            Files.writeString(testFile(trace), RegressionTest.of(junit, small, file, module, specs),
                    StandardOpenOption.CREATE_NEW);
        }
        if (out != null) {
            out.printf("  minimised %,d of %,d events are enough to fail at the same conjunct; %s (%,d replays)%n", small.events().size(),
                    small.from(), MINIMAL.get(small.minimal()), small.replays());
            out.println("  trace     " + file + "; replay it with: synod replay " + ReplayCommand.quoted(file) + options);
            if (junit != null) {
                out.println("  test      " + testFile(trace));
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("trace", trace.toString());
        json.put("minimised", file.toString());
        json.put("events", small.events().size());
        json.put("from", small.from());
        json.put("replays", small.replays());
        json.put("minimal", small.minimal());
        if (junit != null) {
            json.put("test", testFile(trace).toString());
        }
        return Optional.of(json);
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }
}
