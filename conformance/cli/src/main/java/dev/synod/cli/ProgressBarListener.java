package dev.synod.cli;

import dev.synod.tlc.Progress;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.report.ProgressLines;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how a check is getting on: one bar over all models, with the latest news of one of them. */
final class ProgressBarListener implements CheckListener, AutoCloseable {

    private ProgressBar bar;

    @Override
    public void started(int models) {
        bar = new ProgressBarBuilder().setTaskName("check").setInitialMax(models)
                .setStyle(ProgressBarStyle.ASCII).continuousUpdate().hideEta().build();
    }

    @Override
    public void running(Model model) {
        bar.setExtraMessage(" " + model.name());
    }

    @Override
    public void progress(Model model, Progress progress) {
        bar.setExtraMessage(" " + model.name() + ": " + ProgressLines.describe(progress));
    }

    @Override
    public void finished(ModelReport report) {
        bar.step();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
