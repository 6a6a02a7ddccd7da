package dev.synod.replay.engine;

import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.trace.TraceHeader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;

/**
 * Whether an event of merged logs may come before all events of other nodes that are still to come, and no behaviour is
 * lost: of the orders that the clocks leave open, those in which it comes later need not be tried. A partial-order
 * reduction (Godefroid 1996) with persistent sets of one element.
 *
 * <p>The header names the argument that is the acting node, and a log has the events of one node. Two <i>different</i>
 * nodes are meant throughout. What a disjunct does to the variables is read off its text ({@link Access}) and off the
 * header: a variable that is observed is read and changed by every event, at its node. A disjunct e <i>may move</i> before a
 * disjunct f if for each variable v
 * <ol>
 * <li>if e changes v at its node only, f does no more than read and change v at its own node;
 * <li>if e adds elements to v, which do not depend on v, f does no more than that, or ask v for elements;
 * <li>if e changes v in another way, f does not access it;
 * <li>and f changes nothing that e reads: v not at all if e reads it as a whole, and at f's node only if e reads it at its
 *     own. To be asked for an element is not to be read.
 * </ol>
 *
 * <p>Let e be an event of node k that the clocks allow at a cut, and s a state that explains the cut. Let every disjunct
 * that may explain e be one that may move before every disjunct of the next-state relation and before every hidden action,
 * at whatever node. Let e be tried in s, and of no variable that a quantifier on the way to the disjunct asks for an
 * element anything be learnt but that an argument that the trace gives is an element; all being decided by the evaluator
 * without any limit reached. Then in every completion of the behaviour, e's steps are the same wherever e comes:
 *
 * <p>Consider a completion f1 f2 ... fn e ... from s, in which the f are events of other nodes and hidden steps. (Events of
 * node k come after e, since they do so in its log. If e comes in no completion, there is none: whatever the clocks allow at
 * a cut they allow behind every larger one, so the logs are not at their end without it.) By 4, none of the f changes what e
 * reads; and of the sets that e asks for elements s has all that e asks for. So the disjuncts that explain e behind fn do so
 * in s, with the same values of all identifiers, and say the same of the variables that e changes.
 * <ul>
 * <li>If s does not explain e, no completion exists from s, and nothing is lost if it is given up.
 * <li>If it does, e f1 ... fn is a behaviour as well and leads to the same state. For by 1 to 3 behind e each f finds all
 *     that it reads as before, or a set of which it asks for elements larger; hence its step is possible with the same
 *     values. And each variable ends the same: one changed at several nodes, at each by the same; one that grew, by the
 *     union of what was added; each other one is changed by e alone or by none but the f.
 * </ul>
 * So of a cut all of whose states were looked at in this way, it is enough to follow e. The completion has one event less
 * then, and the argument is repeated; every behaviour found is one, whatever was left out.
 *
 * <p>Hidden actions are taken as actions of any node, also k: what they access at a node counts as the whole variable. Of
 * an event without a name every disjunct must pass. Where the trace logs shared variables, each of its events says
 * something of their whole value, and nothing is reduced. Nor is it where states are kept up to symmetry. A disjunct within
 * an INSTANCE, or with an operator that has no value of its own, counts as accessing all variables as a whole.
 */
final class Independence {
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<Plan, Accesses> byPlan = new IdentityHashMap<>();
    private final Map<Plan, Boolean> movable = new IdentityHashMap<>();

    /** The variables that a disjunct accesses, by the way in which it does. */
    private static final class Accesses {
        private final BitSet readsOwn = new BitSet();
        private final BitSet asks = new BitSet();
        private final BitSet reads = new BitSet();
        private final BitSet changesOwn = new BitSet();
        private final BitSet grows = new BitSet();
        private final BitSet changes = new BitSet();
        /** The quantifiers on the way to the disjunct that ask a variable for an element. */
        private final Set<Exists> asking = Collections.newSetFromMap(new IdentityHashMap<>());
        /** Whether a variable is asked for an element elsewhere. */
        private boolean asksWithin;

        void all(int variables) {
            reads.set(0, variables);
            changes.set(0, variables);
        }
    }

    /**
     * Reads it off the text.
     *
     * @return null where nothing can be said of any event
     */
    static Independence of(SpecEngine engine, TraceHeader header) {
        if (!header.shared().isEmpty()) {
            return null;
        }
        Independence independence = new Independence(engine, header);
        return independence.movable.containsValue(true) ? independence : null;
    }

    private Independence(SpecEngine engine, TraceHeader header) {
        engine.variables().keySet().forEach(v -> positions.put(v, positions.size()));
        Dependencies dependencies = new Dependencies(engine.tool(), List.copyOf(engine.variables().values()));
        BitSet observed = new BitSet();
        header.observed().forEach(v -> observed.set(positions.get(v)));
        for (Plan plan : engine.allPlans()) {
            FormalParamNode key = header.self() == null ? null : Access.key(plan, header.self());
            Accesses accesses = accesses(engine, dependencies, plan, key);
            accesses.readsOwn.or(observed);
            accesses.changesOwn.or(observed);
            byPlan.put(plan, accesses);
        }
        List<Accesses> others = new ArrayList<>(byPlan.values());
        for (String action : header.hidden()) {
            engine.named(action).forEach(p -> others.add(accesses(engine, dependencies, p, null)));
        }
        byPlan.forEach((plan, own) -> movable.put(plan,
                !own.asksWithin && others.stream().allMatch(other -> mayMove(own, other))));
    }

    private Accesses accesses(SpecEngine engine, Dependencies dependencies, Plan plan, FormalParamNode key) {
        Accesses accesses = new Accesses();
        if (engine.unsteady(plan) != null) {
            accesses.all(positions.size());
            return accesses;
        }
        BitSet repeated = new BitSet();
        Access.tell(engine, dependencies, plan, key, new Access.Listener() {
            @Override
            public void readsOwn(OpDeclNode variable) {
                accesses.readsOwn.set(position(variable));
            }

            @Override
            public void asks(OpDeclNode variable, SemanticNode where, Exists quantifier) {
                accesses.asks.set(position(variable));
                if (quantifier == null) {
                    accesses.asksWithin = true;
                } else {
                    accesses.asking.add(quantifier);
                }
            }

            @Override
            public void reads(OpDeclNode variable, SemanticNode where) {
                accesses.reads.set(position(variable));
            }

            @Override
            public void changesOwn(OpDeclNode variable) {
                accesses.changesOwn.set(position(variable));
            }

            @Override
            public void grows(OpDeclNode variable, SemanticNode where) {
                accesses.grows.set(position(variable));
            }

            @Override
            public void changes(OpDeclNode variable, SemanticNode where, String why) {
                accesses.changes.set(position(variable));
            }

            @Override
            public void repeats(OpDeclNode variable, SemanticNode where) {
                repeated.set(position(variable));
            }

            @Override
            public void opaque(SemanticNode where, BitSet variables, String why) {
                accesses.reads.or(variables);
                accesses.changes.or(variables);
            }
        });
        // v' = v \cup {m} and v' = v together say that m is in v; of v[k] alone they would say no more than of it.
        repeated.and(accesses.grows);
        accesses.reads.or(repeated);
        return accesses;
    }

    private int position(OpDeclNode variable) {
        return positions.get(variable.getName().toString());
    }

    /** Whether a step of one disjunct at a node may come before those of another disjunct at another node. */
    private static boolean mayMove(Accesses e, Accesses f) {
        return none(e.changesOwn, f.asks, f.reads, f.grows, f.changes)
                && none(e.grows, f.readsOwn, f.reads, f.changesOwn, f.changes)
                && none(e.changes, f.readsOwn, f.asks, f.reads, f.changesOwn, f.grows, f.changes)
                && none(e.readsOwn, f.grows, f.changes)
                && none(e.reads, f.changesOwn, f.grows, f.changes);
    }

    private static boolean none(BitSet set, BitSet... others) {
        return Stream.of(others).noneMatch(set::intersects);
    }

    /** Whether steps of a disjunct may come before those of all disjuncts at other nodes, by the text. */
    boolean mayMove(Plan plan) {
        return movable.get(plan);
    }

    /** Whether a quantifier on the way to a disjunct asks a variable for an element. */
    boolean asks(Plan plan, Exists exists) {
        return byPlan.get(plan).asking.contains(exists);
    }
}
