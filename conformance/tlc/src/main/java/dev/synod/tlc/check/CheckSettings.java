package dev.synod.tlc.check;

import dev.synod.tlc.TlaTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to check.
 *
 * @param tools         the tla2tools to run
 * @param library       folders and jars with more modules
 * @param deep          whether to run the models that take long
 * @param rerun         whether to run models whose inputs have not changed
 * @param timeLimit     the time that a single model may take; empty means any
 * @param workers       how many workers every model gets; empty leaves it to the manifest, which by default is one for
 *                      quick models and expected failures, and one for each core for deep models
 * @param heapMegabytes the heap that a single model may use, in MiB; empty shares half of the machine's memory among
 *                      the models that run at a time
 * @param cores         how many cores to use in all
 * @param work          the folder for recorded results and logs
 * @param options       what is asked for less often
 */
public record CheckSettings(TlaTools tools, List<Path> library, boolean deep, boolean rerun,
        Optional<Duration> timeLimit, OptionalInt workers, OptionalInt heapMegabytes, int cores, Path work,
        RunOptions options) {

    /** Copies the library path. */
    public CheckSettings {
        Objects.requireNonNull(tools);
        Objects.requireNonNull(timeLimit);
        Objects.requireNonNull(workers);
        Objects.requireNonNull(heapMegabytes);
        Objects.requireNonNull(work);
        Objects.requireNonNull(options);
        library = List.copyOf(library);
        if (cores < 1) {
            throw new IllegalArgumentException("cores: " + cores);
        }
    }

    /**
     * Settings with the default options.
     *
     * @param tools         the tla2tools to run
     * @param library       folders and jars with more modules
     * @param deep          whether to run the models that take long
     * @param rerun         whether to run models whose inputs have not changed
     * @param timeLimit     the time that a single model may take
     * @param workers       how many workers every model gets
     * @param heapMegabytes the heap that a single model may use, in MiB
     * @param cores         how many cores to use in all
     * @param work          the folder for recorded results and logs
     */
    public CheckSettings(TlaTools tools, List<Path> library, boolean deep, boolean rerun, Optional<Duration> timeLimit,
            OptionalInt workers, OptionalInt heapMegabytes, int cores, Path work) {
        this(tools, library, deep, rerun, timeLimit, workers, heapMegabytes, cores, work, RunOptions.DEFAULTS);
    }

    /**
     * The same settings with other options.
     *
     * @param other the options
     * @return the settings; never null
     */
    public CheckSettings with(RunOptions other) {
        return new CheckSettings(tools, library, deep, rerun, timeLimit, workers, heapMegabytes, cores, work, other);
    }

    /**
     * The defaults: the tools that come with the kit, quick models only, every core.
     *
     * @param work the folder for recorded results and logs
     * @return the settings; never null
     */
    public static CheckSettings defaults(Path work) {
        return new CheckSettings(TlaTools.bundled(), List.of(), false, false, Optional.empty(), OptionalInt.empty(),
                OptionalInt.empty(), Runtime.getRuntime().availableProcessors(), work);
    }
}
