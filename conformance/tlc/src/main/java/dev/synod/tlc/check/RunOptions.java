package dev.synod.tlc.check;

import dev.synod.tlc.Distribution;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.Search;
import dev.synod.tlc.UnusableInputException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a check is asked for less often than {@link CheckSettings}.
 *
 * @param memoryMegabytes   the memory for all models that run at a time, in MiB; empty means half of the machine's
 * @param search            how to go through every model, whatever its manifest says; empty leaves it to the manifest
 * @param coverage          whether to count how often each action is taken
 * @param graphs            the folder to write a state graph of every model to; empty for none
 * @param checkpointMinutes how often a run saves its search, in minutes; empty means never
 * @param resume            whether to go on from the last checkpoint of a run that was stopped
 * @param diskReserve       how many bytes of disk must stay free
 * @param classData         whether virtual machines may read TLC's classes from an archive, which is made where enough
 *                          brief models are to be run
 * @param distribution      how to spread every model's search over several virtual machines; empty for not at all
 */
public record RunOptions(OptionalInt memoryMegabytes, Optional<Search> search, boolean coverage, Optional<Path> graphs,
        OptionalInt checkpointMinutes, boolean resume, long diskReserve, boolean classData,
        Optional<Distribution> distribution) {

    /** The defaults. */
    public static final RunOptions DEFAULTS = new RunOptions(OptionalInt.empty(), Optional.empty(), false,
            Optional.empty(), OptionalInt.empty(), false, ModelRun.DEFAULT_DISK_RESERVE, true, Optional.empty());

    private static final int LEAST_MEMORY = 64;

    /** Refuses what makes no sense. */
    public RunOptions {
        Objects.requireNonNull(search);
        Objects.requireNonNull(graphs);
        Objects.requireNonNull(distribution);
        if (memoryMegabytes.isPresent() && memoryMegabytes.getAsInt() < LEAST_MEMORY) {
            throw new UnusableInputException("memory", memoryMegabytes.getAsInt() + " MiB",
                    LEAST_MEMORY + " MiB or more", "ask for more");
        }
        if (resume && checkpointMinutes.isEmpty()) {
            throw new UnusableInputException("resume", "no checkpoints to go on from",
                    "checkpoints, every so many minutes", "ask for checkpoints in both runs");
        }
        if (checkpointMinutes.isPresent() && checkpointMinutes.getAsInt() < 1) {
            throw new UnusableInputException("checkpoints", "every " + checkpointMinutes.getAsInt() + " minutes",
                    "1 minute or more", "ask for fewer checkpoints");
        }
    }

    /** Whether an outcome that was recorded earlier holds what is asked for. */
    boolean recordedWillDo() {
        return search.isEmpty() && !coverage && graphs.isEmpty() && distribution.isEmpty();
    }

    /**
     * Bounds the memory.
     *
     * @param megabytes for all models that run at a time, in MiB
     * @return these options, with that
     */
    public RunOptions withMemory(int megabytes) {
        return new RunOptions(OptionalInt.of(megabytes), search, coverage, graphs, checkpointMinutes, resume,
                diskReserve, classData, distribution);
    }

    /**
     * Searches every model in the same way.
     *
     * @param how the way
     * @return these options, with that
     */
    public RunOptions withSearch(Search how) {
        return new RunOptions(memoryMegabytes, Optional.of(how), coverage, graphs, checkpointMinutes, resume,
                diskReserve, classData, distribution);
    }

    /**
     * Counts how often each action is taken.
     *
     * @return these options, with that
     */
    public RunOptions withCoverage() {
        return new RunOptions(memoryMegabytes, search, true, graphs, checkpointMinutes, resume, diskReserve,
                classData, distribution);
    }

    /**
     * Writes state graphs.
     *
     * @param folder the folder to write them to
     * @return these options, with that
     */
    public RunOptions withGraphs(Path folder) {
        return new RunOptions(memoryMegabytes, search, coverage, Optional.of(folder), checkpointMinutes, resume,
                diskReserve, classData, distribution);
    }

    /**
     * Keeps checkpoints.
     *
     * @param minutes how often
     * @param goOn    whether to go on from the last one
     * @return these options, with that
     */
    public RunOptions withCheckpoints(int minutes, boolean goOn) {
        return new RunOptions(memoryMegabytes, search, coverage, graphs, OptionalInt.of(minutes), goOn, diskReserve,
                classData, distribution);
    }

    /**
     * Keeps some of the disk free.
     *
     * @param bytes how much
     * @return these options, with that
     */
    public RunOptions withDiskReserve(long bytes) {
        return new RunOptions(memoryMegabytes, search, coverage, graphs, checkpointMinutes, resume, bytes, classData,
                distribution);
    }

    /**
     * Runs without an archive of classes.
     *
     * @return these options, with that
     */
    public RunOptions withoutClassData() {
        return new RunOptions(memoryMegabytes, search, coverage, graphs, checkpointMinutes, resume, diskReserve,
                false, distribution);
    }

    /**
     * Spreads every model's search over several virtual machines.
     *
     * @param how how many
     * @return these options, with that
     */
    public RunOptions withDistribution(Distribution how) {
        return new RunOptions(memoryMegabytes, search, coverage, graphs, checkpointMinutes, resume, diskReserve,
                classData, Optional.of(how));
    }
}
