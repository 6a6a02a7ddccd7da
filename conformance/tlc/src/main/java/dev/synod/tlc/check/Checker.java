package dev.synod.tlc.check;

import com.sun.management.OperatingSystemMXBean;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.Checkpoints;
import dev.synod.tlc.ClassDataArchive;
import dev.synod.tlc.Distribution;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.Progress;
import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.Search;
import dev.synod.tlc.Tlc;
import dev.synod.tlc.UnsupportedByToolException;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import dev.synod.tlc.graph.StateGraph;
import dev.synod.tlc.graph.SvgDrawing;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.SearchMode;
import dev.synod.tlc.manifest.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks models: those whose inputs have not changed since they came out as expected are not run again; the others run
 * side by side, as many as the cores allow. Reports come in the order of the models.
 */
public final class Checker {

    private static final long MIB = 1024 * 1024;
    private static final int LEAST_HEAP = 256;
    private static final long DEFAULT_SEED = 1;
    private static final long STOP_MILLIS = 200;
    private static final int ENOUGH_FOR_AN_ARCHIVE = 6;
    /** Manifests know whole seconds; a run of one second is the start of a virtual machine and little else. */
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final CheckSettings settings;
    private final CheckListener listener;
    private final Tlc tlc;
    private final ResultCache cache;
    private final Semaphore cores;
    private final Map<Model, Progress> lastProgress = new ConcurrentHashMap<>();
    private volatile Optional<Path> classData = Optional.empty();
    private volatile ExecutorService threads;
    private volatile boolean stopped;

    /**
     * Makes a checker.
     *
     * @param settings how to check
     * @param listener hears of the check
     */
    public Checker(CheckSettings settings, CheckListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.tlc = new Tlc(settings.tools());
        this.cache = new ResultCache(settings.work().resolve("results"));
        this.cores = new Semaphore(settings.cores(), true);
    }

    /**
     * Checks models.
     *
     * @param models the models
     * @return one report for each, in the same order; never null
     * @throws InterruptedException if the thread is interrupted; every process of the tool is gone then
     */
    public CheckReport check(List<Model> models) throws InterruptedException {
        long start = System.nanoTime();
        tell(() -> listener.started(models.size()));
        classData = classData(models);
        threads = Executors.newFixedThreadPool(settings.cores());
        if (stopped) {
            threads.shutdownNow();
        }
        try {
            List<Future<ModelReport>> futures = new ArrayList<>();
            for (Model model : models) {
                futures.add(submit(model));
            }
            List<ModelReport> reports = new ArrayList<>();
            for (int at = 0; at < models.size(); at++) {
                reports.add(get(futures.get(at), models.get(at)));
            }
            return new CheckReport(reports, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private Future<ModelReport> submit(Model model) {
        try {
            return threads.submit(() -> checkAndTell(model));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(stoppedReport(model));
        }
    }

    /** Waits until interrupted runs have ended their processes, however often this thread is interrupted itself. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        while (true) {
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ModelReport get(Future<ModelReport> future, Model model) throws InterruptedException {
        try {
            while (true) {
                try {
                    return future.get(STOP_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (stopped && threads.isTerminated() && !future.isDone()) {
                        return stoppedReport(model);
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Stops the check: models that are running are ended, the others are not begun, and {@link #check} returns what
     * there is. A model that was stopped is undecided.
     */
    public void stop() {
        stopped = true;
        ExecutorService running = threads;
        if (running != null) {
            running.shutdownNow();
        }
    }

    private ModelReport checkAndTell(Model model) throws IOException, InterruptedException {
        ModelReport report;
        try {
            report = check(model);
        } catch (UnusableInputException e) {
            report = ModelReport.unusable(model, e.getMessage());
        } catch (UnsupportedByToolException e) {
            report = ModelReport.unsupported(model, e.getMessage());
        } catch (InterruptedException e) {
            if (!stopped) {
                throw e;
            }
            report = stoppedReport(model);
        }
        ModelReport told = report;
        tell(() -> listener.finished(told));
        return report;
    }

    private ModelReport stoppedReport(Model model) {
        Progress last = lastProgress.get(model);
        Path log = log(model);
        return ModelReport.stopped(model, last == null ? "stopped before its search began"
                : "stopped after " + Words.of(last.generated(), "state") + ", of which "
                        + Words.count(last.distinct()) + " distinct",
                last != null && Files.isRegularFile(log) ? Optional.of(log) : Optional.empty());
    }

    private ModelReport check(Model model) throws IOException, InterruptedException {
        if (model.mode() instanceof SearchMode.Symbolic) {
            return ModelReport.skipped(model, "symbolic: for Apalache, which is not run here");
        }
        if (model.deep() && !settings.deep()) {
            return ModelReport.skipped(model, "deep");
        }
        int workers = workers(model);
        ModelRun run = modelRun(model, workers);
        InputDigest inputs = InputDigest.of(model, run, settings.tools());
        if (!inputs.pure()) {
            // What reads files has to find them. All others run where they can neither read nor leave any.
            run = run.in(model.folder());
        }
        Path log = log(model);
        boolean recordable = settings.options().recordedWillDo() && run.search() instanceof Search.Exhaustive;
        if (!settings.rerun() && recordable) {
            Optional<Outcome> recorded = cache.find(model, inputs);
            if (recorded.isPresent()) {
                return ModelReport.upToDate(model, recorded.get(),
                        Files.isRegularFile(log) ? Optional.of(log) : Optional.empty());
            }
        }
        if (run.graph().isPresent()) {
            Files.createDirectories(run.graph().get().getParent());
        }
        CheckResult result = runWithinBudget(model, run, log);
        if (stopped && result instanceof CheckResult.ToolCrash) {
            return stoppedReport(model);
        }
        ModelReport report = ModelReport.run(model, Outcome.of(result, workers), result, Comparison.Figures.of(run));
        if (recordable) {
            remember(report, run, inputs);
        }
        if (settings.options().search().isEmpty()) {
            LastRun.record(lastRunFile(model), report, inputs);
        }
        return run.graph().isPresent() ? report.with(draw(run.graph().get())) : report;
    }

    /** Draws the state graph that TLC wrote, and says where it is. */
    private static String draw(Path dot) throws IOException {
        if (!Files.isRegularFile(dot)) {
            return "TLC wrote no state graph";
        }
        Optional<StateGraph> graph = StateGraph.read(dot, SvgDrawing.MOST_STATES);
        if (graph.isEmpty()) {
            return "state graph, too large to be drawn: " + Words.path(dot);
        }
        Path svg = dot.resolveSibling(dot.getFileName().toString().replaceFirst("\\.dot$", ".svg"));
        SvgDrawing.write(graph.get(), svg);
        return "state graph: " + Words.path(svg);
    }

    /**
     * What came of a model when it was last run here; nothing is run.
     *
     * @param model the model
     * @return the run; empty if there was none, or if the model cannot be used as it is now
     * @throws IOException if a file of the model cannot be read
     */
    public Optional<LastRun> lastRun(Model model) throws IOException {
        try {
            return LastRun.read(lastRunFile(model),
                    InputDigest.of(model, modelRun(model, workers(model)), settings.tools()));
        } catch (UnusableInputException e) {
            return Optional.empty();
        }
    }

    private Path lastRunFile(Model model) {
        return settings.work().resolve("runs").resolve(WorkFiles.nameOf(model) + ".json");
    }

    private Path log(Model model) {
        return settings.work().resolve("logs").resolve(WorkFiles.nameOf(model) + ".log");
    }

    private CheckResult runWithinBudget(Model model, ModelRun run, Path log)
            throws IOException, InterruptedException {
        int processes = run.distribution().map(Distribution::workers).orElse(run.workers());
        int permits = Math.max(1, Math.min(processes, settings.cores()));
        cores.acquire(permits);
        try {
            tell(() -> listener.running(model));
            return tlc.run(run, log, new ProgressListener() {
                @Override
                public void progress(Progress progress) {
                    lastProgress.put(model, progress);
                    tell(() -> listener.progress(model, progress));
                }
            });
        } finally {
            cores.release(permits);
        }
    }

    /** Records a verdict as expected, unless an input may be missing from the hash or has changed meanwhile. */
    private void remember(ModelReport report, ModelRun run, InputDigest before) throws IOException {
        Model model = report.model();
        boolean sure = report.verdict() == Verdict.AS_EXPECTED
                && model.expectation().result() != ExpectedResult.UNKNOWN
                && before.pure()
                && before.covers(report.result().orElseThrow().details().modules())
                && InputDigest.of(model, run, settings.tools()).hash().equals(before.hash());
        if (sure) {
            cache.record(model, before, report.outcome().orElseThrow());
        } else {
            cache.forget(model);
        }
    }

    private ModelRun modelRun(Model model, int workers) throws IOException {
        RunOptions options = settings.options();
        boolean brief = workers == 1 && isBrief(model) && options.distribution().isEmpty();
        ModelRun.Builder run = ModelRun.of(model.module(), model.config())
                .workers(workers)
                .library(settings.library())
                .heapMegabytes(settings.heapMegabytes().orElseGet(this::heap))
                .search(options.search().orElseGet(() -> search(model.mode())))
                .coverage(options.coverage())
                .brief(brief)
                .classData(classData)
                .distribution(options.distribution())
                .composition(model.composesActions())
                .diskReserve(options.diskReserve());
        settings.timeLimit().ifPresent(run::timeLimit);
        if (options.graphs().isPresent() && run.build().search() instanceof Search.Exhaustive) {
            run.graph(options.graphs().get().resolve(WorkFiles.nameOf(model) + ".dot"));
        }
        if (options.checkpointMinutes().isPresent() && !brief) {
            String inputs = InputDigest.of(model, run.build(), settings.tools()).hash();
            run.checkpoints(new Checkpoints(settings.work().resolve("checkpoints").resolve(WorkFiles.nameOf(model)),
                    inputs, options.checkpointMinutes().getAsInt(), options.resume()));
        }
        return run.build();
    }

    private static Search search(SearchMode mode) {
        if (mode instanceof SearchMode.Simulate simulate) {
            return new Search.Simulation((long) simulate.traceCount(), Search.DEFAULT_DEPTH, DEFAULT_SEED);
        }
        return mode instanceof SearchMode.Generate ? new Search.Generation(Search.DEFAULT_DEPTH, DEFAULT_SEED)
                : new Search.Exhaustive();
    }

    /** Whether starting a virtual machine is most of what a model costs, going by its manifest. */
    private static boolean isBrief(Model model) {
        return model.runtime().isPresent() && model.runtime().get().compareTo(BRIEF) <= 0;
    }

    /** An archive costs as much to make as it saves on a handful of brief models. */
    private Optional<Path> classData(List<Model> models) throws InterruptedException {
        if (!settings.options().classData()) {
            return Optional.empty();
        }
        Path folder = settings.work().resolve("classes");
        Optional<Path> made = ClassDataArchive.find(settings.tools(), folder);
        if (made.isPresent() || models.stream().filter(model -> isBrief(model) && !isUpToDate(model)).count()
                < ENOUGH_FOR_AN_ARCHIVE) {
            return made;
        }
        try {
            return ClassDataArchive.make(settings.tools(), folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isUpToDate(Model model) {
        try {
            return !settings.rerun() && settings.options().recordedWillDo()
                    && cache.find(model, InputDigest.of(model, modelRun(model, workers(model)), settings.tools()))
                            .isPresent();
        } catch (IOException | UnusableInputException e) {
            return false;
        }
    }

    /** An equal share of the memory for each model that may run at a time; of half of the machine's, if not told. */
    private int heap() {
        if (settings.options().memoryMegabytes().isPresent()) {
            return Math.max(1, settings.options().memoryMegabytes().getAsInt() / settings.cores());
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long half = system.getTotalMemorySize() / 2 / MIB;
        return (int) Math.max(LEAST_HEAP, Math.min(Integer.MAX_VALUE, half / settings.cores()));
    }

    /** One worker wherever figures could depend on it, and for models too small to gain from more. */
    private int workers(Model model) {
        if (settings.options().distribution().isPresent()) {
            return Math.max(1, settings.options().distribution().get().workers());
        }
        if (settings.workers().isPresent()) {
            return settings.workers().getAsInt();
        }
        if (model.workers().isPresent()) {
            Workers wanted = model.workers().get();
            return wanted.count().orElse(settings.cores());
        }
        boolean fails = model.expectation().result() != ExpectedResult.SUCCESS;
        return fails || !model.deep() ? 1 : settings.cores();
    }

    private void tell(Runnable event) {
        synchronized (listener) {
            event.run();
        }
    }
}
