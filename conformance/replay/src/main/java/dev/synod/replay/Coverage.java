package dev.synod.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which places of a specification's next-state relation traces have taken: its actions, and within them the alternatives
 * of disjunctions and the arms of IF and CASE, also in the operators that they apply.
 *
 * <p>Counted are the steps of behaviours that explain a whole trace. Where several explain it, a place counts if one of
 * them took it, as often as the one that took it most. Steps that the trace does not log count once in all. An arm that
 * is evaluated only for an alternative that turns out false, or for a value that makes no {@code \E} true, is not taken.
 *
 * @param module the specification's module
 * @param places all places, the actions in the order of the next-state relation, each followed by what is in it
 */
public record Coverage(String module, List<Place> places) {

    /** What a place is. */
    public enum Kind {
        /** A disjunct of the next-state relation. */
        ACTION("action"),
        /** An alternative of a disjunction. */
        DISJUNCT("disjunct"),
        /** The arm of an IF whose condition is true. */
        THEN("THEN"),
        /** The arm of an IF whose condition is false. */
        ELSE("ELSE"),
        /** An arm of a CASE. */
        CASE("CASE"),
        /** The arm of a CASE where no condition is true. */
        OTHER("OTHER");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One place.
     *
     * @param action   the action in which it is
     * @param kind     what it is
     * @param text     the alternative, or the condition of the arm; for OTHER the arm itself
     * @param location where the alternative or arm stands
     * @param taken    how many steps took it
     */
    public record Place(String action, Kind kind, String text, SourceLocation location, long taken) {
        @Override
        public String toString() {
            return kind == Kind.ACTION ? action : action + ": " + kind + " " + text;
        }

        private Place plus(long more) {
            return new Place(action, kind, text, location, taken + more);
        }
    }

    /** Copies the list. */
    public Coverage {
        places = List.copyOf(places);
    }

    /** Two coverages of the same specification together. */
    public Coverage plus(Coverage other) {
        if (!module.equals(other.module)) {
            throw new IllegalArgumentException("the coverage of " + module + " and that of " + other.module);
        }
        Map<Place, Place> sums = new LinkedHashMap<>();
        for (List<Place> some : List.of(places, other.places)) {
            some.forEach(p -> sums.merge(p.plus(-p.taken()), p, (a, b) -> a.plus(b.taken())));
        }
        return new Coverage(module, List.copyOf(sums.values()));
    }

    /**
     * The coverage of each specification by a corpus of traces: all that were counted and accepted.
     *
     * @return one coverage a module, in the order of the results; empty if none was counted
     */
    public static List<Coverage> of(Collection<ReplayResult> results) {
        Map<String, Coverage> all = new LinkedHashMap<>();
        for (ReplayResult result : results) {
            if (result.coverage() != null && result.verdict() instanceof Verdict.Ok) {
                all.merge(result.coverage().module(), result.coverage(), Coverage::plus);
            }
        }
        return List.copyOf(all.values());
    }

    /** The places that no trace took. */
    public List<Place> never() {
        return places.stream().filter(p -> p.taken() == 0).toList();
    }

    /** How many places were taken. */
    public long taken() {
        return places.stream().filter(p -> p.taken() > 0).count();
    }

    /** The share of the places that were taken, from 0 to 100. */
    public double percent() {
        return places.isEmpty() ? 100 : 100.0 * taken() / places.size();
    }
}
