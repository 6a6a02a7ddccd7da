package dev.synod.replay;

import dev.synod.trace.CausalMerge;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceSource;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Replays the logs of several processes of one run, ordered by their vector clocks.
 *
 * <p>The clocks leave open in which order events came that know nothing of each other. Where that matters to the
 * specification, one order may be a behaviour of it and another not. The logs are ok if <i>some</i> order that the clocks
 * allow is a behaviour: the run had one of them, which nobody logged. So one order is followed as long as it goes; where it
 * fails, others are tried around that place, and at last all.
 *
 * <p>All orders are tried cut by cut: of a cut (so many events of each log) the states that explain any order of its
 * events are kept together, and from the cuts of {@code n} events come those of {@code n + 1}. Two orders that lead to the
 * same cut and the same state go on alike, so nothing is lost. Logs diverge only if this search has refuted every order;
 * where it is cut short, the verdict is unknown.
 *
 * <p>Where the specification shows that nothing is lost if an event comes first ({@link
 * SpecChecker.Session#mayComeFirst}), no order is tried in which it comes later. Of a specification whose actions speak of
 * their own node and of a set of messages that only grows one order is left, and it refutes the logs as well.
 */
final class MergedReplay {
    /** Events between two places to which the search can go back. */
    private static final int STRIDE = 64;
    private static final int MAX_CHECKPOINTS = 32;

    private final Replayer replayer;
    private final ReplayLimits limits;
    private final long maxSteps;
    /** Whether properties are judged, for which all behaviours that explain the logs count and not only one. */
    private final boolean judges;
    /** What of the properties is not judged. */
    private List<String> unjudged = List.of();
    private long steps;
    private long allowed;
    /** Whether a search has failed that left out no order. */
    private boolean refuted;
    /** Whether there was an event of which it mattered to nothing that it came before others. */
    private boolean reduced;
    /** Why the search has perhaps not seen all; null as long as it has. */
    private String lost;
    private Failure furthest;
    private long level;

    MergedReplay(Replayer replayer, ReplayLimits limits, long maxSteps, boolean judges) {
        this.judges = judges;
        this.replayer = replayer;
        this.limits = limits;
        this.maxSteps = maxSteps;
    }

    /** How many events have happened of each log, and the states that explain them. */
    private record Reached(long[] cut, SpecChecker.Session session) {
        long events() {
            long events = 0;
            for (long count : cut) {
                events += count;
            }
            return events;
        }
    }

    /**
     * An event that a cut's states do not explain.
     *
     * @param inAny whether none would explain it behind other nodes' events either
     */
    private record Failure(long level, SpecChecker.Session session, TraceEvent event, String log, long line,
            TraceFormatException unfit, boolean inAny) {
        /** Whether it tells more than another. */
        boolean tellsMoreThan(Failure other) {
            return other == null || other.level < level
                    || other.level == level && (other.unfit != null && unfit == null || !other.inAny && inAny);
        }
    }

    /** A cut as a key. */
    private record Cut(long[] counts) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Cut cut && Arrays.equals(counts, cut.counts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(counts);
        }
    }

    ReplayResult replay(List<Path> files, TraceFormats formats) {
        String name = files.size() + " logs, " + files.get(0) + " and others";
        return replay(name, () -> {
            List<TraceSource> sources = new ArrayList<>();
            try {
                files.forEach(f -> sources.add(formats.openPart(f)));
                return new CausalMerge(sources);
            } catch (UncheckedIOException e) {
                sources.forEach(TraceSource::close);
                throw new TraceFormatException(files.get(Math.min(sources.size(), files.size() - 1)).toString(), 1, 0,
                        "a file that cannot be read (" + e.getCause().getClass().getSimpleName() + ")", "a log",
                        "Check its name and that you may read it");
            } catch (RuntimeException e) {
                sources.forEach(TraceSource::close);
                throw e;
            }
        });
    }

    /** @param logs opens the logs; more than once where all orders have to be tried */
    ReplayResult replay(String name, Supplier<CausalMerge> logs) {
        long start = System.nanoTime();
        try (CausalMerge merge = logs.get()) {
            SpecChecker checker = replayer.checker(merge.header());
            unjudged = checker.unjudged();
            // Properties are judged on all behaviours; to explain the logs one is enough.
            SpecChecker.Session origin = judges ? checker.open(name, merge.header())
                    : checker.openMerged(name, merge.header());
            Verdict begun = origin.begin();
            if (begun != null) {
                return result(name, merge, begun, origin, 0, start);
            }
            if (judges) {
                allowed = maxSteps;
                Reached end = search(merge, new Reached(new long[merge.size()], origin), Long.MAX_VALUE);
                return end != null ? ok(name, merge, end, start) : failed(name, merge, origin, start);
            }
            SpecChecker.Session first = origin.fork();
            // Trying again around a place must leave enough for trying all orders from the beginning.
            allowed = maxSteps / 2;
            Reached end = follow(merge, new Reached(new long[merge.size()], first));
            if (end != null) {
                return ok(name, merge, end, start);
            }
            if (refuted) {
                return failed(name, merge, origin, start);
            }
            furthest = null;
            lost = null;
            steps = 0;
            allowed = maxSteps;
            try (CausalMerge again = logs.get()) {
                end = search(again, new Reached(new long[again.size()], origin), Long.MAX_VALUE);
                return end != null ? ok(name, again, end, start) : failed(name, again, origin, start);
            }
        } catch (TraceFormatException e) {
            return Replayer.unusable(name, null, e.getMessage());
        } catch (SpecException e) {
            return Replayer.unusable(name, null, name + ": " + e.getMessage());
        }
    }

    // -- one order ---------------------------------------------------------------------------------------------------

    /** Follows one order, and others where it fails; null if that has not found one to the end. */
    private Reached follow(CausalMerge merge, Reached from) {
        ArrayDeque<Reached> checkpoints = new ArrayDeque<>();
        Reached at = from;
        long events = at.events();
        // Whether another order could have been taken: since the last checkpoint, and before the first.
        boolean chosen = false;
        boolean chosenBefore = false;
        while (true) {
            if (events % STRIDE == 0) {
                if (!chosen) {
                    checkpoints.pollLast();
                }
                checkpoints.add(new Reached(at.cut().clone(), at.session().fork()));
                chosen = false;
                if (checkpoints.size() > MAX_CHECKPOINTS) {
                    checkpoints.removeFirst();
                    chosenBefore = true;
                }
                merge.release(checkpoints.peekFirst().cut());
            }
            List<Integer> enabled = merge.enabled(at.cut());
            if (enabled.isEmpty()) {
                return at;
            }
            int taken = -1;
            String lostBefore = lost;
            for (int log : enabled) {
                boolean explained = advance(merge, at, log, at.session());
                boolean first = at.session().mayComeFirst();
                if (explained) {
                    taken = log;
                    chosen |= !first && enabled.size() > 1;
                }
                if (first) {
                    reduced |= enabled.size() > 1;
                    lost = lostBefore;
                }
                if (explained || first) {
                    break;
                }
            }
            if (taken >= 0) {
                at.cut()[taken]++;
                events++;
            } else if (!chosen && checkpoints.size() == 1 && !chosenBefore) {
                refuted = true;
                level = events;
                return null;
            } else {
                at = around(merge, checkpoints, events, !chosenBefore);
                if (at == null) {
                    return null;
                }
                chosenBefore = true;
                events = at.events();
                checkpoints.clear();
                checkpoints.add(new Reached(at.cut().clone(), at.session().fork()));
                chosen = false;
            }
        }
    }

    /**
     * Tries all orders from a little before the place where one failed, then from further before.
     *
     * @param all whether those from the first checkpoint are all that there are
     */
    private Reached around(CausalMerge merge, ArrayDeque<Reached> checkpoints, long failed, boolean all) {
        List<Reached> places = new ArrayList<>(checkpoints);
        for (int back = 1; ; back *= 4) {
            Reached from = places.get(Math.max(0, places.size() - back));
            lost = null;
            Reached found = search(merge, new Reached(from.cut().clone(), from.session().fork()), failed + STRIDE);
            if (found != null || steps >= allowed) {
                return found;
            }
            if (back >= places.size()) {
                refuted = all && lost == null;
                return null;
            }
        }
    }

    // -- all orders --------------------------------------------------------------------------------------------------

    /**
     * Tries all orders, breadth first.
     *
     * @param until the number of events at which to stop
     * @return the end, or a cut of that many events; null if no order leads there, or the search was cut short, in which
     *         case {@link #lost} says why
     */
    private Reached search(CausalMerge merge, Reached from, long until) {
        Map<Cut, SpecChecker.Session> now = new LinkedHashMap<>();
        now.put(new Cut(from.cut()), from.session());
        level = from.events();
        while (level < until) {
            Map<Cut, SpecChecker.Session> next = new LinkedHashMap<>();
            long candidates = 0;
            for (Map.Entry<Cut, SpecChecker.Session> e : now.entrySet()) {
                Reached at = new Reached(e.getKey().counts(), e.getValue());
                List<Integer> enabled = merge.enabled(at.cut());
                if (enabled.isEmpty()) {
                    return at;
                }
                for (Map.Entry<Integer, SpecChecker.Session> way : ways(merge, at, enabled).entrySet()) {
                    SpecChecker.Session session = way.getValue();
                    long[] cut = at.cut().clone();
                    cut[way.getKey()]++;
                    SpecChecker.Session other = next.putIfAbsent(new Cut(cut), session);
                    candidates += session.candidates();
                    if (other != null) {
                        int before = other.candidates();
                        other.join(session);
                        candidates += other.candidates() - before - session.candidates();
                    }
                }
                if (candidates > limits.candidates()) {
                    lost = "more than " + limits.candidates() + " states explain the orders of " + (level + 1) + " events";
                    return null;
                } else if (steps >= allowed) {
                    lost = "not all orders were tried: that takes more than " + maxSteps + " steps";
                    return null;
                }
            }
            if (next.isEmpty()) {
                return null;
            }
            now = next;
            level++;
            if (from.events() == 0) {
                merge.release(least(now));
            }
        }
        Map.Entry<Cut, SpecChecker.Session> any = now.entrySet().iterator().next();
        return new Reached(any.getKey().counts(), any.getValue());
    }

    /** The logs whose next event is explained and has to be tried next, with what is known behind it. */
    private Map<Integer, SpecChecker.Session> ways(CausalMerge merge, Reached at, List<Integer> enabled) {
        Map<Integer, SpecChecker.Session> ways = new LinkedHashMap<>();
        String lostBefore = lost;
        for (int log : enabled) {
            SpecChecker.Session session = at.session().fork();
            boolean explained = advance(merge, at, log, session);
            if (session.mayComeFirst()) {
                reduced |= enabled.size() > 1;
                lost = lostBefore;
                return explained ? Map.of(log, session) : Map.of();
            } else if (explained) {
                ways.put(log, session);
            }
        }
        return ways;
    }

    private static long[] least(Map<Cut, SpecChecker.Session> cuts) {
        long[] least = null;
        for (Cut cut : cuts.keySet()) {
            least = least == null ? cut.counts().clone() : least;
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], cut.counts()[i]);
            }
        }
        return least;
    }

    /** Whether the log's next event is explained at the cut. */
    private boolean advance(CausalMerge merge, Reached at, int log, SpecChecker.Session session) {
        steps++;
        long position = at.cut()[log];
        TraceEvent event = merge.event(log, position).withN(at.events() + 1);
        long line = merge.line(log, position);
        TraceFormatException unfit = null;
        Verdict verdict = null;
        try {
            verdict = session.advance(event, line);
        } catch (TraceFormatException e) {
            unfit = e;
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            lost = lost == null ? "in one of the orders " + unknown.reason() : lost;
            return false;
        }
        if (verdict == null && unfit == null) {
            return true;
        }
        Failure failure = new Failure(at.events(), at.session(), event, merge.name(log), line, unfit,
                session.mayComeFirst());
        if (failure.tellsMoreThan(furthest)) {
            furthest = new Failure(at.events(), at.session().fork(), event, merge.name(log), line, unfit, failure.inAny());
        }
        return false;
    }

    // -- results -----------------------------------------------------------------------------------------------------

    private ReplayResult ok(String name, CausalMerge merge, Reached end, long start) {
        List<String> warnings = new ArrayList<>();
        long left = merge.left(end.cut());
        if (left > 0) {
            warnings.add(left + " or more events wait for others that the logs do not have, and were not replayed");
        }
        Verdict judged = end.session().finish();
        if (judges && lost != null) {
            judged = new Verdict.Unknown("not every order that the clocks allow could be judged: " + lost, List.of());
        }
        return result(name, merge, judged == null ? new Verdict.Ok() : judged, end.session(), end.events(), start, warnings);
    }

    private ReplayResult failed(String name, CausalMerge merge, SpecChecker.Session origin, long start) {
        if (lost != null) {
            String place = furthest == null ? "" : ". The furthest that none explains is at " + furthest.log() + ":"
                    + furthest.line();
            return result(name, merge, new Verdict.Unknown("no order that the clocks allow was found to be a behaviour, but "
                    + lost + place, List.of()), origin, level, start);
        }
        if (furthest.unfit() != null) {
            return result(name, merge, new Verdict.Malformed(furthest.unfit().getMessage()), furthest.session(), level, start);
        }
        Verdict verdict = furthest.session().accept(furthest.event(), furthest.line());
        return result(furthest.log(), merge, verdict, furthest.session(), furthest.level(), start,
                List.of(reduced ? "no order of the events of these " + merge.size() + " logs that the clocks allow is a "
                        + "behaviour; event numbers are those of one of them"
                        : "no order that the clocks allow explains more than " + furthest.level() + " events of these "
                        + merge.size() + " logs; event numbers are those of one that goes as far"));
    }

    private ReplayResult result(String name, CausalMerge merge, Verdict verdict, SpecChecker.Session session, long events,
            long start) {
        return result(name, merge, verdict, session, events, start, List.of());
    }

    private ReplayResult result(String name, CausalMerge merge, Verdict verdict, SpecChecker.Session session,
            long events, long start, List<String> more) {
        List<String> warnings = new ArrayList<>(unjudged);
        warnings.addAll(more);
        boolean complete = merge.complete();
        if (verdict instanceof Verdict.Ok) {
            merge.cutShort().forEach(log -> warnings.add("the last line of " + log + " is cut short and was left out"));
            if (!complete) {
                warnings.add("a log has no footer: these are the beginnings of logs, perhaps not the whole");
            }
        }
        return new ReplayResult(name, merge.header(), verdict, complete, events, session.coverage(), warnings,
                Duration.ofNanos(System.nanoTime() - start), session.places());
    }
}
