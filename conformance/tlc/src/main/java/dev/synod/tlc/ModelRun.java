package dev.synod.tlc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One model to check: a module, a configuration, and how to search.
 *
 * @param module        the root module's file; its name ends in {@code .tla}
 * @param config        the model's configuration; its name ends in {@code .cfg}
 * @param workers       TLC's worker threads, at least 1
 * @param heapMegabytes the most heap that the virtual machine may use, in MiB; empty leaves it to Java
 * @param timeLimit     the time after which the run is stopped; empty means never
 * @param deadlock      whether a state without successor is an error; the configuration's {@code CHECK_DEADLOCK FALSE}
 *                      wins over {@code true}
 * @param coverage      whether to count how often each action is taken; that slows the search
 * @param library       folders with more modules, searched in order after the module's own, and jars with modules
 *                      and their overrides
 * @param options       more options for TLC, as on its command line
 * @param search        how to go through the behaviours
 * @param brief         whether the run is so short that starting the virtual machine is most of it; it starts sooner
 *                      then, and would search more slowly in the long run
 * @param classData     an archive of TLC's classes that lets the virtual machine start sooner; see
 *                      {@link ClassDataArchive}
 * @param graph         the file to write the state graph to, in the language of Graphviz; its name ends in {@code .dot}
 * @param checkpoints   where to keep checkpoints, how often, and whether to go on from the last one
 * @param distribution  how to spread the search over several virtual machines; empty for one that does it all
 * @param composition   whether to switch on TLC's experimental composition of actions ({@code \cdot})
 * @param folder        the folder in which TLC runs, from which relative paths of the specification's own begin; empty
 *                      for an empty folder that is removed afterwards
 * @param diskReserve   how many bytes of disk must stay free; the run is stopped before it takes them
 */
public record ModelRun(Path module, Path config, int workers, OptionalInt heapMegabytes, Optional<Duration> timeLimit,
        boolean deadlock, boolean coverage, List<Path> library, List<String> options, Search search, boolean brief,
        Optional<Path> classData, Optional<Path> graph, Optional<Checkpoints> checkpoints,
        Optional<Distribution> distribution, boolean composition, Optional<Path> folder, long diskReserve) {

    /** Stop before the disk has less than this left. */
    public static final long DEFAULT_DISK_RESERVE = 256L * 1024 * 1024;

    /** Options that would change what a result means, or that the runner sets itself. */
    private static final Set<String> RESERVED = Set.of("-tool", "-metadir", "-config", "-workers", "-deadlock",
            "-coverage", "-continue", "-simulate", "-generate", "-modelcheck", "-recover", "-cleanup", "-terse",
            "-difftrace", "-generateSpecTE", "-debug", "-h", "-help", "-userFile", "-depth", "-seed", "-dump",
            "-checkpoint");

    /** Makes every path absolute and refuses what TLC could not run. */
    public ModelRun {
        module = usable(module, ".tla", "a module");
        config = usable(config, ".cfg", "a configuration");
        if (workers < 1) {
            throw new UnusableInputException(config.toString(), workers + " workers", "at least 1", "ask for more");
        }
        List<Path> absolute = new ArrayList<>();
        for (Path entry : library) {
            if (!Files.exists(entry)) {
                throw new UnusableInputException(entry.toString(), "nothing", "a folder of modules, or a jar",
                        "correct the library path");
            }
            absolute.add(entry.toAbsolutePath().normalize());
        }
        library = List.copyOf(absolute);
        options = List.copyOf(options);
        for (String option : options) {
            if (RESERVED.contains(option)) {
                throw new UnusableInputException(config.toString(), "the TLC option " + option,
                        "options that the runner does not set itself", "leave it out");
            }
        }
    }

    private static Path usable(Path file, String extension, String what) {
        if (!file.getFileName().toString().endsWith(extension)) {
            throw new UnusableInputException(file.toString(), "a name that does not end in " + extension,
                    what + " (" + extension + ")", "name the right file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableInputException(file.toString(), "no such file", what + " (" + extension + ")",
                    "correct the path");
        }
        return file.toAbsolutePath().normalize();
    }

    /**
     * Starts the description of a run with the defaults: one worker, deadlocks are errors, no limits.
     *
     * @param module the root module's file
     * @param config the model's configuration
     * @return a builder; never null
     */
    public static Builder of(Path module, Path config) {
        return new Builder(module, config);
    }

    /**
     * The same run in a folder, where the specification finds the files that it reads.
     *
     * @param where the folder
     * @return the run; never null
     */
    public ModelRun in(Path where) {
        return new ModelRun(module, config, workers, heapMegabytes, timeLimit, deadlock, coverage, library, options,
                search, brief, classData, graph, checkpoints, distribution, composition, Optional.of(where), diskReserve);
    }

    /**
     * The root module's name, which is its file's without the extension.
     *
     * @return the name; never null
     */
    public String moduleName() {
        String file = module.getFileName().toString();
        return file.substring(0, file.length() - ".tla".length());
    }

    /** Collects what deviates from the defaults. */
    public static final class Builder {
        private final Path module;
        private final Path config;
        private int workers = 1;
        private OptionalInt heapMegabytes = OptionalInt.empty();
        private Optional<Duration> timeLimit = Optional.empty();
        private boolean deadlock = true;
        private boolean coverage;
        private List<Path> library = List.of();
        private List<String> options = List.of();
        private Search search = new Search.Exhaustive();
        private boolean brief;
        private Optional<Path> classData = Optional.empty();
        private Optional<Path> graph = Optional.empty();
        private Optional<Checkpoints> checkpoints = Optional.empty();
        private Optional<Distribution> distribution = Optional.empty();
        private boolean composition;
        private Optional<Path> folder = Optional.empty();
        private long diskReserve = DEFAULT_DISK_RESERVE;

        private Builder(Path module, Path config) {
            this.module = module;
            this.config = config;
        }

        /**
         * Sets the number of worker threads.
         *
         * @param count at least 1
         * @return this builder
         */
        public Builder workers(int count) {
            this.workers = count;
            return this;
        }

        /**
         * Bounds the heap.
         *
         * @param megabytes the bound in MiB
         * @return this builder
         */
        public Builder heapMegabytes(int megabytes) {
            this.heapMegabytes = OptionalInt.of(megabytes);
            return this;
        }

        /**
         * Bounds the time.
         *
         * @param limit the bound
         * @return this builder
         */
        public Builder timeLimit(Duration limit) {
            this.timeLimit = Optional.of(limit);
            return this;
        }

        /**
         * Says whether a state without successor is an error.
         *
         * @param check whether it is
         * @return this builder
         */
        public Builder deadlock(boolean check) {
            this.deadlock = check;
            return this;
        }

        /**
         * Says whether to count how often each action is taken.
         *
         * @param count whether to
         * @return this builder
         */
        public Builder coverage(boolean count) {
            this.coverage = count;
            return this;
        }

        /**
         * Sets the library path, to which the {@link SharedModules} come.
         *
         * @param entries folders and jars, in the order of the search
         * @return this builder
         */
        public Builder library(List<Path> entries) {
            this.library = entries;
            return this;
        }

        /**
         * Sets more options for TLC.
         *
         * @param more as on its command line
         * @return this builder
         */
        public Builder options(List<String> more) {
            this.options = more;
            return this;
        }

        /**
         * Says how to go through the behaviours.
         *
         * @param how exhaustively, if not set
         * @return this builder
         */
        public Builder search(Search how) {
            this.search = how;
            return this;
        }

        /**
         * Says whether starting the virtual machine is most of the run.
         *
         * @param isBrief whether it is
         * @return this builder
         */
        public Builder brief(boolean isBrief) {
            this.brief = isBrief;
            return this;
        }

        /**
         * Lets the virtual machine read TLC's classes from an archive.
         *
         * @param archive the archive; empty for none
         * @return this builder
         */
        public Builder classData(Optional<Path> archive) {
            this.classData = archive;
            return this;
        }

        /**
         * Writes the state graph to a file.
         *
         * @param dotFile the file; its name ends in {@code .dot}
         * @return this builder
         */
        public Builder graph(Path dotFile) {
            this.graph = Optional.of(dotFile.toAbsolutePath());
            return this;
        }

        /**
         * Keeps checkpoints.
         *
         * @param how where and how often
         * @return this builder
         */
        public Builder checkpoints(Checkpoints how) {
            this.checkpoints = Optional.of(how);
            return this;
        }

        /**
         * Spreads the search over several virtual machines.
         *
         * @param how how many; empty for one that does it all
         * @return this builder
         */
        public Builder distribution(Optional<Distribution> how) {
            this.distribution = how;
            return this;
        }

        /**
         * Switches on TLC's experimental composition of actions.
         *
         * @param composed whether to
         * @return this builder
         */
        public Builder composition(boolean composed) {
            this.composition = composed;
            return this;
        }

        /**
         * Runs TLC in a folder, so that a specification that reads files finds them.
         *
         * @param where the folder; empty for an empty one
         * @return this builder
         */
        public Builder folder(Optional<Path> where) {
            this.folder = where;
            return this;
        }

        /**
         * Bounds the disk.
         *
         * @param bytes how many bytes of disk must stay free
         * @return this builder
         */
        public Builder diskReserve(long bytes) {
            this.diskReserve = bytes;
            return this;
        }

        /**
         * Makes the run.
         *
         * @return the run; never null
         * @throws UnusableInputException if a file is missing or a setting makes no sense
         */
        public ModelRun build() {
            return new ModelRun(module, config, workers, heapMegabytes, timeLimit, deadlock, coverage,
                    SharedModules.library(module, library), options, search, brief, classData, graph, checkpoints,
                    distribution, composition, folder, diskReserve);
        }
    }
}
