package dev.synod.replay.engine;

import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Condition;
import dev.synod.replay.engine.NextRelation.Conjunction;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import dev.synod.replay.engine.NextRelation.Substitution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SymbolNode;
import tlc2.output.EC;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.impl.ReplayTool.Item;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.HoleValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Walks the path to one disjunct and binds its identifiers: those that an event gives are asked for membership in the
 * quantifier's set, the others are enumerated.
 */
final class Binding {

    /** What comes of the walk. */
    interface Visitor {
        /** All identifiers are bound: the conjunction of the items is to be evaluated. */
        void body(List<Item> items, Context context);

        /** A given value is not in the quantifier's set. */
        default void notMember(Exists exists, Value value, Value set, Context context) {}

        /** Not all of a quantifier's identifiers are given: elements of its set are tried. */
        default void enumerated(Exists exists) {}

        /** The way to the disjunct takes the other arm of an IF. */
        default void condition(Condition condition, Context context) {}

        /** An argument has another value than the event gives. */
        default void notEqual(ExprOrOpArgNode expression, Value given, Value actual, Context context) {}

        /** A set could not be enumerated, or not to its end: what follows from the walk is not the whole truth. */
        void open(Exists exists, String why);

        /** Whether a further value may be tried for an identifier that is not given. */
        boolean mayTry();

        /**
         * Tells, one after the other, which values of a quantifier's set need be tried for an identifier.
         *
         * @param chosen the values of the identifiers that were bound before and that the event does not give
         */
        default Predicate<Value> worthTrying(Collection<Value> chosen) {
            return value -> true;
        }
    }

    private final SpecEngine engine;
    private final ReplayTool tool;
    private final Plan plan;
    private final Given given;
    private final List<Map.Entry<Plan.Comparison, Value>> comparisons;
    private final Supplier<List<Value>> hints;
    private final Deque<Value> chosen = new ArrayDeque<>();

    private Binding(SpecEngine engine, Plan plan, Given given,
            List<Map.Entry<Plan.Comparison, Value>> comparisons, Supplier<List<Value>> hints) {
        this.engine = engine;
        this.tool = engine.tool();
        this.plan = plan;
        this.given = given;
        this.comparisons = comparisons;
        this.hints = hints;
    }

    /**
     * The binding of an event's arguments in a disjunct, or null if the disjunct lacks one of them or two of them
     * contradict each other.
     *
     * @param action the name that the event gives the action, or null
     * @param hints  values worth trying for an identifier whose set cannot be enumerated
     */
    static Binding of(
            SpecEngine engine, Plan plan, String action, Map<String, Value> args, Supplier<List<Value>> hints) {
        Given given = new Given(args.size());
        List<Map.Entry<Plan.Comparison, Value>> comparisons = new ArrayList<>(0);
        for (Map.Entry<String, Value> arg : args.entrySet()) {
            Plan.Target target = plan.target(action, arg.getKey());
            if (target == null) {
                return null;
            }
            if (target instanceof Plan.Identifier identifier) {
                Value other = given.putIfAbsent(identifier.id(), arg.getValue());
                if (other != null && !Membership.same(other, arg.getValue())) {
                    return null;
                }
            } else {
                comparisons.add(Map.entry((Plan.Comparison) target, arg.getValue()));
            }
        }
        return new Binding(engine, plan, given, comparisons, hints);
    }

    /** The identifiers that have a value; as few as an event has arguments. */
    private static final class Given {
        private final FormalParamNode[] ids;
        private final Value[] values;
        private int size;

        Given(int most) {
            ids = new FormalParamNode[most];
            values = new Value[most];
        }

        /** The identifier's value, or null if it has none. */
        Value get(FormalParamNode id) {
            for (int i = 0; i < size; i++) {
                if (ids[i] == id) {
                    return values[i];
                }
            }
            return null;
        }

        /** Gives the identifier a value unless it has one; returns the one that it had. */
        Value putIfAbsent(FormalParamNode id, Value value) {
            Value other = get(id);
            if (other == null) {
                ids[size] = id;
                values[size++] = value;
            }
            return other;
        }
    }

    /** Visits all ways of binding the identifiers. */
    void walk(TLCState from, TLCState to, Visitor visitor) {
        walk(0, Context.Empty, List.of(), List.of(), from, to, visitor);
    }

    private void walk(int depth, Context context, List<Item> before, List<Item> after, TLCState from, TLCState to,
            Visitor visitor) {
        if (!comparisons.isEmpty() && !compare(depth, context, from, to, visitor)) {
            return;
        }
        List<Node> path = plan.disjunct().path();
        if (depth == path.size()) {
            visitor.body(items(before, new Item(plan.disjunct().body(), context), after), context);
            return;
        }
        Node node = path.get(depth);
        if (node instanceof Exists exists) {
            Value set = tool.value(exists.bound(), context, from, to);
            Binder next = c -> walk(depth + 1, c, before, after, from, to, visitor);
            if (exists.tuple()) {
                bindTuple(exists, set, context, visitor, next);
            } else {
                bind(exists, set, 0, depth, context, from, to, visitor, next);
            }
        } else if (node instanceof Condition condition) {
            if (tool.value(condition.expression(), context, from, to) instanceof BoolValue value) {
                if (value.val == condition.holds()) {
                    walk(depth + 1, context, before, after, from, to, visitor);
                } else {
                    visitor.condition(condition, context);
                }
            } else {
                throw new EvalException(EC.GENERAL, "The condition of an IF is not a boolean: "
                        + condition.expression().getLocation());
            }
        } else if (node instanceof Conjunction conjunction) {
            List<Item> earlier = new ArrayList<>(before);
            conjunction.before().forEach(e -> earlier.add(new Item(e, context)));
            List<Item> later = new ArrayList<>();
            conjunction.after().forEach(e -> later.add(new Item(e, context)));
            later.addAll(after);
            walk(depth + 1, context, earlier, later, from, to, visitor);
        } else {
            walk(depth + 1, entered(node, context), before, after, from, to, visitor);
        }
    }

    private interface Binder {
        void bound(Context context);
    }

    private static List<Item> items(List<Item> before, Item body, List<Item> after) {
        if (before.isEmpty() && after.isEmpty()) {
            return List.of(body);
        }
        List<Item> items = new ArrayList<>(before);
        items.add(body);
        items.addAll(after);
        return items;
    }

    /** The context inside of an operator or of an instance. */
    private Context entered(Node node, Context context) {
        if (node instanceof Call call) {
            return tool.bodyContext(call.operator(), call.args(), context);
        }
        Context inner = context;
        if (node instanceof Substitution substitution) {
            for (Subst s : substitution.substs()) {
                inner = inner.cons(s.getOp(), tool.argument(s.getExpr(), context));
            }
        }
        return inner;
    }

    private boolean compare(int depth, Context context, TLCState from, TLCState to, Visitor visitor) {
        for (Map.Entry<Plan.Comparison, Value> c : comparisons) {
            if (c.getKey().depth() == depth) {
                Value actual = engine.values().settle(tool.value(c.getKey().expression(), context, from, to));
                if (!Membership.same(actual, c.getValue())) {
                    visitor.notEqual(c.getKey().expression(), c.getValue(), actual, context);
                    return false;
                }
            }
        }
        return true;
    }

    private void bind(Exists exists, Value set, int index, int depth, Context context, TLCState from, TLCState to,
            Visitor visitor, Binder next) {
        if (index == exists.ids().length) {
            next.bound(context);
            return;
        }
        FormalParamNode id = exists.ids()[index];
        Binder deeper =
                c -> bind(exists, set, index + 1, depth, c, from, to, visitor, next);
        Value value = given.get(id);
        if (value != null) {
            bindTo(id, value, exists, set, context, visitor, deeper);
            return;
        }
        visitor.enumerated(exists);
        if (!(set instanceof Enumerable enumerable) || !set.isFinite()) {
            if (!(set instanceof Enumerable) && !(set instanceof UserValue)) {
                throw new EvalException(EC.GENERAL, "A quantifier ranges over what is no set: "
                        + exists.bound().getLocation());
            }
            bindInfinite(id, exists, set, depth, context, from, to, visitor, deeper);
            return;
        }
        ValueEnumeration elements = enumerable.elements();
        Predicate<Value> worthTrying = visitor.worthTrying(chosen);
        for (Value v = elements.nextElement(); v != null; v = elements.nextElement()) {
            if (!worthTrying.test(v)) {
                continue;
            }
            if (!visitor.mayTry()) {
                visitor.open(exists, "too many values to try");
                return;
            }
            choose(v, context.cons(id, v), deeper);
        }
    }

    private void choose(Value value, Context context, Binder deeper) {
        chosen.push(value);
        try {
            deeper.bound(context);
        } finally {
            chosen.pop();
        }
    }

    private static void bindTo(FormalParamNode id, Value value, Exists exists, Value set, Context context,
            Visitor visitor, Binder deeper) {
        if (Membership.member(set, value)) {
            deeper.bound(context.cons(id, value));
        } else {
            visitor.notMember(exists, value, set, context);
        }
    }

    /** What the action does with the identifier may say which value it has; if not, likely ones are tried. */
    private void bindInfinite(FormalParamNode id, Exists exists, Value set, int depth, Context context, TLCState from,
            TLCState to, Visitor visitor, Binder deeper) {
        Value determined = determined(id, set, depth, context, from, to);
        if (determined != null) {
            bindTo(id, determined, exists, set, context, visitor, c -> choose(determined, c, deeper));
            return;
        }
        for (Value hint : hints.get()) {
            if (isMember(set, hint) && visitor.mayTry()) {
                choose(hint, context.cons(id, hint), deeper);
            }
        }
        visitor.open(exists, "it ranges over a set that cannot be enumerated");
    }

    private static boolean isMember(Value set, Value value) {
        try {
            return Membership.member(set, value);
        } catch (RuntimeException e) {
            if (Evaluation.isEvaluationError(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The one value that an identifier can have: where the action says {@code x' = [x EXCEPT ![p] = b]} and the trace
     * gives x', b is what x' has at p. Null where no conjunct says so.
     */
    private Value determined(
            FormalParamNode id, Value set, int depth, Context context, TLCState from, TLCState to) {
        for (ModelValue m : ModelValue.mvs == null ? new ModelValue[0] : ModelValue.mvs) {
            // A hole passes for unequal to every model value, so no model value may be meant.
            if (isMember(set, m)) {
                return null;
            }
        }
        HoleValue hole = new HoleValue();
        Context c = context.cons(id, hole);
        List<Node> path = plan.disjunct().path();
        List<Item> conjuncts = new ArrayList<>();
        for (int i = depth; i < path.size(); i++) {
            Node node = path.get(i);
            if (node instanceof Exists exists) {
                for (FormalParamNode other : exists.ids()) {
                    if (other != id && (i > depth || c.lookup(other) == null)) {
                        c = c.cons(other, given.get(other) != null ? given.get(other) : new HoleValue());
                    }
                }
            } else if (node instanceof Conjunction conjunction) {
                for (ExprOrOpArgNode e : conjunction.before()) {
                    conjuncts.add(new Item(e, c));
                }
                for (ExprOrOpArgNode e : conjunction.after()) {
                    conjuncts.add(new Item(e, c));
                }
            } else if (!(node instanceof Condition)) {
                c = entered(node, c);
            }
        }
        conjuncts.add(new Item(plan.disjunct().body(), c));
        Value[] found = new Value[1];
        for (Item conjunct : conjuncts) {
            fill(conjunct.node(), conjunct.context(), hole, from, to, found);
        }
        return found[0];
    }

    private void fill(SemanticNode node, Context context, HoleValue hole, TLCState from, TLCState to, Value[] found) {
        if (found[0] != null || !(node instanceof OpApplNode appl)) {
            return;
        }
        try {
            switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
                case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                    for (ExprOrOpArgNode arg : appl.getArgs()) {
                        fill(arg, context, hole, from, to, found);
                    }
                }
                case ToolGlobals.OPCODE_eq -> {
                    SymbolNode variable = tool.getPrimedVar(appl.getArgs()[0], context, false);
                    Value known = variable == null ? null : (Value) to.lookup(variable.getName());
                    if (known != null) {
                        HoleValue.match(tool.value(appl.getArgs()[1], context, from, to), known, (h, v) -> {
                            if (h == hole) {
                                found[0] = v;
                            }
                        });
                    }
                }
                case 0 -> {
                    if (tool.meaning(appl.getOperator(), context) instanceof OpDefNode operator
                            && operator.getBody() != null
                            && !operator.getInRecursive()) {
                        fill(operator.getBody(), tool.bodyContext(operator, appl.getArgs(), context), hole, from, to,
                                found);
                    }
                }
                default -> {}
            }
        } catch (RuntimeException e) {
            // The conjunct asks something of the identifier, or cannot be evaluated: it says nothing here.
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
        }
    }

    private void bindTuple(Exists exists, Value set, Context context, Visitor visitor, Binder next) {
        FormalParamNode[] ids = exists.ids();
        Value[] all = new Value[ids.length];
        boolean complete = true;
        for (int i = 0; i < ids.length; i++) {
            all[i] = given.get(ids[i]);
            complete &= all[i] != null;
        }
        if (complete) {
            Value tuple = new TupleValue(all);
            if (Membership.member(set, tuple)) {
                next.bound(bound(context, ids, all));
            } else {
                visitor.notMember(exists, tuple, set, context);
            }
            return;
        }
        visitor.enumerated(exists);
        if (!(set instanceof Enumerable enumerable) || !set.isFinite()) {
            visitor.open(exists, "it ranges over a set that cannot be enumerated");
            return;
        }
        ValueEnumeration elements = enumerable.elements();
        for (Value v = elements.nextElement(); v != null; v = elements.nextElement()) {
            if (!visitor.mayTry()) {
                visitor.open(exists, "too many values to try");
                return;
            }
            if (!(v.toTuple() instanceof TupleValue tuple) || tuple.elems.length != ids.length) {
                throw new EvalException(EC.GENERAL, "An element of a quantifier's set is no tuple of " + ids.length
                        + ": " + exists.bound().getLocation());
            }
            if (agrees(tuple.elems, all)) {
                choose(tuple, bound(context, ids, tuple.elems), next);
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
            if (given[i] != null && !Membership.same(given[i], values[i])) {
                return false;
            }
        }
        return true;
    }
}
