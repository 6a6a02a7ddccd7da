package dev.synod.tlc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Runs TLC, each model in a virtual machine of its own.
 *
 * <p>TLC's working files go to a temporary folder that is gone when the run ends; nothing is written beside the
 * modules. Instances are immutable and may be shared between threads.
 */
public final class Tlc {

    private final TlaTools tools;

    /**
     * Makes a runner.
     *
     * @param tools the tools to run
     */
    public Tlc(TlaTools tools) {
        this.tools = Objects.requireNonNull(tools);
    }

    /**
     * The tools that this runner runs.
     *
     * @return the tools; never null
     */
    public TlaTools tools() {
        return tools;
    }

    /**
     * Checks one model.
     *
     * @param run      the model and how to search
     * @param log      the file to keep everything in that the tool prints; overwritten
     * @param listener hears of the progress
     * @return the result; never null
     * @throws UnsupportedByToolException if these tools cannot do what the run asks for
     * @throws IOException          if the tool cannot be started, or the log cannot be written
     * @throws InterruptedException if the calling thread is interrupted; the tool's process is gone then
     */
    public CheckResult run(ModelRun run, Path log, ProgressListener listener)
            throws IOException, InterruptedException {
        Path logFile = log.toAbsolutePath();
        if (run.search() instanceof Search.Generation && !ToolFeatures.knows(tools, ToolFeatures.GENERATE)) {
            throw new UnsupportedByToolException("this tla2tools has no option " + ToolFeatures.GENERATE
                    + "; versions from 1.8 on have it");
        }
        if (run.composition() && !ToolFeatures.composesActions(tools)) {
            throw new UnsupportedByToolException("this tla2tools cannot compose actions; newer versions can");
        }
        if (run.distribution().isPresent()) {
            return new DistributedRun(this, run, logFile, listener).run();
        }
        RunTranscript transcript = new RunTranscript(listener);
        long start = System.nanoTime();
        ToolProcess process = new ToolProcess(new TlcCommand(tools, run)::line, logFile)
                .within(run.timeLimit())
                .leaving(run.diskReserve(), run.checkpoints().map(Checkpoints::folder).stream().toList());
        run.folder().ifPresent(process::in);
        ToolProcess.Ending ending = process.run(transcript::line);
        Statistics statistics = new Statistics(transcript.counts(), transcript.depth(),
                Duration.ofNanos(System.nanoTime() - start), transcript.collision(), transcript.simulated());
        RunDetails details = new RunDetails(transcript.version(), ending.exitCode(), statistics,
                transcript.coverage(), transcript.warnings(), transcript.parser().files(), logFile);
        CheckResult result = new Judgement(run, transcript, details, ending.standardError()).of(ending.stop());
        if (run.checkpoints().isPresent() && !(result instanceof CheckResult.LimitReached)) {
            ToolProcess.deleteTree(run.checkpoints().get().folder());
        }
        return result;
    }
}
