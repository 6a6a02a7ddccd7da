package dev.synod.explore.explorer;

import dev.synod.replay.SpecModel;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.SharedModules;
import dev.synod.tlc.Statistics;
import dev.synod.tlc.Tlc;
import dev.synod.tlc.TlaTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Asks TLC, in a process of its own, how many states a model has. */
final class TlcCount {
    private TlcCount() {}

    /**
     * What TLC says.
     *
     * @param states   distinct states
     * @param duration from the start of its process to its end
     * @param problem  why there is no count; null if there is one
     */
    record Result(long states, Duration duration, String problem) {}

    /** As {@link TlcCount#of}. */
    interface TlcCounter {
        Result count(SpecModel model, Path module, int workers, Duration limit) throws InterruptedException;
    }

    static Result of(SpecModel model, Path module, int workers, Duration limit) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("synod-explore");
            try {
                Path root = Files.writeString(folder.resolve(model.name() + ".tla"), model.module());
                Path config = Files.writeString(folder.resolve(model.name() + ".cfg"), model.config());
                ModelRun run = ModelRun.of(root, config)
                        .workers(workers)
                        .deadlock(false)
                        .timeLimit(limit)
                        .library(SharedModules.library(module, List.of(module.toAbsolutePath().getParent())))
                        .build();
                CheckResult result = new Tlc(TlaTools.bundled())
                        .run(run, folder.resolve("tlc.log"), ProgressListener.NONE);
                Statistics statistics = result.details().statistics();
                if (result instanceof CheckResult.Success && statistics.counts().isPresent()) {
                    return new Result(statistics.counts().get().distinct(), statistics.duration(), null);
                }
                return new Result(0, statistics.duration(), result.toString());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        }
    }
}
