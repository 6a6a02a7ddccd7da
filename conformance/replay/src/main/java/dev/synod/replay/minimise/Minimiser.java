package dev.synod.replay.minimise;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Verdict;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shrinks a trace that fails to one that fails for the same reason with fewer events, by delta debugging (Zeller and
 * Hildebrandt 2002): it leaves out ever smaller pieces, in the end single events, as long as the same event is the first
 * that diverges, at the same conjunct of the same action, or as long as the same property is violated at the same conjunct.
 * That another event fails for want of one that was left out does not count; but it is tried to leave out that one too.
 *
 * <p>Events stay as they are, but for their numbers and for their vector clocks, which then count the events that are
 * left. The result depends on nothing but the trace, unless a limit ends the search.
 */
public final class Minimiser {
    /** Pairs are tried in traces of up to that many events. */
    private static final int MAX_PAIRED = 50;

    private final Replayer replayer;
    private final Limits limits;

    /**
     * How long to search.
     *
     * @param replays the most replays
     * @param time    the longest time
     */
    public record Limits(int replays, Duration time) {
        /** 10,000 replays, a minute. */
        public static final Limits DEFAULT = new Limits(10_000, Duration.ofMinutes(1));
    }

    /**
     * What was found.
     *
     * @param header  the header, whose source tells where the trace comes from
     * @param events  the events, numbered anew; the trace fails at the last of them
     * @param result  the replay of them
     * @param failure why they fail, and why the whole trace does
     * @param from    how many events the whole trace has, up to the one at which it fails
     * @param replays how many replays it took
     * @param minimal how many events were tried to be left out at a time, at every place, in vain: with 1 the trace is
     *                1-minimal, with 2 no two of them can go either; 0 if a limit ended the search before. The last event,
     *                if it diverges, is never left out
     */
    public record Minimised(TraceHeader header, List<TraceEvent> events, ReplayResult result, Failure failure, long from,
            int replays, int minimal) {

        /** Writes the trace, with its footer; the stream stays open. */
        public void write(OutputStream out) {
            Minimiser.write(out, header, events);
        }
    }

    /**
     * @param replayer replays the trace and its parts
     * @param limits   when to stop
     */
    public Minimiser(Replayer replayer, Limits limits) {
        this.replayer = replayer;
        this.limits = limits;
    }

    /**
     * Shrinks a trace.
     *
     * @param whole the replay of the trace
     * @return empty if it neither diverges nor violates a property
     * @throws dev.synod.trace.TraceFormatException if the file is no trace any more
     */
    public Optional<Minimised> minimise(Path trace, ReplayResult whole) {
        return Failure.of(whole.verdict()).map(failure -> new Search(trace, whole, failure).run());
    }

    /** Ends the search; no error. */
    private static final class LimitReached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LimitReached() {
            super(null, null, false, false);
        }
    }

    /** A part of the trace that fails, and its replay. */
    private record Found(List<TraceEvent> events, ReplayResult result) {}

    private final class Search {
        private final String name;
        private final Failure failure;
        private final TraceHeader header;
        private final List<TraceEvent> all = new ArrayList<>();
        private final long end;
        private final Origins origins;
        private Found best;
        private int replays;

        Search(Path trace, ReplayResult whole, Failure failure) {
            this.name = trace.getFileName().toString();
            this.failure = failure;
            long at = failure.event(whole.verdict());
            // A property may be violated for certain only because of what comes later.
            long last = failure.property() ? Long.MAX_VALUE : at;
            try (TraceReader reader = TraceReader.of(trace)) {
                Map<String, Value> source = new LinkedHashMap<>(reader.header().source());
                source.put("minimised", Value.of(name));
                TraceHeader h = reader.header();
                header = new TraceHeader(h.spec(), h.constants(), h.nullConstant(), h.self(), h.observed(), h.shared(),
                        h.hidden(), source);
                while (all.size() < last) {
                    TraceEvent event = reader.next();
                    if (event == null) {
                        break;
                    }
                    all.add(event);
                }
            }
            origins = new Origins(header, all);
            best = new Found(all, whole);
            end = System.nanoTime() + limits.time().toNanos();
        }

        Minimised run() {
            int from = all.size();
            int minimal = 0;
            try {
                // What comes after the event that violates a property can often go at once.
                tryInstead(cut(best));
                tryInstead(replayer.partOfLast(best.events()));
                for (int size = Math.max(1, best.events().size() / 2); size > 1; size /= 2) {
                    leaveOut(size);
                }
                do {
                    minimal = 0;
                    while (leaveOut(1)) {
                        // Until none of them can go.
                    }
                    minimal = 1;
                } while (best.events().size() <= MAX_PAIRED && leaveOutTwo());
                minimal = best.events().size() <= MAX_PAIRED ? 2 : 1;
            } catch (LimitReached e) {
                // What was found by then is told.
            }
            List<TraceEvent> events = renumbered(best.events());
            return new Minimised(header, events, replay(events), failure, from, replays, minimal);
        }

        /** Leaves out pieces of a size, wherever that can be done; says whether it could. */
        private boolean leaveOut(int size) {
            boolean shrunk = false;
            for (int start = 0; start < best.events().size(); ) {
                if (tryInstead(without(best.events(), start, size))) {
                    shrunk = true;
                } else {
                    start += size;
                }
            }
            return shrunk;
        }

        /** Leaves out two events of which neither can go alone, such as one that opens and one that closes. */
        private boolean leaveOutTwo() {
            for (int distance = 1; distance < best.events().size(); distance++) {
                for (int i = 0; i + distance < best.events().size(); i++) {
                    if (tryInstead(without(without(best.events(), i + distance, 1), i, 1))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private List<TraceEvent> cut(Found found) {
            long at = failure.event(found.result().verdict());
            return List.copyOf(found.events().subList(0, (int) Math.min(at, found.events().size())));
        }

        /** Takes these events instead of the best so far, or fewer, if they fail for the same reason. */
        private boolean tryInstead(List<TraceEvent> some) {
            List<TraceEvent> events = origins.supported(some);
            if (events.size() == best.events().size() || !failure.property() && !origins.hasCause(events)
                    || !failure.property() && (events.isEmpty() || events.get(events.size() - 1) != all.get(all.size() - 1))) {
                return false;
            }
            checkLimits();
            ReplayResult result = replay(renumbered(events));
            if (fails(events, result)) {
                best = new Found(events, result);
                return true;
            }
            // Perhaps another event fails for want of one that was left out: then it goes too, as an answer does whose
            // question is gone.
            if (!(result.verdict() instanceof Verdict.Diverged) || failure.property()) {
                return false;
            }
            TraceEvent last = events.get(events.size() - 1);
            List<TraceEvent> fewer = new ArrayList<>(replayer.taken(header, events.subList(0, events.size() - 1)));
            fewer.add(last);
            if (fewer.size() == events.size() || !origins.hasCause(fewer)
                    || origins.supported(fewer).size() < fewer.size()) {
                return false;
            }
            checkLimits();
            ReplayResult other = replay(renumbered(fewer));
            if (!fails(fewer, other)) {
                return false;
            }
            best = new Found(fewer, other);
            return true;
        }

        private void checkLimits() {
            if (replays >= limits.replays() || System.nanoTime() - end > 0) {
                throw new LimitReached();
            }
        }

        /** Whether events fail for the same reason, and if they diverge, then at the last of them. */
        private boolean fails(List<TraceEvent> events, ReplayResult result) {
            return failure.isThatOf(result.verdict())
                    && (failure.property() || failure.event(result.verdict()) == events.size());
        }

        private ReplayResult replay(List<TraceEvent> events) {
            replays++;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(bytes, header, events);
            try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes.toByteArray()), name)) {
                return replayer.replay(reader);
            }
        }
    }

    private static List<TraceEvent> without(List<TraceEvent> events, int start, int size) {
        List<TraceEvent> rest = new ArrayList<>(events.subList(0, start));
        rest.addAll(events.subList(Math.min(events.size(), start + size), events.size()));
        return rest;
    }

    /** The events numbered from 1, with clocks that count none but them. */
    static List<TraceEvent> renumbered(List<TraceEvent> events) {
        Map<String, List<Long>> own = new HashMap<>();
        List<TraceEvent> renumbered = new ArrayList<>();
        for (TraceEvent event : events) {
            Map<String, Long> clock = null;
            if (event.clock() != null) {
                own.computeIfAbsent(event.node(), n -> new ArrayList<>()).add(event.clock().get(event.node()));
                clock = new LinkedHashMap<>();
                for (Map.Entry<String, Long> entry : event.clock().entrySet()) {
                    // A node's own entries grow.
                    int at = Collections.binarySearch(own.getOrDefault(entry.getKey(), List.of()), entry.getValue());
                    long known = at >= 0 ? at + 1 : -at - 1;
                    if (known > 0) {
                        clock.put(entry.getKey(), known);
                    }
                }
            }
            renumbered.add(new TraceEvent(
                    renumbered.size() + 1, event.node(), clock, event.action(), event.args(), event.state()));
        }
        return renumbered;
    }

    private static void write(OutputStream out, TraceHeader header, List<TraceEvent> events) {
        TraceWriter writer = new TraceWriter(out, header);
        events.forEach(writer::write);
        writer.finish();
        writer.flush();
    }
}
