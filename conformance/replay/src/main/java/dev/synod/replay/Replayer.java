package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceSource;
import dev.synod.trace.Value;
import java.io.Closeable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Replays traces against their specifications.
 *
 * <p>Every event must be one step of the specification's next-state relation, from a state that explains the events
 * before. The set of all such states is kept, so that a trace which leaves variables out is decided exactly. What cannot
 * be decided is {@link Verdict.Unknown}, never {@link Verdict.Ok}.
 *
 * <p>Specifications stay loaded, up to a small number; {@link #close()} lets them go. Not safe for use by several threads
 * at once: give each a replayer of its own.
 */
public final class Replayer implements Closeable {
    private static final int MAX_LOADED = 4;
    private static final long MAX_MERGE_STEPS = 2_000_000;
    /** Sets from this size on share structure, unless chosen otherwise. */
    static final int LARGE_SETS = 32;

    private final SpecFolders folders;
    private final Path module;
    private final List<Path> library;
    private final ReplayLimits limits;
    private final int largeSets;
    private final Examination examination;
    private final KnownDivergences known;
    /** The argument by which events are looked at apart, or null. */
    private final String by;
    private final Map<Key, IsolatedEngine> loaded = new LinkedHashMap<>(8, 0.75f, true);

    private record Key(Path module, Map<String, Value> constants, String nullConstant) {}

    private Replayer(SpecFolders folders, Path module, List<Path> library, ReplayLimits limits, int largeSets,
            Examination examination, KnownDivergences known, String by) {
        this.folders = folders;
        this.module = module;
        this.library = List.copyOf(library);
        this.limits = limits;
        this.largeSets = largeSets;
        this.examination = examination;
        this.known = known;
        this.by = by;
    }

    /** A replayer that finds each trace's specification by the name in its header. */
    public static Replayer of(SpecFolders folders) {
        return new Replayer(folders, null, List.of(), ReplayLimits.DEFAULT, LARGE_SETS, Examination.NONE,
                KnownDivergences.NONE, null);
    }

    /** A replayer that holds all traces to one module, whatever their headers name. */
    public static Replayer ofModule(Path module) {
        return new Replayer(null, module, List.of(), ReplayLimits.DEFAULT, LARGE_SETS, Examination.NONE,
                KnownDivergences.NONE, null);
    }

    /** The same, with folders in which modules that a specification extends or instantiates may be. */
    public Replayer withLibrary(List<Path> folders) {
        return new Replayer(this.folders, module, folders, limits, largeSets, examination, known, by);
    }

    /** The same, with other limits. */
    public Replayer withLimits(ReplayLimits limits) {
        return new Replayer(folders, module, library, limits, largeSets, examination, known, by);
    }

    /**
     * The same, but sets are kept with structural sharing from another size on. It changes no verdict, only what a step
     * costs: TLC's own sets copy themselves on every union.
     *
     * @param size 32 if not chosen; {@link Integer#MAX_VALUE} for never
     */
    public Replayer withSharingFrom(int size) {
        return new Replayer(folders, module, library, limits, size, examination, known, by);
    }

    /**
     * The same, but the behaviours that explain a whole trace are held to properties too. If all of them violate one, the
     * verdict is {@link Verdict.Violated}; if some do, or if a property cannot be evaluated, {@link Verdict.Unknown}. What
     * cannot be judged on a finite trace is told in the result's warnings.
     */
    public Replayer withProperties(PropertyChoice properties) {
        return new Replayer(folders, module, library, limits, largeSets,
                new Examination(properties, examination.coverage()), known, by);
    }

    /** The same, but {@link ReplayResult#coverage()} tells which places of the next-state relation the events take. */
    public Replayer withCoverage() {
        return new Replayer(folders, module, library, limits, largeSets,
                new Examination(examination.properties(), true), known, by);
    }

    /** The same, but some divergences are known: a trace with no other ends in {@link Verdict.Known}. */
    public Replayer withKnown(KnownDivergences divergences) {
        return new Replayer(folders, module, library, limits, largeSets, examination, divergences, by);
    }

    /**
     * The same, but the events of a trace are looked at apart, by the value that one of their arguments has. It changes no
     * verdict but unknown: a specification that does not consist of such parts, which have nothing to do with each other,
     * is refused, and so is a trace that logs variables. Where it does, what explains one part no longer multiplies with
     * what explains the others.
     *
     * @param argument the argument's name, which all actions have
     */
    public Replayer separatedBy(String argument) {
        return new Replayer(folders, module, library, limits, largeSets, examination, known, argument);
    }

    /** Replays the trace in a file. */
    public ReplayResult replay(Path trace) {
        return replay(trace, TraceFormats.OWN);
    }

    /** Replays the trace in a file of one of these formats. */
    public ReplayResult replay(Path trace, TraceFormats formats) {
        try (TraceSource reader = formats.open(trace)) {
            return replay(reader);
        } catch (TraceFormatException e) {
            return unusable(trace.toString(), null, e.getMessage());
        } catch (UncheckedIOException e) {
            return unusable(trace.toString(), null, trace + ": the file cannot be read ("
                    + e.getCause().getClass().getSimpleName() + "). Check its name and that you may read it");
        }
    }

    /**
     * Replays the logs of several processes of one run, each with a vector clock in every event. They are ok if some order
     * of their events that the clocks allow is a behaviour of the specification, and diverge if none is.
     *
     * @param logs    one for each process
     * @param formats how they are read
     */
    public ReplayResult replayMerged(List<Path> logs, TraceFormats formats) {
        return new MergedReplay(this, limits, MAX_MERGE_STEPS, !examination.properties().isEmpty())
                .replay(logs, formats);
    }

    /** Replays the rest of a trace; it stays open. */
    public ReplayResult replay(TraceSource reader) {
        return replay(reader, ReplayListener.NONE);
    }

    /** Replays the rest of a trace, and tells of each event; the trace stays open. */
    public ReplayResult replay(TraceSource reader, ReplayListener listener) {
        TraceHeader header = reader.header();
        SpecChecker checker;
        SpecChecker.Session session;
        try {
            checker = checker(header);
            session = session(checker, reader.name(), header);
        } catch (SpecException e) {
            return unusable(reader.name(), header, reader.name() + ":1: " + e.getMessage());
        }
        long start = System.nanoTime();
        long events = 0;
        Verdict verdict = null;
        List<KnownDivergences.Met> met = new ArrayList<>();
        boolean stopped = false;
        try {
            verdict = session.begin();
            if (verdict == null) {
                listener.explained(0, session);
            }
            for (TraceEvent event = verdict == null ? reader.next() : null; event != null;
                    event = verdict == null && !stopped ? reader.next() : null) {
                verdict = session.accept(event, reader.line());
                if (verdict == null) {
                    events++;
                    listener.explained(events, session);
                } else if (verdict instanceof Verdict.Diverged diverged) {
                    KnownDivergences.Entry entry = known.find(header, diverged.divergence());
                    if (entry != null) {
                        met.add(new KnownDivergences.Met(entry, diverged.divergence()));
                        stopped = !session.adopt(event, reader.line());
                        verdict = null;
                    }
                }
            }
            if (verdict == null) {
                verdict = session.finish();
            }
        } catch (TraceFormatException e) {
            verdict = new Verdict.Malformed(e.getMessage());
        } catch (SpecException e) {
            verdict = new Verdict.Malformed(reader.name() + ":" + reader.line() + ": " + e.getMessage());
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        List<String> warnings = new ArrayList<>(checker.unjudged());
        if (verdict == null) {
            verdict = met.isEmpty() ? new Verdict.Ok() : new Verdict.Known(met, stopped);
            if (reader.cutShort()) {
                warnings.add("the last line is cut short and was left out");
            }
            if (!reader.complete() && !stopped) {
                warnings.add("the trace has no footer: it is the beginning of a run, perhaps not the whole");
            }
        }
        return new ReplayResult(reader.name(), header, verdict, reader.complete(), events, session.coverage(), warnings,
                duration, session.places());
    }

    private SpecChecker.Session session(SpecChecker checker, String trace, TraceHeader header) {
        SpecChecker.Session whole = checker.open(trace, header);
        if (by == null) {
            return whole;
        }
        if (!header.observed().isEmpty() || !header.shared().isEmpty()) {
            throw new SpecException("the events cannot be looked at apart by their argument " + by + ": the trace logs "
                    + "variables (observed or shared). Replay it as a whole (without --by)");
        }
        if (examination.coverage() || !examination.properties().isEmpty()) {
            throw new SpecException("the events cannot be looked at apart by their argument " + by + " where properties "
                    + "are judged or places counted. Replay the trace as a whole (without --by)");
        }
        checker.checkSeparable(by);
        return new SeparateSession(whole, trace, by);
    }

    /** Of some events those that are looked at together with the last of them; all, where none are looked at apart. */
    public List<TraceEvent> partOfLast(List<TraceEvent> events) {
        if (by == null || events.isEmpty()) {
            return events;
        }
        Value part = part(events.get(events.size() - 1));
        return events.stream().filter(event -> Objects.equals(part, part(event))).toList();
    }

    private Value part(TraceEvent event) {
        return event.args() == null ? null : event.args().get(by);
    }

    /**
     * The events that are explained one by one, where each that is not explained behind those before it is left out.
     *
     * @return the events taken; empty as well where one cannot be decided or used
     */
    public List<TraceEvent> taken(TraceHeader header, List<TraceEvent> events) {
        List<TraceEvent> taken = new ArrayList<>();
        try {
            SpecChecker.Session session = session(checker(header), "events", header);
            if (session.begin() != null) {
                return List.of();
            }
            for (TraceEvent event : events) {
                Verdict verdict = session.advance(event, event.n());
                if (verdict == null) {
                    taken.add(event);
                } else if (!(verdict instanceof Verdict.Diverged)) {
                    return List.of();
                }
            }
        } catch (TraceFormatException | SpecException e) {
            return List.of();
        }
        return taken;
    }

    /**
     * What the specification of a header declares and allows, by name.
     *
     * @throws SpecException if it cannot be loaded with the header's constants
     */
    public SpecOutline outline(TraceHeader header) {
        return checker(header).outline();
    }

    /** The specification of a header, loaded. */
    SpecChecker checker(TraceHeader header) {
        Path file = module != null ? module : folders.module(header.spec());
        Key key = new Key(file, header.constants(), header.nullConstant());
        IsolatedEngine engine = loaded.get(key);
        if (engine == null) {
            engine = new IsolatedEngine(file, library, header, limits, largeSets, SpecBounds.NONE, examination);
            loaded.put(key, engine);
            if (loaded.size() > MAX_LOADED) {
                Key eldest = loaded.keySet().iterator().next();
                loaded.remove(eldest).close();
            }
        }
        return engine.checker();
    }

    /**
     * The result for a trace that cannot be used, for whoever opens traces itself.
     *
     * @param header its header, or null where not even that could be read
     * @param error  where, what was found, what was expected and what to do
     */
    public static ReplayResult unusable(String trace, TraceHeader header, String error) {
        return new ReplayResult(trace, header, new Verdict.Malformed(error), false, 0, Map.of(), List.of(), Duration.ZERO);
    }

    @Override
    public void close() {
        loaded.values().forEach(IsolatedEngine::close);
        loaded.clear();
    }
}
