package dev.synod.tlc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TLC's command line for a run. With {@link ToolFeatures}, the only place that knows how TLC's options are spelt and
 * which version has which.
 */
final class TlcCommand {

    private final TlaTools tools;
    private final ModelRun run;

    TlcCommand(TlaTools tools, ModelRun run) {
        this.tools = tools;
        this.run = run;
    }

    /** The whole command line; the virtual machine's options begin behind its first word. */
    List<String> line(Path work) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ToolProcess.java());
        run.heapMegabytes().ifPresent(megabytes -> command.add("-Xmx" + megabytes + "m"));
        command.addAll(virtualMachine(run.brief(), run.classData()));
        command.addAll(ToolProcess.environment(work));
        command.addAll(features(run));
        command.addAll(modules(tools, run.library()));
        command.add(tools.mainClass());
        command.add("-tool");
        command.addAll(search());
        command.addAll(metadata(work));
        command.addAll(List.of("-workers", Integer.toString(run.workers())));
        if (!run.deadlock()) {
            command.add("-deadlock");
        }
        if (run.coverage()) {
            command.addAll(List.of("-coverage", "1"));
        }
        if (run.graph().isPresent()) {
            command.addAll(List.of("-dump", "dot,actionlabels,colorize", run.graph().get().toString()));
        }
        if (ToolFeatures.knows(tools, ToolFeatures.NO_ERROR_SPECIFICATION)) {
            command.add(ToolFeatures.NO_ERROR_SPECIFICATION);
        }
        command.addAll(run.options());
        command.addAll(List.of("-config", configFrom(run)));
        command.add(run.module().toString());
        return command;
    }

    /**
     * The virtual machine's own options. A brief run is over before the second compiler or a parallel collector could
     * pay for themselves.
     */
    static List<String> virtualMachine(boolean brief, Optional<Path> classData) {
        List<String> options = new ArrayList<>(brief
                ? List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1") : List.of("-XX:+UseParallelGC"));
        // An archive that does not fit is passed over in silence: it never changes what a run finds.
        classData.ifPresent(archive -> options.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable", "-Xlog:all=error:stderr")));
        return options;
    }

    /** Java's properties that switch on what TLC leaves off. */
    static List<String> features(ModelRun run) {
        return run.composition() ? List.of("-D" + ToolFeatures.COMPOSITION + "=true") : List.of();
    }

    /** The class path, and the folders in which modules are searched. */
    static List<String> modules(TlaTools tools, List<Path> library) {
        List<String> options = new ArrayList<>();
        List<Path> folders = library.stream().filter(Files::isDirectory).toList();
        if (!folders.isEmpty()) {
            options.add("-DTLA-Library=" + ToolProcess.joined(folders));
        }
        List<Path> classPath = new ArrayList<>(List.of(tools.classPath()));
        library.stream().filter(Files::isRegularFile).forEach(classPath::add);
        options.add("-cp");
        options.add(ToolProcess.joined(classPath));
        return options;
    }

    private List<String> search() {
        if (run.search() instanceof Search.Simulation simulation) {
            return List.of("-simulate", "num=" + simulation.behaviours(), "-depth",
                    Integer.toString(simulation.depth()), "-seed", Long.toString(simulation.seed()));
        }
        if (run.search() instanceof Search.Generation generation) {
            return List.of(ToolFeatures.GENERATE, "-depth", Integer.toString(generation.depth()), "-seed",
                    Long.toString(generation.seed()));
        }
        return List.of();
    }

    /** Where TLC keeps its queue and its fingerprints, and how often it saves them. */
    private List<String> metadata(Path work) throws IOException {
        if (run.checkpoints().isEmpty()) {
            return List.of("-metadir", Files.createDirectories(work.resolve("states")).toString(), "-checkpoint", "0");
        }
        Checkpoints checkpoints = run.checkpoints().get();
        String minutes = Integer.toString(checkpoints.minutes());
        Optional<Path> last = CheckpointFolder.last(checkpoints);
        if (last.isPresent()) {
            return List.of("-recover", last.get().toString(), "-checkpoint", minutes);
        }
        CheckpointFolder.empty(checkpoints);
        return List.of("-metadir", checkpoints.ofTheseInputs().toString(), "-checkpoint", minutes);
    }

    /** TLC looks for the configuration from the module's folder on, even if its path is absolute. */
    static String configFrom(ModelRun run) {
        try {
            return run.module().getParent().relativize(run.config()).toString();
        } catch (IllegalArgumentException differentDrives) {
            return run.config().toString();
        }
    }
}
