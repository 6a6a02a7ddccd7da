package dev.synod.replay.engine;

import dev.synod.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tlc2.tool.TLCState;

/**
 * What is known of the ways that lead to each candidate: which properties they have kept, and which places of the
 * next-state relation they have taken.
 *
 * <p>A candidate stands for many behaviours. Of each property is kept whether some way there has kept it, some has
 * violated it, and some could not be judged; ways that meet unite what is known of them. So what a dead end of the search
 * did counts for nothing, and memory does not grow with the trace.
 */
final class Histories {
    private static final byte KEPT = 1;
    private static final byte OPEN = 2;
    private static final byte VIOLATED = 4;

    private final SpecEngine engine;
    private final List<Property> properties;
    private final Places places;
    private Map<TLCState, History> current = new IdentityHashMap<>();
    private Map<TLCState, History> next = new IdentityHashMap<>();

    /** @param places counts what is taken, or null */
    Histories(SpecEngine engine, Places places) {
        this.engine = engine;
        this.properties = engine.properties();
        this.places = places;
        engine.initial().forEach(state -> current.put(state, initial(state)));
    }

    /** The same knowledge, to go on by itself. */
    Histories copy() {
        Histories copy = new Histories(engine, places);
        copy.current.clear();
        current.forEach((state, history) -> copy.current.put(state, history.copy()));
        return copy;
    }

    /**
     * Unites what is known of the ways in one order of events with what is known of those in another.
     *
     * @param states those that the other order leads to
     * @param all    the states of this order, which takes up the others
     */
    void join(Histories other, List<TLCState> states, StateSet all) {
        for (TLCState state : states) {
            History known = other.current.get(state);
            History own = current.putIfAbsent(all.keep(state), known.copy());
            if (own != null) {
                own.take(known);
            }
        }
    }

    /**
     * Where a property was violated first on a way.
     *
     * @param from   the state before, or null where it is an initial one
     * @param event  the event, or null for an initial state
     * @param hidden whether the trace does not log the step, which came before the event
     */
    record Witness(Property.Part part, TLCState from, TLCState to, TraceEvent event, long line, boolean hidden) {}

    /** The step to which all that is judged at one time belongs. */
    record Occasion(TraceEvent event, long line, boolean hidden) {}

    /** What is known of the ways to a state. */
    private static final class History {
        private final byte[] ways;
        private final Witness[] witnesses;
        private final String[] open;
        private long[] taken;

        History(int properties) {
            ways = new byte[properties];
            witnesses = new Witness[properties];
            open = new String[properties];
        }

        History copy() {
            History copy = new History(ways.length);
            copy.take(this);
            return copy;
        }

        /** Adds other ways to the same state. */
        void take(History other) {
            for (int i = 0; i < ways.length; i++) {
                ways[i] |= other.ways[i];
                if (witnesses[i] == null || other.witnesses[i] != null && earlier(other.witnesses[i], witnesses[i])) {
                    witnesses[i] = other.witnesses[i];
                }
                open[i] = open[i] != null ? open[i] : other.open[i];
            }
            if (taken == null) {
                taken = other.taken == null ? null : other.taken.clone();
            } else {
                Arrays.setAll(taken, i -> Math.max(taken[i], other.taken[i]));
            }
        }
    }

    /** What one step, or an initial state, does to one property. */
    private record Outcome(byte way, Witness witness, String open) {
        private static final Outcome GOOD = new Outcome(KEPT, null, null);
    }

    private History initial(TLCState state) {
        History history = new History(properties.size());
        Occasion occasion = new Occasion(null, 1, false);
        for (int i = 0; i < properties.size(); i++) {
            Outcome outcome = judge(properties.get(i), null, state, occasion);
            history.ways[i] = outcome.way();
            history.witnesses[i] = outcome.witness();
            history.open[i] = outcome.open();
        }
        history.taken = places == null ? null : new long[places.count()];
        return history;
    }

    private Outcome judge(Property property, TLCState from, TLCState to, Occasion occasion) {
        String open = property.broken() == null ? null : open(property, occasion, property.broken());
        for (Property.Part part : property.parts()) {
            if (part.when() == (from == null ? Property.When.STEP : Property.When.INITIAL)
                    || from != null && part.isUntouched(from, to)) {
                continue;
            }
            try {
                if (!part.holds(engine.tool(), from, to)) {
                    return new Outcome(VIOLATED,
                            new Witness(part, from, to, occasion.event(), occasion.line(), occasion.hidden()), null);
                }
            } catch (RuntimeException | StackOverflowError e) {
                if (!Evaluation.isEvaluationError(e)) {
                    throw e;
                }
                open = open != null ? open : open(property, occasion, Evaluation.message(e));
            }
        }
        return open == null ? Outcome.GOOD : new Outcome(OPEN, null, open);
    }

    private String open(Property property, Occasion occasion, String why) {
        return "TLC cannot evaluate " + property.name()
                + (occasion.event() == null ? " in the initial state: " : " at event " + occasion.event().n() + ": ") + why
                + engine.lacking(property);
    }

    /** A step by which an event is explained. The same state may be reached by several. */
    void step(TLCState from, TLCState to, Occasion occasion, int[] taken) {
        History before = current.get(from);
        History after = next.computeIfAbsent(to, state -> new History(properties.size()));
        unite(before, after, outcomes(before, from, to, occasion));
        if (before.taken != null) {
            uniteTaken(before, after, taken, false);
        }
    }

    /** All states that explain the event are known: the others are forgotten. */
    void advance() {
        current = next;
        next = new IdentityHashMap<>();
    }

    /** A step that the trace does not log. */
    record Hidden(TLCState from, TLCState to, int[] taken) {}

    /** Steps that the trace does not log and that may come before an event, in whatever order and number. */
    void hidden(List<Hidden> steps, Occasion occasion) {
        Map<TLCState, List<Hidden>> leaving = new IdentityHashMap<>();
        steps.forEach(s -> leaving.computeIfAbsent(s.from(), f -> new ArrayList<>()).add(s));
        Map<Hidden, Outcome[]> judged = new IdentityHashMap<>();
        Deque<TLCState> changed = new ArrayDeque<>();
        steps.stream().map(Hidden::from).filter(current::containsKey).forEach(changed::add);
        while (!changed.isEmpty()) {
            TLCState from = changed.remove();
            for (Hidden step : leaving.getOrDefault(from, List.of())) {
                History before = current.get(from);
                History after = current.computeIfAbsent(step.to(), s -> new History(properties.size()));
                Outcome[] outcomes = judged.computeIfAbsent(step,
                        s -> outcomes(null, s.from(), s.to(), occasion));
                boolean more = unite(before, after, outcomes);
                if (before.taken != null) {
                    more |= uniteTaken(before, after, step.taken(), true);
                }
                if (more) {
                    changed.add(step.to());
                }
            }
        }
    }

    /** @param before spares judging what every way has violated already; may be null */
    private Outcome[] outcomes(History before, TLCState from, TLCState to, Occasion occasion) {
        Outcome[] outcomes = new Outcome[properties.size()];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = before != null && before.ways[i] == VIOLATED ? Outcome.GOOD
                    : judge(properties.get(i), from, to, occasion);
        }
        return outcomes;
    }

    /** Adds the ways to one state, with a step behind them, to the ways to another; says whether that changed anything. */
    private static boolean unite(History before, History after, Outcome[] outcomes) {
        boolean changed = false;
        for (int i = 0; i < outcomes.length; i++) {
            byte ways = 0;
            for (byte way : new byte[] {KEPT, OPEN, VIOLATED}) {
                if ((before.ways[i] & way) != 0) {
                    // What is violated stays so, and is worse than what is open.
                    ways |= (byte) Math.max(way, outcomes[i].way());
                }
            }
            changed |= (after.ways[i] | ways) != after.ways[i];
            after.ways[i] |= ways;
            if ((ways & VIOLATED) != 0) {
                Witness witness = before.witnesses[i] != null ? before.witnesses[i] : outcomes[i].witness();
                if (after.witnesses[i] == null || earlier(witness, after.witnesses[i])) {
                    after.witnesses[i] = witness;
                }
            }
            if ((ways & OPEN) != 0 && after.open[i] == null) {
                after.open[i] = before.open[i] != null ? before.open[i] : outcomes[i].open();
            }
        }
        return changed;
    }

    private static boolean earlier(Witness a, Witness b) {
        return number(a) < number(b);
    }

    private static long number(Witness witness) {
        return witness.event() == null ? 0 : 2 * witness.event().n() - (witness.hidden() ? 1 : 0);
    }

    /** @param once whether a place counts once only, as where steps may be repeated at will */
    private static boolean uniteTaken(History before, History after, int[] taken, boolean once) {
        long[] counts = before.taken.clone();
        for (int place : taken) {
            counts[place] = once ? Math.max(1, counts[place]) : counts[place] + 1;
        }
        if (after.taken == null) {
            after.taken = counts;
            return true;
        }
        boolean changed = false;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > after.taken[i]) {
                after.taken[i] = counts[i];
                changed = true;
            }
        }
        return changed;
    }

    /** How often each place was taken, on the explanation that took it most often. */
    long[] taken(List<TLCState> last) {
        long[] most = new long[places.count()];
        for (TLCState state : last) {
            long[] taken = current.get(state).taken;
            Arrays.setAll(most, i -> Math.max(most[i], taken[i]));
        }
        return most;
    }

    /**
     * What came of a property.
     *
     * @param witness  where it was violated, if it was on some way
     * @param violated whether every way to the end has violated it
     * @param open     why it is undecided, or null
     */
    record Judged(Property property, Witness witness, boolean violated, String open) {}

    /**
     * What came of the properties on the ways to the states that explain the whole trace.
     *
     * @param lost why these may not be all that explain it, or null
     */
    List<Judged> judged(List<TLCState> last, String lost) {
        List<Judged> all = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            int ways = 0;
            Witness witness = null;
            String open = null;
            for (TLCState state : last) {
                History history = current.get(state);
                ways |= history.ways[i];
                if (history.witnesses[i] != null && (witness == null || earlier(history.witnesses[i], witness))) {
                    witness = history.witnesses[i];
                }
                open = open != null ? open : history.open[i];
            }
            Property property = properties.get(i);
            if (ways == VIOLATED && lost == null) {
                all.add(new Judged(property, witness, true, null));
            } else if (ways != KEPT || lost != null) {
                all.add(new Judged(property, witness, false, undecided(property, ways, witness, open, lost)));
            }
        }
        return all;
    }

    private static String undecided(Property property, int ways, Witness witness, String open, String lost) {
        if ((ways & VIOLATED) != 0 && (ways & KEPT) != 0) {
            return "some of the behaviours that explain the trace violate " + property.name() + ", first "
                    + at(witness) + ", and others do not";
        } else if ((ways & OPEN) != 0) {
            return open;
        }
        return (ways == KEPT ? "every behaviour that was looked at keeps " : "every behaviour that was looked at violates ")
                + property.name() + ", but " + lost;
    }

    private static String at(Witness witness) {
        return witness.event() == null ? "in the initial state"
                : (witness.hidden() ? "before event " : "at event ") + witness.event().n() + " (line " + witness.line() + ")";
    }
}
