package dev.synod.tlc.check;

import dev.synod.tlc.Progress;
import dev.synod.tlc.manifest.Model;

/** Hears of a check while it runs. Calls come from several threads, but one at a time. */
public interface CheckListener {

    /** A listener that does nothing. */
    CheckListener NONE = new CheckListener() { };

    /**
     * The check begins.
     *
     * @param models how many models there are
     */
    default void started(int models) {
    }

    /**
     * TLC is started on a model.
     *
     * @param model the model
     */
    default void running(Model model) {
    }

    /**
     * TLC tells how far it has come with a model.
     *
     * @param model    the model
     * @param progress how far
     */
    default void progress(Model model, Progress progress) {
    }

    /**
     * A model is done, was up to date, or is skipped.
     *
     * @param report what came of it
     */
    default void finished(ModelReport report) {
    }
}
