package dev.synod.explore.bench;

import dev.synod.explore.bench.ExploreFigures.Row;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.explore.explorer.Explorer;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.SmallModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the explorer beside TLC, in one session: the same model, as many workers.
 *
 * <p>The explorer's time is that of its search of the specification and that of the machines together. TLC searches the
 * specification only, in a process of its own, whose start is measured too.
 */
public final class ExploreBench {
    private final AlgorithmProvider<?, ?> algorithm;
    private final SpecFolders specs;
    private final SmallModel model;
    private List<Integer> workers = List.of(1);
    private boolean tlc = true;

    private ExploreBench(AlgorithmProvider<?, ?> algorithm, SpecFolders specs, SmallModel model) {
        this.algorithm = algorithm;
        this.specs = specs;
        this.model = model;
    }

    /** Measures an algorithm in that model, with one worker unless told otherwise. */
    public static ExploreBench of(AlgorithmProvider<?, ?> algorithm, SpecFolders specs, SmallModel model) {
        return new ExploreBench(algorithm, specs, model);
    }

    /** Measures with each of those numbers of workers, in that order. */
    public ExploreBench workers(List<Integer> counts) {
        this.workers = List.copyOf(counts);
        return this;
    }

    /** Whether TLC is measured as well. It is unless told otherwise. */
    public ExploreBench tlc(boolean asked) {
        this.tlc = asked;
        return this;
    }

    /** Measures. @param progress told in a line what is measured next */
    public ExploreFigures run(Consumer<String> progress) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (int count : workers) {
            progress.accept(count + " worker" + (count == 1 ? "" : "s") + ": the explorer" + (tlc ? ", then TLC" : ""));
            Explorer explorer = Explorer.of(algorithm, specs).model(model).workers(count);
            Exploration first = explorer.tlc(false).run();
            if (first.outcome() != Outcome.EQUAL) {
                rows.add(new Row(count, first.outcome(), first.specStates(), seconds(first.duration()), Double.NaN,
                        Double.NaN, Double.NaN));
                continue;
            }
            Exploration second = explorer.tlc(tlc).run();
            rows.add(new Row(count, second.outcome(), second.specStates(), seconds(first.duration()),
                    seconds(second.duration()), second.tlcDuration().map(ExploreBench::seconds).orElse(Double.NaN),
                    tlc ? seconds(explorer.tlcStart()) : Double.NaN));
        }
        return new ExploreFigures(algorithm.name(), model, Surroundings.here(), rows);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
