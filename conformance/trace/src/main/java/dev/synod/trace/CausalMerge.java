package dev.synod.trace;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs of several processes of one run, ordered by their vector clocks alone.
 *
 * <p>A <i>cut</i> says how many events of each log have happened. An event may come next if all events that its clock
 * knows of have happened (Mattern 1989). Which of several such events came first the clocks leave open, and so does this
 * class: {@link #enabled} names all of them.
 *
 * <p>Each log is read as far as it is asked for, and kept from the last {@link #release} on. Each is the log of one
 * process, and every event has a clock. Not safe for use by several threads at once.
 */
public final class CausalMerge implements Closeable {
    private final List<Log> logs = new ArrayList<>();
    private final Map<String, Integer> byNode = new HashMap<>();
    private final TraceHeader header;

    /**
     * Reads the first event of each log.
     *
     * @param sources the logs, at least one, opened as parts; closed with this
     * @throws TraceFormatException if their headers differ, or two are of one process
     */
    public CausalMerge(List<? extends TraceSource> sources) {
        header = sources.get(0).header();
        for (TraceSource source : sources) {
            differs(source, "spec", header.spec(), source.header().spec());
            differs(source, "constants", header.constants(), source.header().constants());
            differs(source, "null", header.nullConstant(), source.header().nullConstant());
            differs(source, "self", header.self(), source.header().self());
            differs(source, "observed", header.observed(), source.header().observed());
            differs(source, "shared", header.shared(), source.header().shared());
            differs(source, "hidden", header.hidden(), source.header().hidden());
            differs(source, "initial", header.initial(), source.header().initial());
            Log log = new Log(source);
            logs.add(log);
            Entry first = log.at(0);
            if (first != null) {
                Integer other = byNode.put(first.event.node(), logs.size() - 1);
                if (other != null) {
                    throw new TraceFormatException(source.name(), first.line, 0, "events of " + first.event.node(),
                            "those of another process than in " + logs.get(other).source.name(),
                            "Write one log for each process");
                }
            }
        }
    }

    private void differs(TraceSource source, String what, Object expected, Object found) {
        if (!java.util.Objects.equals(expected, found)) {
            throw new TraceFormatException(source.name(), 1, 0, "a header with other " + what + " than the first log's",
                    what + " = " + expected, "Merge only logs of the same run");
        }
    }

    /** The header of all logs, with where the first comes from. */
    public TraceHeader header() {
        return header;
    }

    /** How many logs there are. */
    public int size() {
        return logs.size();
    }

    /** What errors call a log. */
    public String name(int log) {
        return logs.get(log).source.name();
    }

    /** A log's event after that many others of it, or null at its end. */
    public TraceEvent event(int log, long position) {
        Entry entry = logs.get(log).at(position);
        return entry == null ? null : entry.event;
    }

    /** The line of such an event. */
    public long line(int log, long position) {
        return logs.get(log).at(position).line;
    }

    /**
     * The logs whose next event may come next, in the order of the events' knowledge: first that which knows of the fewest.
     * Empty if none may, which is so at the end, and where events wait for what an incomplete log does not have.
     *
     * @param cut how many events of each log have happened
     * @throws TraceFormatException if the clocks contradict each other; the message names two events
     */
    public List<Integer> enabled(long[] cut) {
        List<Integer> enabled = new ArrayList<>(cut.length);
        boolean waiting = false;
        boolean missing = false;
        for (int i = 0; i < cut.length; i++) {
            Entry entry = logs.get(i).at(cut[i]);
            if (entry != null) {
                int on = waitsFor(entry, i, cut);
                waiting = true;
                missing |= on >= 0 && logs.get(on).at(cut[on]) == null;
                if (on < 0) {
                    int place = enabled.size();
                    while (place > 0 && next(enabled.get(place - 1), cut).knowledge > entry.knowledge) {
                        place--;
                    }
                    enabled.add(place, i);
                }
            }
        }
        if (enabled.isEmpty() && waiting && !missing) {
            throw contradiction(cut);
        }
        return enabled;
    }

    private Entry next(int log, long[] cut) {
        return logs.get(log).at(cut[log]);
    }

    /** The log whose next event must come before a log's next one, or which lacks one that must; -1 if there is none. */
    private int waitsFor(Entry entry, int own, long[] cut) {
        long[] known = known(entry, own);
        for (int i = 0; i < known.length; i++) {
            if (known[i] == 0) {
                continue;
            }
            Entry next = next(i, cut);
            if (next != null && next.own <= known[i]) {
                return i;
            }
            if (next == null && logs.get(i).last < known[i]) {
                if (logs.get(i).source.complete()) {
                    throw new TraceFormatException(name(own), entry.line, 0,
                            entry.event.node() + " knowing of event " + known[i] + " of " + logs.get(i).node(),
                            "no more than the " + logs.get(i).last + " that " + name(i) + " has",
                            "The clocks contradict each other: these are logs of different runs, or events are lost");
                }
                return i;
            }
        }
        return -1;
    }

    /** How many events of each other log an event knows of. */
    private long[] known(Entry entry, int own) {
        if (entry.known == null) {
            long[] known = new long[logs.size()];
            for (Map.Entry<String, Long> e : entry.event.clock().entrySet()) {
                if (e.getValue() == 0 || e.getKey().equals(entry.event.node())) {
                    continue;
                }
                Integer log = byNode.get(e.getKey());
                if (log == null) {
                    throw new TraceFormatException(name(own), entry.line, 0,
                            entry.event.node() + " knowing of event " + e.getValue() + " of " + e.getKey(),
                            "only events of " + String.join(", ", byNode.keySet().stream().sorted().toList()),
                            "Give the logs of all processes of the run");
                }
                known[log] = e.getValue();
            }
            entry.known = known;
        }
        return entry.known;
    }

    private TraceFormatException contradiction(long[] cut) {
        int log = 0;
        while (logs.get(log).at(cut[log]) == null) {
            log++;
        }
        Set<Integer> seen = new HashSet<>();
        while (seen.add(log)) {
            log = waitsFor(next(log, cut), log, cut);
        }
        TraceEvent event = next(log, cut).event;
        int on = waitsFor(next(log, cut), log, cut);
        TraceEvent other = next(on, cut).event;
        return new TraceFormatException(name(log), line(log, cut[log]), 0,
                "clocks that contradict each other: this event of " + event.node() + ", " + event.clock()
                        + ", comes after that of " + other.node() + " at " + name(on) + ":" + line(on, cut[on]) + ", "
                        + other.clock() + ", and that one" + (waitsFor(next(on, cut), on, cut) == log ? "" : ", by way of others,")
                        + " after this one",
                "clocks of one run", "Look at how the program counts its events and passes its clock on");
    }

    /** Forgets the events before a cut, which will not be asked for again. */
    public void release(long[] cut) {
        for (int i = 0; i < cut.length; i++) {
            logs.get(i).release(cut[i]);
        }
    }

    /** Whether every log is known to be whole; final once all have been read to their ends. */
    public boolean complete() {
        return logs.stream().allMatch(l -> l.source.complete());
    }

    /** The names of the logs whose last line was cut short. */
    public List<String> cutShort() {
        return logs.stream().filter(l -> l.source.cutShort()).map(l -> l.source.name()).toList();
    }

    /** How many events are left at a cut, as far as they have been read. */
    public long left(long[] cut) {
        long left = 0;
        for (int i = 0; i < cut.length; i++) {
            left += logs.get(i).first + logs.get(i).window.size() - cut[i];
        }
        return left;
    }

    @Override
    public void close() {
        logs.forEach(l -> l.source.close());
    }

    /** An event of a log. */
    private static final class Entry {
        private final TraceEvent event;
        private final long line;
        /** The process's own count. */
        private final long own;
        /** How many events it knows of. */
        private final long knowledge;
        /** How many of each other log, once that was asked. */
        private long[] known;

        Entry(TraceEvent event, long own, long line) {
            this.event = event;
            this.own = own;
            this.line = line;
            long all = 0;
            for (long count : event.clock().values()) {
                all += count;
            }
            knowledge = all;
        }
    }

    /** One process's log. */
    private static final class Log {
        private static final int MIN_RELEASED = 64;
        private final TraceSource source;
        private final List<Entry> window = new ArrayList<>();
        private long first;
        /** The process's own count at the event read last. */
        private long last;
        private TraceEvent previous;
        private boolean ended;

        Log(TraceSource source) {
            this.source = source;
        }

        Entry at(long position) {
            while (!ended && position >= first + window.size()) {
                TraceEvent event = source.next();
                if (event == null) {
                    ended = true;
                } else {
                    check(event);
                    window.add(new Entry(event, last, source.line()));
                }
            }
            return position >= first + window.size() ? null : window.get((int) (position - first));
        }

        private void check(TraceEvent event) {
            Map<String, Long> clock = event.clock();
            if (clock == null) {
                throw error("an event without a clock", "a vector clock in every event of logs that are merged",
                        "Log the clock, or write one trace of the whole run");
            }
            Long own = clock.get(event.node());
            if (previous != null && !previous.node().equals(event.node())) {
                throw error("an event of " + event.node(), "events of " + previous.node() + " only",
                        "Write one log for each process");
            }
            if (own == null || own <= last) {
                throw error("clock " + clock + " at " + event.node(), "an entry of " + event.node() + " above " + last,
                        "A process's own entry counts its events; the events are out of order, or the log was changed");
            }
            if (previous != null && !(clock instanceof ClockEntries entries && entries.isNotBelow(previous.clock()))) {
                previous.clock().forEach((node, count) -> {
                    if (clock.getOrDefault(node, 0L) < count) {
                        throw error(event.node() + " forgetting events of " + node + " in its clock " + clock,
                                "at least " + count + " of " + node, "A vector clock never goes back");
                    }
                });
            }
            last = own;
            previous = event;
        }

        String node() {
            return previous.node();
        }

        private TraceFormatException error(String found, String expected, String remedy) {
            return new TraceFormatException(source.name(), source.line(), 0, found, expected, remedy);
        }

        void release(long position) {
            long gone = Math.min(position - first, window.size());
            // Many at a time, since the rest moves.
            if (gone >= MIN_RELEASED && gone > window.size() / 2) {
                window.subList(0, (int) gone).clear();
                first += gone;
            }
        }
    }
}
