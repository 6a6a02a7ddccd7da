package dev.synod.replay.engine;

import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import dev.synod.replay.engine.NextRelation.Substitution;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.Subst;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Walks the path to one disjunct and binds its identifiers: those that an event gives are asked for membership in the
 * quantifier's set, the others are enumerated.
 */
final class Binding {

    /** What comes of the walk. */
    interface Visitor {
        /** All identifiers are bound: the disjunct's body is to be evaluated in this context. */
        void body(Context context);

        /** A given value is not in the quantifier's set. */
        default void notMember(Exists exists, Value value, Value set, Context context) {}

        /** An argument has another value than the event gives. */
        default void notEqual(ExprOrOpArgNode expression, Value given, Value actual, Context context) {}

        /** A set could not be enumerated, or not to its end: what follows from the walk is not the whole truth. */
        void open(Exists exists, String why);

        /** Whether a further value may be tried for an identifier that is not given. */
        boolean mayTry();
    }

    private final ReplayTool tool;
    private final Plan plan;
    private final Map<FormalParamNode, Value> given;
    private final List<Map.Entry<Plan.Comparison, Value>> comparisons;

    private Binding(ReplayTool tool, Plan plan, Map<FormalParamNode, Value> given,
            List<Map.Entry<Plan.Comparison, Value>> comparisons) {
        this.tool = tool;
        this.plan = plan;
        this.given = given;
        this.comparisons = comparisons;
    }

    /**
     * The binding of an event's arguments in a disjunct, or null if the disjunct lacks one of them or two of them
     * contradict each other.
     */
    static Binding of(ReplayTool tool, Plan plan, Map<String, Value> args) {
        Map<FormalParamNode, Value> given = new IdentityHashMap<>();
        List<Map.Entry<Plan.Comparison, Value>> comparisons = new ArrayList<>();
        for (Map.Entry<String, Value> arg : args.entrySet()) {
            Plan.Target target = plan.target(arg.getKey());
            if (target == null) {
                return null;
            }
            if (target instanceof Plan.Identifier identifier) {
                Value other = given.putIfAbsent(identifier.id(), arg.getValue());
                if (other != null && !same(other, arg.getValue())) {
                    return null;
                }
            } else {
                comparisons.add(Map.entry((Plan.Comparison) target, arg.getValue()));
            }
        }
        return new Binding(tool, plan, given, comparisons);
    }

    Plan plan() {
        return plan;
    }

    /** Visits all ways of binding the identifiers. */
    void walk(TLCState from, TLCState to, Visitor visitor) {
        walk(0, Context.Empty, from, to, visitor);
    }

    private void walk(int depth, Context context, TLCState from, TLCState to, Visitor visitor) {
        if (!comparisons.isEmpty() && !compare(depth, context, from, to, visitor)) {
            return;
        }
        List<Node> path = plan.disjunct().path();
        if (depth == path.size()) {
            visitor.body(context);
            return;
        }
        Node node = path.get(depth);
        if (node instanceof Call call) {
            walk(depth + 1, tool.bodyContext(call.operator(), call.args(), context), from, to, visitor);
        } else if (node instanceof Substitution substitution) {
            Context inner = context;
            for (Subst s : substitution.substs()) {
                inner = inner.cons(s.getOp(), tool.argument(s.getExpr(), context));
            }
            walk(depth + 1, inner, from, to, visitor);
        } else if (node instanceof Exists exists) {
            Value set = tool.value(exists.bound(), context, from, to);
            if (exists.tuple()) {
                bindTuple(exists, set, depth, context, from, to, visitor);
            } else {
                bind(exists, set, 0, depth, context, from, to, visitor);
            }
        }
    }

    private boolean compare(int depth, Context context, TLCState from, TLCState to, Visitor visitor) {
        for (Map.Entry<Plan.Comparison, Value> c : comparisons) {
            if (c.getKey().depth() == depth) {
                Value actual = tool.value(c.getKey().expression(), context, from, to);
                if (!same(actual, c.getValue())) {
                    visitor.notEqual(c.getKey().expression(), c.getValue(), actual, context);
                    return false;
                }
            }
        }
        return true;
    }

    private void bind(Exists exists, Value set, int index, int depth, Context context, TLCState from, TLCState to,
            Visitor visitor) {
        if (index == exists.ids().length) {
            walk(depth + 1, context, from, to, visitor);
            return;
        }
        FormalParamNode id = exists.ids()[index];
        Value value = given.get(id);
        if (value != null) {
            if (member(set, value)) {
                bind(exists, set, index + 1, depth, context.cons(id, value), from, to, visitor);
            } else {
                visitor.notMember(exists, value, set, context);
            }
            return;
        }
        ValueEnumeration elements = elements(exists, set, visitor);
        if (elements == null) {
            return;
        }
        for (Value v = elements.nextElement(); v != null; v = elements.nextElement()) {
            if (!visitor.mayTry()) {
                visitor.open(exists, "too many values to try");
                return;
            }
            bind(exists, set, index + 1, depth, context.cons(id, v), from, to, visitor);
        }
    }

    private void bindTuple(Exists exists, Value set, int depth, Context context, TLCState from, TLCState to,
            Visitor visitor) {
        FormalParamNode[] ids = exists.ids();
        Value[] all = new Value[ids.length];
        boolean complete = true;
        for (int i = 0; i < ids.length; i++) {
            all[i] = given.get(ids[i]);
            complete &= all[i] != null;
        }
        if (complete) {
            Value tuple = new TupleValue(all);
            if (member(set, tuple)) {
                walk(depth + 1, bound(context, ids, all), from, to, visitor);
            } else {
                visitor.notMember(exists, tuple, set, context);
            }
            return;
        }
        ValueEnumeration elements = elements(exists, set, visitor);
        if (elements == null) {
            return;
        }
        for (Value v = elements.nextElement(); v != null; v = elements.nextElement()) {
            if (!visitor.mayTry()) {
                visitor.open(exists, "too many values to try");
                return;
            }
            TupleValue tuple = (TupleValue) v.toTuple();
            if (tuple != null && tuple.elems.length == ids.length && agrees(tuple.elems, all)) {
                walk(depth + 1, bound(context, ids, tuple.elems), from, to, visitor);
            }
        }
    }

    private static Context bound(Context context, FormalParamNode[] ids, Value[] values) {
        Context bound = context;
        for (int i = 0; i < ids.length; i++) {
            bound = bound.cons(ids[i], values[i]);
        }
        return bound;
    }

    private static boolean agrees(Value[] values, Value[] given) {
        for (int i = 0; i < values.length; i++) {
            if (given[i] != null && !same(given[i], values[i])) {
                return false;
            }
        }
        return true;
    }

    private static ValueEnumeration elements(Exists exists, Value set, Visitor visitor) {
        if (set instanceof Enumerable enumerable && set.isFinite()) {
            return enumerable.elements();
        }
        visitor.open(exists, "it ranges over a set that cannot be enumerated");
        return null;
    }

    /** Membership; a value that TLC cannot even compare with the set's elements is not among them. */
    private static boolean member(Value set, Value value) {
        try {
            return set.member(value);
        } catch (RuntimeException e) {
            if (Evaluation.isEvaluationError(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean same(Value a, Value b) {
        try {
            return a.equals(b);
        } catch (RuntimeException e) {
            if (Evaluation.isEvaluationError(e)) {
                return false;
            }
            throw e;
        }
    }
}
