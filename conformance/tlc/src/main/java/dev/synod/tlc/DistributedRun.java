package dev.synod.tlc;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run in TLC's distributed mode: a server with the queue and the fingerprints, and workers that compute next states.
 *
 * <p>That mode is poorer than the local one, and says less than it knows (TLC 2.18). It passes over temporal properties
 * and reports success; so models with such properties are refused, and whether there are any is asked of the local mode,
 * which tells at its start. It does not read {@code CHECK_DEADLOCK}, so that the option has to say it. It exits with 0
 * whatever it found, and after a violation prints a part of the behaviour without saying of what; so the local mode is
 * then asked, and its word is the result. Its number of generated states is not that of the local mode, because workers
 * count states that another has found meanwhile; the number of distinct states is.
 */
final class DistributedRun {

    private static final String SERVER = "tlc2.tool.distributed.TLCServer";
    private static final String WORKER = "tlc2.tool.distributed.TLCWorker";
    private static final int USUAL_PORT = 10997;
    private static final int REPORT_MILLIS = 500;

    private final Tlc tlc;
    private final ModelRun run;
    private final Distribution distribution;
    private final Path log;
    private final ProgressListener listener;

    DistributedRun(Tlc tlc, ModelRun run, Path log, ProgressListener listener) {
        this.tlc = tlc;
        this.run = run;
        this.distribution = run.distribution().orElseThrow();
        this.log = log;
        this.listener = listener;
    }

    CheckResult run() throws IOException, InterruptedException {
        Optional<CheckResult> unfit = refuseWhatTheModeCannotDo();
        if (unfit.isPresent()) {
            return unfit.get();
        }
        int port = isLocal() ? freePort() : USUAL_PORT;
        RunTranscript transcript = new RunTranscript(listener);
        WorkerProcesses workers = new WorkerProcesses(work -> workerLine(work, port), log, transcript,
                Thread.currentThread());
        long start = System.nanoTime();
        ToolProcess.Ending ending;
        try {
            workers.start(distribution.workers());
            ending = new ToolProcess(work -> serverLine(work, port), log)
                    .in(run.module().getParent())
                    .within(run.timeLimit())
                    .leaving(run.diskReserve(), List.of())
                    .run(transcript::line);
        } catch (InterruptedException e) {
            if (workers.exhausted().isEmpty()) {
                throw e;
            }
            return new CheckResult.ToolCrash(workers.exhausted().get(), transcript.tail(),
                    details(transcript, -1, start));
        } finally {
            workers.end();
        }
        return judge(transcript, ending, details(transcript, ending.exitCode(), start));
    }

    private Optional<CheckResult> refuseWhatTheModeCannotDo() throws IOException, InterruptedException {
        if (!(run.search() instanceof Search.Exhaustive) || run.coverage() || run.graph().isPresent()
                || run.checkpoints().isPresent()) {
            throw new UnsupportedByToolException("TLC's distributed mode is for exhaustive searches, without coverage, "
                    + "state graph or checkpoints");
        }
        List<String> properties = ConfigFile.read(run.config()).properties();
        return properties.isEmpty() ? Optional.empty() : refuseTemporal(properties);
    }

    /** TLC tells before its first state whether it has temporal properties to check; a single step is enough to hear it. */
    private Optional<CheckResult> refuseTemporal(List<String> properties) throws IOException, InterruptedException {
        ModelRun probe = local().search(new Search.Simulation(1, 1, 1)).brief(true).build();
        RunTranscript transcript = new RunTranscript(ProgressListener.NONE);
        long start = System.nanoTime();
        ToolProcess.Ending ending = new ToolProcess(new TlcCommand(tlc.tools(), probe)::line, log)
                .within(run.timeLimit()).run(transcript::line);
        if (transcript.saw(MessageCode.TLC_LIVE_IMPLIED)) {
            throw new UnsupportedByToolException("TLC's distributed mode passes over temporal properties, of which there "
                    + "are some among " + String.join(", ", properties) + "; check this model without it");
        }
        CheckResult result = new Judgement(probe, transcript, details(transcript, ending.exitCode(), start),
                ending.standardError()).of(ending.stop());
        boolean searched = result instanceof CheckResult.NoViolationFound
                || result instanceof CheckResult.SafetyViolation || result instanceof CheckResult.Deadlock;
        return searched ? Optional.empty() : Optional.of(result);
    }

    private RunDetails details(RunTranscript transcript, int exitCode, long start) {
        Statistics statistics = new Statistics(transcript.counts(), transcript.depth(),
                Duration.ofNanos(System.nanoTime() - start), transcript.collision(), transcript.simulated());
        return new RunDetails(transcript.version(), exitCode, statistics, List.of(), transcript.warnings(),
                transcript.parser().files(), log);
    }

    private CheckResult judge(RunTranscript transcript, ToolProcess.Ending ending, RunDetails details)
            throws IOException, InterruptedException {
        boolean success = ending.stop() == ToolProcess.Stop.NONE && ending.exitCode() == 0
                && transcript.errors().isEmpty() && transcript.saw(MessageCode.TLC_SUCCESS)
                && transcript.saw(MessageCode.TLC_FINISHED);
        if (!success) {
            return ending.stop() == ToolProcess.Stop.NONE ? sayWhat(transcript)
                    : new Judgement(run, transcript, details, ending.standardError()).of(ending.stop());
        }
        if (transcript.counts().isEmpty() || transcript.counts().get().queued() != 0) {
            return new CheckResult.ToolCrash("success, but states are left on the queue", transcript.tail(), details);
        }
        return new Judgement(run, transcript, details, ending.standardError()).of(ToolProcess.Stop.NONE);
    }

    /** The distributed mode found something and does not say what. */
    private CheckResult sayWhat(RunTranscript distributed) throws IOException, InterruptedException {
        Files.move(log, log.resolveSibling(log.getFileName() + ".server"),
                StandardCopyOption.REPLACE_EXISTING);
        CheckResult result = tlc.run(local().build(), log, listener);
        if (result instanceof CheckResult.Success) {
            return new CheckResult.ToolCrash("the distributed search ended with an error, and the local one with "
                    + "success", distributed.tail(), result.details());
        }
        return result;
    }

    private ModelRun.Builder local() {
        ModelRun.Builder local = ModelRun.of(run.module(), run.config()).library(run.library())
                .options(run.options()).deadlock(run.deadlock()).diskReserve(run.diskReserve())
                .composition(run.composition()).folder(run.folder());
        run.heapMegabytes().ifPresent(local::heapMegabytes);
        run.timeLimit().ifPresent(local::timeLimit);
        return local;
    }

    private boolean isLocal() {
        return distribution.host().equals(Distribution.LOOPBACK);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<String> serverLine(Path work, int port) throws IOException {
        List<String> line = start(work, port);
        run.heapMegabytes().ifPresent(megabytes -> line.add(1, "-Xmx" + megabytes + "m"));
        line.add("-D" + SERVER + ".report=" + REPORT_MILLIS);
        main(line, SERVER);
        line.addAll(List.of("-tool", "-checkpoint", "0", "-metadir",
                Files.createDirectories(work.resolve("states")).toString()));
        if (!run.deadlock() || !ConfigFile.read(run.config()).deadlock()) {
            line.add("-deadlock");
        }
        line.addAll(run.options());
        line.addAll(List.of("-config", TlcCommand.configFrom(run)));
        // The server takes the name of a module in the folder that it runs in.
        line.add(run.moduleName());
        return line;
    }

    private List<String> workerLine(Path work, int port) throws IOException {
        List<String> line = start(work, port);
        run.heapMegabytes().ifPresent(megabytes -> line.add(1, "-Xmx" + Math.max(64, megabytes / 2) + "m"));
        line.add("-D" + WORKER + ".threadCount=1");
        main(line, WORKER);
        line.add(distribution.host());
        return line;
    }

    /** The beginning of both command lines. Workers find out their own ports by looking into Java's classes. */
    private List<String> start(Path work, int port) throws IOException {
        List<String> line = new ArrayList<>(List.of(ToolProcess.java()));
        line.addAll(TlcCommand.virtualMachine(false, Optional.empty()));
        for (String inside : List.of("sun.rmi.server", "sun.rmi.transport", "java.rmi.server")) {
            line.add("--add-opens=java.rmi/" + inside + "=ALL-UNNAMED");
        }
        line.addAll(ToolProcess.environment(work));
        line.addAll(TlcCommand.features(run));
        line.add("-Djava.rmi.server.hostname=" + distribution.host());
        line.add("-D" + SERVER + ".port=" + port);
        return line;
    }

    private void main(List<String> line, String mainClass) {
        List<String> modules = TlcCommand.modules(tlc.tools(), run.library());
        if (!isLocal()) {
            line.addAll(modules);
            line.add(mainClass);
            return;
        }
        int classPath = modules.size() - 1;
        line.addAll(modules.subList(0, classPath));
        line.add(modules.get(classPath) + File.pathSeparator + TlaTools.codeSource(LoopbackLauncher.class));
        line.add(LoopbackLauncher.class.getName());
        line.add(mainClass);
    }
}
