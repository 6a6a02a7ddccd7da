package dev.synod.junit;

import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the traces of one test, which {@link Conforms} holds to their specification afterwards.
 *
 * <p>Safe for use by several threads at once.
 */
public final class TraceRecorder {

    private final Path folder;
    private final String name;
    private final List<Path> files = new ArrayList<>();
    private final List<TraceWriter> writers = new ArrayList<>();

    TraceRecorder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * Runs a simulation and records its trace.
     *
     * @return what the simulation came to; never null
     */
    public <S extends Record, M> SimulationResult<S> record(Simulation<S, M> simulation) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file()), 1 << 16)) {
            return simulation.record(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A writer for a trace of code that is no machine.
     *
     * <p>It is closed after the test. A trace that was not {@linkplain TraceWriter#finish() finished} by then is
     * incomplete.
     */
    public synchronized TraceWriter writer(TraceHeader header) {
        TraceWriter writer = TraceWriter.to(file(), header);
        writers.add(writer);
        return writer;
    }

    /**
     * A file for a trace that something else writes, such as another process.
     *
     * @return a file that is not there, in a folder that is; never null
     */
    public synchronized Path file() {
        Path file = folder.resolve(name + "-" + (files.size() + 1) + ".ndjson");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(file);
        return file;
    }

    /** The files of all traces so far, in order. */
    public synchronized List<Path> files() {
        return List.copyOf(files);
    }

    synchronized void close() {
        writers.forEach(TraceWriter::close);
    }
}
