package dev.synod.replay;

import dev.synod.tlc.ConfigConstants;
import dev.synod.tlc.TlaValue;
import dev.synod.trace.ItfReader;
import dev.synod.trace.Mapping;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceSource;
import dev.synod.trace.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How files are read as traces: by a mapping, if there is one; else as states of the Informal Trace Format, if the file's
 * name ends in {@code .itf.json}; else as traces of this project.
 */
public final class TraceFormats {
    /** Without a mapping, and with the constants that traces hold themselves. */
    public static final TraceFormats OWN = new TraceFormats(null, Map.of());

    private static final String ITF = ".itf.json";

    private final Mapping mapping;
    private final Map<String, Value> constants;

    private TraceFormats(Mapping mapping, Map<String, Value> constants) {
        this.mapping = mapping;
        this.constants = constants;
    }

    /**
     * Formats of foreign logs.
     *
     * @param mapping   how they are read, or null if their names say it
     * @param constants the values of the specification's constants that logs do not hold
     */
    public static TraceFormats of(Mapping mapping, Map<String, Value> constants) {
        return new TraceFormats(mapping, new LinkedHashMap<>(constants));
    }

    /**
     * The constants that a TLC configuration gives values. Those that it replaces by definitions are left out.
     *
     * @throws dev.synod.tlc.UnusableInputException if it cannot be read
     */
    public static Map<String, Value> constants(Path config) {
        Map<String, Value> constants = new LinkedHashMap<>();
        ConfigConstants.read(config).values().forEach((name, value) -> constants.put(name, value(value)));
        return constants;
    }

    private static Value value(TlaValue value) {
        if (value instanceof TlaValue.Int i) {
            return Value.of(i.value());
        } else if (value instanceof TlaValue.Bool b) {
            return Value.of(b.value());
        } else if (value instanceof TlaValue.Str s) {
            return Value.of(s.value());
        } else if (value instanceof TlaValue.Model m) {
            return new Value.Model(m.name());
        } else if (value instanceof TlaValue.SetOf s) {
            return Value.set(s.elements().stream().map(TraceFormats::value).toList());
        } else if (value instanceof TlaValue.Tuple t) {
            return Value.tup(t.elements().stream().map(TraceFormats::value).toList());
        } else if (value instanceof TlaValue.Interval i) {
            List<Value> numbers = new ArrayList<>();
            for (long n = i.low(); n <= i.high(); n++) {
                numbers.add(Value.of(n));
            }
            return Value.set(numbers);
        }
        throw new SpecException("the constant's value " + value + " in the configuration, which is no number, string, "
                + "model value or set of such. Correct the configuration");
    }

    /**
     * Opens a file.
     *
     * @throws TraceFormatException if its beginning is malformed
     * @throws UncheckedIOException if it cannot be read
     */
    public TraceSource open(Path file) {
        return open(stream(file), file.toString(), false, false);
    }

    /** Opens the file of one process among several. */
    public TraceSource openPart(Path file) {
        return open(stream(file), file.toString(), true, false);
    }

    /**
     * Reads a stream, which the trace closes.
     *
     * @param name what errors call it; its ending may tell the format
     */
    public TraceSource open(InputStream in, String name) {
        return open(in, name, false, false);
    }

    /** Reads a stream into which a trace is being written: it ends with its footer. */
    public TraceSource openLive(InputStream in, String name) {
        return open(in, name, false, true);
    }

    private TraceSource open(InputStream in, String name, boolean part, boolean live) {
        if (mapping != null) {
            return mapping.open(in, name, constants, part, live);
        } else if (name.endsWith(ITF) && live) {
            throw new TraceFormatException(name, 1, 0, "a file of states, which is not written line by line",
                    "a trace of events", "Replay it when it is written");
        } else if (name.endsWith(ITF)) {
            return ItfReader.of(in, name, constants);
        }
        TraceReader reader = part ? TraceReader.ofPart(in, name)
                : live ? TraceReader.ofLive(in, name) : TraceReader.of(in, name);
        if (!constants.isEmpty()) {
            reader.close();
            throw new TraceFormatException(name, 1, 0, "a header with constants, beside a configuration (--cfg)",
                    "constants in one place", "Leave out --cfg: a trace's header holds its constants");
        }
        return reader;
    }

    private static InputStream stream(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
