package dev.synod.cli;

import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.SplitWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Records a run as one trace for each node. */
final class Splitting {
    private Splitting() {}

    /** @throws UnusableInputException if the folder cannot be written */
    static <S extends Record, M> SimulationResult<S> record(Simulation<S, M> simulation, Path folder) {
        try (SplitWriter writer = new SplitWriter(folder, simulation.header())) {
            SimulationResult<S> result = simulation.run(new TraceSink(simulation.ensemble(), writer::write));
            writer.finish();
            return result;
        } catch (UncheckedIOException e) {
            throw new UnusableInputException("--split", folder + " cannot be written ("
                    + e.getCause().getClass().getSimpleName() + ")", "a folder where you may write", "name another folder");
        }
    }
}
