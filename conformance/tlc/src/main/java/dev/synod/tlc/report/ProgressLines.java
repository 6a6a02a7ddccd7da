package dev.synod.tlc.report;

import dev.synod.tlc.Progress;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.manifest.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Tells how a check is getting on in plain lines, sparingly enough for a log. */
public final class ProgressLines implements CheckListener {

    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final Consumer<String> lines;
    private final Map<Model, Long> lastWord = new HashMap<>();

    /**
     * Makes a listener.
     *
     * @param lines takes each line
     */
    public ProgressLines(Consumer<String> lines) {
        this.lines = Objects.requireNonNull(lines);
    }

    /**
     * Puts progress into words.
     *
     * @param progress the figures
     * @return one line; never null
     */
    public static String describe(Progress progress) {
        return Words.count(progress.distinct()) + " distinct states, " + Words.count(progress.queued())
                + " on the queue, depth " + progress.depth();
    }

    @Override
    public void running(Model model) {
        lines.accept(model.name() + ": checking");
        lastWord.put(model, System.nanoTime());
    }

    @Override
    public void progress(Model model, Progress progress) {
        long now = System.nanoTime();
        if (now - lastWord.getOrDefault(model, 0L) > PAUSE) {
            lines.accept(model.name() + ": " + describe(progress));
            lastWord.put(model, now);
        }
    }

    @Override
    public void finished(ModelReport report) {
        if (!report.upToDate() && report.result().isPresent()) {
            lines.accept(report.model().name() + ": " + report.verdict().label());
        }
    }
}
