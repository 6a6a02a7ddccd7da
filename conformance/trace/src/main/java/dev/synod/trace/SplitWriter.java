package dev.synod.trace;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes one trace for each node of a run, {@code NODE.ndjson}, as programs that run apart would.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class SplitWriter implements Closeable {
    private final Path folder;
    private final TraceHeader header;
    private final Map<String, TraceWriter> writers = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    /** @param folder where the traces go; created if need be, and traces of the same names are replaced */
    public SplitWriter(Path folder, TraceHeader header) {
        this.folder = folder;
        this.header = header;
    }

    /**
     * Appends an event to its node's trace, where it gets the number after the last.
     *
     * @throws java.io.UncheckedIOException if the trace cannot be written
     */
    public void write(TraceEvent event) {
        TraceWriter writer = writers.computeIfAbsent(event.node(), node -> TraceWriter.to(file(node), header));
        writer.write(event.withN(writer.events() + 1));
    }

    private Path file(String node) {
        String plain = node.replaceAll("[^\\w.-]", "_");
        String name = plain;
        for (int i = 2; !names.add(name); i++) {
            name = plain + "_" + i;
        }
        return folder.resolve(name + ".ndjson");
    }

    /** How many traces there are. */
    public int size() {
        return writers.size();
    }

    /** Writes the footers: the traces are whole. */
    public void finish() {
        writers.values().forEach(TraceWriter::finish);
    }

    @Override
    public void close() {
        writers.values().forEach(TraceWriter::close);
    }
}
