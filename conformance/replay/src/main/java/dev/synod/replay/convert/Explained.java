package dev.synod.replay.convert;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TLC's output on a converted module says: how many events of each trace the specification explains. It is the whole
 * truth only if TLC ended without an error.
 */
public final class Explained {
    private static final Pattern REACHED =
            Pattern.compile("<<\"" + TlaConverter.MARK + "\", (\\d+), (\\d+)>>");
    private static final Pattern ERROR_STATE = Pattern.compile("^(?:/\\\\ )?Trace_t = (\\d+)$");

    private final int[] events;
    private final int failed;

    private Explained(int[] events, int failed) {
        this.events = events;
        this.failed = failed;
    }

    /**
     * Reads TLC's output.
     *
     * @param output its lines
     * @param traces how many traces the module holds
     */
    public static Explained of(Iterable<String> output, int traces) {
        int[] events = new int[traces];
        Arrays.fill(events, -1);
        int failed = -1;
        for (String line : output) {
            Matcher reached = REACHED.matcher(line);
            while (reached.find()) {
                int trace = Integer.parseInt(reached.group(1)) - 1;
                events[trace] = Math.max(events[trace], Integer.parseInt(reached.group(2)));
            }
            Matcher error = ERROR_STATE.matcher(line.strip());
            if (error.matches()) {
                failed = Integer.parseInt(error.group(1)) - 1;
            }
        }
        return new Explained(events, failed);
    }

    /**
     * The number of events that the specification explains.
     *
     * @param trace the trace's place in the module, from 0
     * @return the number, or -1 if the trace has no initial state
     */
    public int events(int trace) {
        return events[trace];
    }

    /** The numbers for all traces, in the order of the module. */
    public List<Integer> all() {
        return Arrays.stream(events).boxed().toList();
    }

    /** The place, from 0, of the trace on which TLC stopped with an error and a behaviour; empty if it printed none. */
    public OptionalInt failed() {
        return failed < 0 ? OptionalInt.empty() : OptionalInt.of(failed);
    }
}
