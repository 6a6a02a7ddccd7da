package dev.synod.tlc.check;

import com.sun.management.OperatingSystemMXBean;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.Progress;
import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.Tlc;
import dev.synod.tlc.UnusableInputException;
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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Checks models: those whose inputs have not changed since they came out as expected are not run again; the others run
 * side by side, as many as the cores allow. Reports come in the order of the models.
 */
public final class Checker {

    private static final long MIB = 1024 * 1024;
    private static final int LEAST_HEAP = 256;

    private final CheckSettings settings;
    private final CheckListener listener;
    private final Tlc tlc;
    private final ResultCache cache;
    private final Semaphore cores;

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
        ExecutorService threads = Executors.newFixedThreadPool(settings.cores());
        try {
            List<Future<ModelReport>> futures = new ArrayList<>();
            for (Model model : models) {
                futures.add(threads.submit(() -> checkAndTell(model)));
            }
            List<ModelReport> reports = new ArrayList<>();
            for (Future<ModelReport> future : futures) {
                reports.add(get(future));
            }
            return new CheckReport(reports, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
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

    private static ModelReport get(Future<ModelReport> future) throws InterruptedException {
        try {
            return future.get();
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

    private ModelReport checkAndTell(Model model) throws IOException, InterruptedException {
        ModelReport report;
        try {
            report = check(model);
        } catch (UnusableInputException e) {
            report = ModelReport.unusable(model, e.getMessage());
        }
        ModelReport told = report;
        tell(() -> listener.finished(told));
        return report;
    }

    private ModelReport check(Model model) throws IOException, InterruptedException {
        if (!(model.mode() instanceof SearchMode.Exhaustive)) {
            return ModelReport.skipped(model, "mode \"" + model.mode().label() + "\" is not supported here");
        }
        if (model.deep() && !settings.deep()) {
            return ModelReport.skipped(model, "deep");
        }
        int workers = workers(model);
        ModelRun run = modelRun(model, workers);
        InputDigest inputs = InputDigest.of(model, run, settings.tools());
        Path log = settings.work().resolve("logs").resolve(WorkFiles.nameOf(model) + ".log");
        if (!settings.rerun()) {
            Optional<Outcome> recorded = cache.find(model, inputs);
            if (recorded.isPresent()) {
                return ModelReport.upToDate(model, recorded.get(),
                        Files.isRegularFile(log) ? Optional.of(log) : Optional.empty());
            }
        }
        CheckResult result = runWithinBudget(model, run, log);
        ModelReport report = ModelReport.run(model, Outcome.of(result, workers), result);
        remember(report, run, inputs);
        return report;
    }

    private CheckResult runWithinBudget(Model model, ModelRun run, Path log)
            throws IOException, InterruptedException {
        int permits = Math.min(run.workers(), settings.cores());
        cores.acquire(permits);
        try {
            tell(() -> listener.running(model));
            return tlc.run(run, log, new ProgressListener() {
                @Override
                public void progress(Progress progress) {
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

    private ModelRun modelRun(Model model, int workers) {
        ModelRun.Builder run = ModelRun.of(model.module(), model.config())
                .workers(workers)
                .library(settings.library())
                .heapMegabytes(settings.heapMegabytes().orElseGet(this::heap));
        settings.timeLimit().ifPresent(run::timeLimit);
        return run.build();
    }

    /** An equal share of half of the machine's memory for each model that may run at a time. */
    private int heap() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long half = system.getTotalMemorySize() / 2 / MIB;
        return (int) Math.max(LEAST_HEAP, Math.min(Integer.MAX_VALUE, half / settings.cores()));
    }

    /** One worker wherever figures could depend on it, and for models too small to gain from more. */
    private int workers(Model model) {
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
