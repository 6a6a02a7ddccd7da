package dev.synod.maven;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Story;
import dev.synod.replay.Verdict;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Holds traces to their specifications: every event must be a step that the specification allows. Fails the build where
 * a trace leaves its specification, cannot be read, or is undecided.
 */
@Mojo(name = "replay", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class ReplayMojo extends AbstractSpecMojo {

    private static final String EXTENSION = ".ndjson";

    /** A trace, or a folder of traces ({@code *.ndjson}). */
    @Parameter(property = "synod.trace", required = true)
    private File trace;

    /** Whether to accept traces without a footer: beginnings of runs. */
    @Parameter(property = "synod.incomplete", defaultValue = "false")
    private boolean incomplete;

    /** Whether to replay nothing. */
    @Parameter(property = "synod.replay.skip", defaultValue = "false")
    private boolean skipReplay;

    /** Creates the goal; Maven fills in the parameters. */
    public ReplayMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipReplay;
    }

    @Override
    void run() throws IOException, MojoFailureException {
        List<String> bad = new ArrayList<>();
        List<Path> files = files();
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(specs().toAbsolutePath())))
                .withLibrary(library())) {
            for (Path file : files) {
                if (!isGood(replayer.replay(file), file)) {
                    bad.add(file.getFileName().toString());
                }
            }
        }
        getLog().info(Words.of(files.size(), "trace") + ": " + (files.size() - bad.size()) + " ok");
        if (!bad.isEmpty()) {
            throw new MojoFailureException(goal() + ": " + String.join(", ", bad) + "; the stories are above.");
        }
    }

    private boolean isGood(ReplayResult result, Path file) {
        boolean good = result.verdict() instanceof Verdict.Ok && (result.complete() || incomplete);
        StringBuilder command = again("verify");
        property(command, "synod.trace", file);
        Story.of(result, command.toString()).forEach(good ? getLog()::info : getLog()::error);
        if (result.verdict() instanceof Verdict.Ok && !good) {
            getLog().error("  remedy    record the trace to its end, or accept the beginning of a run "
                    + "(-Dsynod.incomplete)");
        }
        return good;
    }

    private List<Path> files() throws IOException {
        Path path = trace.toPath();
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> found = all.filter(file -> file.toString().endsWith(EXTENSION)).sorted().toList();
            if (found.isEmpty()) {
                throw new UnusableInputException(path.toString(), "a folder without traces",
                        "files that end in " + EXTENSION, "name a trace or another folder");
            }
            return found;
        }
    }
}
