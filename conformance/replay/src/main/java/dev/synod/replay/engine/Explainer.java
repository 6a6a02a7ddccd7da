package dev.synod.replay.engine;

import dev.synod.replay.Attempt;
import dev.synod.replay.Divergence;
import dev.synod.replay.Operand;
import dev.synod.replay.SourceLocation;
import dev.synod.replay.VariableDifference;
import dev.synod.replay.Violation;
import dev.synod.replay.engine.NextRelation.Disjunct;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.ReplaySession.Decoded;
import tlc2.tool.impl.ReplayTool.Item;
import dev.synod.trace.TraceEvent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Says why no action explains an event: for each candidate the first conjunct that is false, with the values of what
 * stands in it, and what the specification allowed instead.
 *
 * <p>It only tells; whether an event is explained has been decided before.
 */
final class Explainer {
    /** So many states are looked at in any case, and more as long as that costs little. */
    private static final int MIN_STATES = 4;
    private static final int MAX_STATES = 500;
    private static final int CHEAP_BODIES = 2_000;
    private static final int MAX_POSSIBLE = 4;
    private static final int MAX_ATTEMPTS = 12;
    private static final int MAX_BODIES = 2_000;
    private static final int MAX_SEARCHED = 200_000;
    private static final int MAX_ENABLED = 20;
    private static final int MAX_ENABLED_TRIED = 20_000;
    private static final Found FOUND = new Found();

    private final SpecEngine engine;
    private final ReplaySession session;
    private final ReplayTool tool;
    private final SourceText source;
    private int tried;
    /** Whether it is a property that is explained, which prescribes no next values. */
    private boolean property;

    Explainer(SpecEngine engine, ReplaySession session) {
        this.engine = engine;
        this.session = session;
        this.tool = engine.tool();
        this.source = new SourceText(engine.folders());
    }

    /** Why none of the states has the event as a step. It never fails: what cannot be evaluated is told as such. */
    Divergence explain(Decoded decoded, Orbits states, long line) {
        try {
            return closest(decoded, states, line);
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            Disjunct disjunct = decoded.plans().get(0).disjunct();
            Attempt attempt = new Attempt(disjunct.name(), shown(decoded.args()), source.text(disjunct.body()),
                    source.location(disjunct.body()), "no next state agrees with the event (TLC cannot evaluate more: "
                            + Evaluation.message(e) + ")", List.of(), List.of(), 0);
            return new Divergence(decoded.event(), line, List.of(attempt), count(states), states.states().size(),
                    shown(states.states().get(0)), List.of(),
                    new Divergence.Enabled(List.of(), 0, List.of(), true));
        }
    }

    private Divergence closest(Decoded decoded, Orbits states, long line) {
        Set<Attempt> found = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(states.states().size(), MAX_STATES) && (i < MIN_STATES || tried < CHEAP_BODIES); i++) {
            TLCState state = states.states().get(i);
            TLCState given = session.given(state, decoded.event(), decoded.node(), line);
            for (Plan plan : decoded.plans()) {
                found.add(attempt(plan, decoded, session.arguments(decoded, plan), state, given));
            }
        }
        List<Attempt> attempts = new ArrayList<>(found);
        attempts.sort(Comparator.comparingInt(Attempt::passed).reversed());
        return divergence(decoded.event(), decoded.node(), attempts, states, line);
    }

    /** The event bears the name of an operator that the module defines but that its next-state relation does not use. */
    Divergence notADisjunct(TraceEvent event, Orbits states, long line) {
        SemanticNode definition = engine.actionDefinition(event.action());
        Attempt attempt = new Attempt(event.action(), Map.of(), event.action(), source.location(definition),
                event.action() + " is defined, but it is no disjunct of the next-state relation, whose actions are "
                        + String.join(", ", engine.actions()),
                List.of(), List.of(), 0);
        return divergence(event, engine.values().string(event.node()), List.of(attempt), states, line);
    }

    private Divergence divergence(
            TraceEvent event, Value node, List<Attempt> attempts, Orbits states, long line) {
        TLCState state = states.states().get(0);
        return new Divergence(event, line, List.copyOf(attempts.subList(0, Math.min(MAX_ATTEMPTS, attempts.size()))),
                count(states), states.states().size(), shown(state), possible(event, node, states), enabled(state, node));
    }

    private static long count(Orbits states) {
        return states.count().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** What the variables that the trace does not log may have been, at the event's arguments where they have a value there. */
    private List<Divergence.Possible> possible(TraceEvent event, Value node, Orbits states) {
        List<TLCState> some = states.states().subList(0, Math.min(states.states().size(), MAX_STATES));
        if (some.size() == 1) {
            return List.of();
        }
        List<Value> arguments = new ArrayList<>();
        if (event.args() != null) {
            event.args().values().forEach(v -> arguments.add(engine.values().decode(v)));
        }
        arguments.add(node);
        List<Divergence.Possible> possible = new ArrayList<>();
        for (String name : session.unobserved()) {
            OpDeclNode variable = engine.variables().get(name);
            Value at = null;
            for (Value argument : arguments) {
                if (at == null && some.stream()
                        .allMatch(s -> valueAt((Value) s.lookup(variable.getName()), argument) != null)) {
                    at = argument;
                }
            }
            Set<String> values = new LinkedHashSet<>();
            for (TLCState state : some) {
                Value value = (Value) state.lookup(variable.getName());
                values.add(TlcValues.show(at == null ? value : valueAt(value, at)));
            }
            List<String> first = values.stream().limit(MAX_POSSIBLE).toList();
            possible.add(new Divergence.Possible(at == null ? name : name + "[" + TlcValues.show(at) + "]", first,
                    values.size() - first.size()));
        }
        return possible;
    }

    /** The function's value, or null where it has none or it is no function. */
    private static Value valueAt(Value function, Value argument) {
        try {
            return TlcValues.apply(function, argument);
        } catch (RuntimeException e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            return null;
        }
    }

    /**
     * Why a property is violated: its first conjunct that is false there.
     *
     * @param explanations how many states may be the last one of the trace
     */
    Violation violation(Property judged, Histories.Witness witness, int explanations) {
        property = true;
        Property.Part part = witness.part();
        boolean step = part.when() == Property.When.STEP;
        TLCState state = step ? witness.from() : witness.to();
        TLCState next = step ? witness.to() : TLCState.Empty;
        Described described = new Described(source.text(part.node()), source.location(part.node()),
                source.text(part.node()) + " is false", List.of());
        try {
            List<Item> conjuncts = new ArrayList<>();
            flatten(part.formula(), part.context(), state, next, conjuncts);
            for (Item item : conjuncts) {
                if (Boolean.FALSE.equals(truth(item.node(), item.context(), state, next))) {
                    described = describe(item, state, next);
                    break;
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
        }
        List<String> reads = part.reads().stream().map(v -> v.getName().toString()).toList();
        return new Violation(judged.name(), part.when().toString(), source.location(judged.definition()),
                witness.event(), witness.line(), witness.hidden(), described.text(), described.location(),
                described.reason(), described.operands(), witness.from() == null ? Map.of() : shown(witness.from()),
                shown(witness.to()), reads, explanations);
    }

    private Map<String, String> shown(TLCState state) {
        Map<String, String> values = new LinkedHashMap<>();
        for (OpDeclNode variable : engine.variables().values()) {
            values.put(variable.getName().toString(), TlcValues.show((Value) state.lookup(variable.getName())));
        }
        return values;
    }

    // -- one disjunct ------------------------------------------------------------------------------------------------

    private Attempt attempt(Plan plan, Decoded decoded, Map<String, Value> args, TLCState from, TLCState given) {
        Binding binding = Binding.of(engine, plan, decoded.event().action(), args, List::of);
        if (binding == null) {
            return new Attempt(plan.disjunct().name(), shown(args), "the event's arguments",
                    source.location(plan.disjunct().body()),
                    "two arguments name the same identifier and have different values", List.of(), List.of(), 0);
        }
        Best best = new Best(plan, from, given);
        try {
            binding.walk(from, given, best);
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            best.offer(new Attempt(plan.disjunct().name(), shown(args), "a quantifier's set",
                    source.location(plan.disjunct().body()), "TLC cannot evaluate it: " + Evaluation.message(e),
                    List.of(), List.of(), 0));
        }
        return best.attempt != null ? best.attempt
                : new Attempt(plan.disjunct().name(), shown(args), "the arguments that the event does not give",
                        source.location(plan.disjunct().body()), "there is no value for them: a quantifier's set is empty",
                        List.of(), List.of(), 0);
    }

    /** Keeps the attempt that gets furthest, over all ways of binding what the event does not give. */
    private final class Best implements Binding.Visitor {
        private final Plan plan;
        private final TLCState from;
        private final TLCState given;
        private Attempt attempt;
        private int bodies;

        Best(Plan plan, TLCState from, TLCState given) {
            this.plan = plan;
            this.from = from;
            this.given = given;
        }

        void offer(Attempt other) {
            if (attempt == null || other.passed() > attempt.passed()) {
                attempt = other;
            }
        }

        @Override
        public void body(List<Item> items, Context context) {
            tried++;
            offer(explainBody(plan, items, context, from, given));
        }

        @Override
        public void condition(NextRelation.Condition condition, Context context) {
            String text = source.text(condition.expression());
            offer(new Attempt(plan.disjunct().name(), bindings(plan, context), text,
                    source.location(condition.expression()), text + " is " + (condition.holds() ? "false" : "true"),
                    operands(new Item(condition.expression(), context), from, given), List.of(), 0));
        }

        @Override
        public void notMember(Exists exists, Value value, Value set, Context context) {
            String ids = ReplaySession.identifiers(exists);
            String bound = source.text(exists.bound());
            List<Operand> operands = new ArrayList<>();
            operands.add(new Operand(ids, TlcValues.show(value)));
            operands.add(new Operand(bound, TlcValues.show(set)));
            Value nearest = nearest(set, value);
            if (nearest != null) {
                operands.add(new Operand("the most similar element of " + bound, TlcValues.show(nearest)));
            }
            offer(new Attempt(plan.disjunct().name(), bindings(plan, context), ids + " \\in " + bound,
                    source.location(exists.bound()), TlcValues.show(value) + " \\in " + bound + " is false", operands,
                    List.of(), 0));
        }

        @Override
        public void notEqual(ExprOrOpArgNode expression, Value value, Value actual, Context context) {
            String text = source.text(expression);
            offer(new Attempt(plan.disjunct().name(), bindings(plan, context), text, source.location(expression),
                    "the event's argument is " + TlcValues.show(value) + ", but " + text + " = "
                            + TlcValues.show(actual), List.of(), List.of(), 0));
        }

        @Override
        public void open(Exists exists, String why) {
            offer(new Attempt(plan.disjunct().name(), Map.of(), source.text(exists.bound()),
                    source.location(exists.bound()), ReplaySession.identifiers(exists) + " was not tried: " + why,
                    List.of(), List.of(), -1));
        }

        @Override
        public boolean mayTry() {
            return ++bodies <= MAX_BODIES;
        }
    }

    /** The element of a set of records that has the most fields in common with a record. */
    private static Value nearest(Value set, Value value) {
        if (!(set instanceof Enumerable enumerable) || !set.isFinite() || !(value instanceof RecordValue record)) {
            return null;
        }
        Value nearest = null;
        int most = 0;
        ValueEnumeration all = enumerable.elements();
        int searched = 0;
        for (Value v = all.nextElement(); v != null && searched < MAX_SEARCHED; v = all.nextElement(), searched++) {
            if (v instanceof RecordValue other && other.names.length == record.names.length) {
                int common = 0;
                for (int i = 0; i < record.names.length; i++) {
                    if (record.names[i] == other.names[i] && Membership.same(record.values[i], other.values[i])) {
                        common++;
                    }
                }
                if (common > most) {
                    most = common;
                    nearest = v;
                }
            }
        }
        return nearest;
    }

    private Attempt explainBody(Plan plan, List<Item> items, Context context, TLCState from, TLCState given) {
        List<Item> conjuncts = new ArrayList<>();
        items.forEach(item -> flatten(item.node(), item.context(), from, given, conjuncts));
        String name = plan.disjunct().name();
        Map<String, String> bindings = bindings(plan, context);
        for (int i = 0; i < conjuncts.size(); i++) {
            Item item = conjuncts.get(i);
            try {
                if (!satisfiable(conjuncts.subList(0, i + 1), from, given)) {
                    Described d = describe(item, from, given);
                    List<VariableDifference> differences =
                            isAction(item.node()) ? differences(conjuncts, from, given) : List.of();
                    return new Attempt(name, bindings, d.text(), d.location(), d.reason(), d.operands(), differences,
                            i + 1);
                }
            } catch (RuntimeException | StackOverflowError e) {
                if (!Evaluation.isEvaluationError(e)) {
                    throw e;
                }
                List<VariableDifference> differences = differences(conjuncts, from, given);
                return new Attempt(name, bindings, source.text(item.node()), source.location(item.node()),
                        "it cannot be evaluated with these values: " + Evaluation.message(e), operands(item, from, given),
                        differences, i + 1);
            }
        }
        return new Attempt(name, bindings, source.text(plan.disjunct().body()),
                source.location(plan.disjunct().body()), "its conjuncts hold one by one, but not together",
                List.of(), differences(conjuncts, from, given), conjuncts.size());
    }

    private static boolean isAction(SemanticNode node) {
        return node instanceof LevelNode leveled && leveled.getLevel() == NextRelation.ACTION_LEVEL;
    }

    private boolean satisfiable(List<Item> items, TLCState from, TLCState given) {
        try {
            tool.nextStates(items, from, given, next -> {
                throw FOUND;
            });
            return false;
        } catch (Found e) {
            return true;
        }
    }

    /** Ends the search for a next state at the first; no error. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Found() {
            super(null, null, false, false);
        }
    }

    /** The conjuncts of a formula, through operators, LET, INSTANCE, and the arm of an IF that is taken. */
    private void flatten(SemanticNode node, Context context, TLCState from, TLCState given, List<Item> conjuncts) {
        if (node instanceof LetInNode let) {
            flatten(let.getBody(), context, from, given, conjuncts);
        } else if (node instanceof LabelNode label) {
            flatten(label.getBody(), context, from, given, conjuncts);
        } else if (node instanceof SubstInNode subst) {
            Context inner = context;
            for (Subst s : subst.getSubsts()) {
                inner = inner.cons(s.getOp(), tool.argument(s.getExpr(), context));
            }
            flatten(subst.getBody(), inner, from, given, conjuncts);
        } else if (node instanceof OpApplNode appl) {
            switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
                case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                    for (ExprOrOpArgNode arg : appl.getArgs()) {
                        flatten(arg, context, from, given, conjuncts);
                    }
                }
                case ToolGlobals.OPCODE_ite -> {
                    Boolean condition = truth(appl.getArgs()[0], context, from, given);
                    if (condition == null) {
                        conjuncts.add(new Item(node, context));
                    } else {
                        flatten(appl.getArgs()[condition ? 1 : 2], context, from, given, conjuncts);
                    }
                }
                case ToolGlobals.OPCODE_case -> {
                    SemanticNode arm = arm(appl, context, from, given);
                    if (arm == null) {
                        conjuncts.add(new Item(node, context));
                    } else {
                        flatten(arm, context, from, given, conjuncts);
                    }
                }
                case 0 -> {
                    if (tool.meaning(appl.getOperator(), context) instanceof OpDefNode operator
                            && BuiltInOPs.getOpCode(operator.getName()) == 0
                            && operator.getBody() != null
                            && !operator.getInRecursive()) {
                        flatten(operator.getBody(), tool.bodyContext(operator, appl.getArgs(), context), from, given,
                                conjuncts);
                    } else {
                        conjuncts.add(new Item(node, context));
                    }
                }
                default -> conjuncts.add(new Item(node, context));
            }
        } else {
            conjuncts.add(new Item(node, context));
        }
    }

    /** The arm of a CASE that is taken, or null if that cannot be told. */
    private SemanticNode arm(OpApplNode cases, Context context, TLCState from, TLCState given) {
        for (ExprOrOpArgNode arg : cases.getArgs()) {
            ExprOrOpArgNode[] pair = ((OpApplNode) arg).getArgs();
            // OTHER has no condition and comes last.
            Boolean condition = pair[0] == null ? Boolean.TRUE : truth(pair[0], context, from, given);
            if (condition == null) {
                return null;
            }
            if (condition) {
                return pair[1];
            }
        }
        return null;
    }

    private Boolean truth(SemanticNode node, Context context, TLCState from, TLCState given) {
        try {
            return tool.value(node, context, from, given) instanceof BoolValue b ? b.val : null;
        } catch (RuntimeException | StackOverflowError e) {
            if (Evaluation.isEvaluationError(e)) {
                return null;
            }
            throw e;
        }
    }

    // -- one conjunct ------------------------------------------------------------------------------------------------

    private record Described(String text, SourceLocation location, String reason, List<Operand> operands) {}

    private Described describe(Item item, TLCState from, TLCState given) {
        String text = source.text(item.node());
        SourceLocation location = source.location(item.node());
        List<Operand> operands = operands(item, from, given);
        String reason = reason(item, from, given);
        return new Described(text, location, reason, operands);
    }

    private String reason(Item item, TLCState from, TLCState given) {
        if (!(item.node() instanceof OpApplNode appl)) {
            return source.text(item.node()) + " is false";
        }
        Context context = item.context();
        ExprOrOpArgNode[] args = appl.getArgs();
        int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
        SymbolNode primed = args.length == 2 ? tool.getPrimedVar(args[0], context, false) : null;
        if (opcode == ToolGlobals.OPCODE_eq && primed != null) {
            return effect(primed, value(args[1], context, from, given), from, given);
        }
        switch (opcode) {
            case ToolGlobals.OPCODE_unchanged -> {
                return property ? "the step changes it" : "the specification leaves this unchanged, the trace does not";
            }
            case ToolGlobals.OPCODE_bf -> {
                return forAll(appl, context, from, given);
            }
            case ToolGlobals.OPCODE_be -> {
                return "no value of " + quantified(appl) + " makes it true";
            }
            case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
                List<String> reasons = new ArrayList<>();
                for (ExprOrOpArgNode arg : args) {
                    reasons.add(reason(new Item(arg, context), from, given));
                }
                return "no alternative holds: " + String.join("; ", reasons);
            }
            case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                for (ExprOrOpArgNode arg : args) {
                    if (Boolean.FALSE.equals(truth(arg, context, from, given))) {
                        return reason(new Item(arg, context), from, given);
                    }
                }
                return "is false";
            }
            case ToolGlobals.OPCODE_implies -> {
                return source.text(args[0]) + " is true, but " + reason(new Item(args[1], context), from, given);
            }
            case ToolGlobals.OPCODE_lnot, ToolGlobals.OPCODE_neg -> {
                return source.text(args[0]) + " is true";
            }
            default -> {
                if (args.length == 2) {
                    return shown(value(args[0], context, from, given)) + " " + source.operator(appl) + " "
                            + shown(value(args[1], context, from, given)) + " is false";
                }
                return source.text(appl) + " is false";
            }
        }
    }

    private String effect(SymbolNode variable, Object expected, TLCState from, TLCState given) {
        Value logged = (Value) given.lookup(variable.getName());
        if (expected instanceof Value value && logged != null) {
            List<VariableDifference> differences = new ArrayList<>();
            compare(variable.getName().toString(), (Value) from.lookup(variable.getName()), value, logged, differences);
            if (!differences.isEmpty()) {
                VariableDifference d = differences.get(0);
                if (property) {
                    return d.variable() + "' is " + d.logged() + ", and not " + d.expected();
                }
                return d.variable() + "' is " + d.expected() + " by the specification and " + d.logged()
                        + " in the trace";
            }
        }
        return variable.getName() + "' is " + shown(expected) + " by the specification, which the trace contradicts";
    }

    private String forAll(OpApplNode appl, Context context, TLCState from, TLCState given) {
        var contexts = tool.contexts(appl, context, from, given, tlc2.tool.EvalControl.Clear,
                tlc2.tool.coverage.CostModel.DO_NOT_RECORD);
        for (Context c = contexts.nextElement(); c != null; c = contexts.nextElement()) {
            if (Boolean.FALSE.equals(truth(appl.getArgs()[0], c, from, given))) {
                List<String> witness = new ArrayList<>();
                for (FormalParamNode[] ids : appl.getBdedQuantSymbolLists()) {
                    for (FormalParamNode id : ids) {
                        witness.add(id.getName() + " = " + shown(c.lookup(id)));
                    }
                }
                return "for " + String.join(", ", witness) + ": "
                        + reason(new Item(appl.getArgs()[0], c), from, given);
            }
        }
        return "is false";
    }

    private static String quantified(OpApplNode appl) {
        List<String> names = new ArrayList<>();
        for (FormalParamNode[] ids : appl.getBdedQuantSymbolLists()) {
            for (FormalParamNode id : ids) {
                names.add(id.getName().toString());
            }
        }
        return String.join(", ", names);
    }

    private List<Operand> operands(Item item, TLCState from, TLCState given) {
        Map<String, String> operands = new LinkedHashMap<>();
        collectOperands(item.node(), item.context(), from, given, operands, 0);
        return operands.entrySet().stream()
                .filter(e -> !e.getKey().equals(e.getValue()))
                .map(e -> new Operand(e.getKey(), e.getValue()))
                .toList();
    }

    /** The direct operands of a comparison, down to the arguments of function applications and fields. */
    private void collectOperands(SemanticNode node, Context context, TLCState from, TLCState given,
            Map<String, String> operands, int depth) {
        if (!(node instanceof OpApplNode appl) || depth > 3) {
            return;
        }
        int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
        if (opcode == ToolGlobals.OPCODE_bf || opcode == ToolGlobals.OPCODE_be) {
            for (SemanticNode bound : appl.getBdedQuantBounds()) {
                operands.putIfAbsent(source.text(bound), shown(value(bound, context, from, given)));
            }
            return;
        }
        if (opcode == ToolGlobals.OPCODE_unchanged || opcode == ToolGlobals.OPCODE_exc) {
            return;
        }
        boolean connective = opcode == ToolGlobals.OPCODE_implies || opcode == ToolGlobals.OPCODE_lnot
                || opcode == ToolGlobals.OPCODE_lor || opcode == ToolGlobals.OPCODE_dl
                || opcode == ToolGlobals.OPCODE_land || opcode == ToolGlobals.OPCODE_cl;
        for (ExprOrOpArgNode arg : appl.getArgs()) {
            if (arg instanceof NumeralNode || arg instanceof StringNode || !(arg instanceof OpApplNode)) {
                continue;
            }
            if (connective) {
                collectOperands(arg, context, from, given, operands, depth);
                continue;
            }
            if (opcode != ToolGlobals.OPCODE_fa && opcode != ToolGlobals.OPCODE_rs) {
                operands.putIfAbsent(source.text(arg), shown(value(arg, context, from, given)));
            } else if (((OpApplNode) arg).getArgs().length == 0
                    && ((OpApplNode) arg).getOperator() instanceof FormalParamNode) {
                operands.putIfAbsent(source.text(arg), shown(value(arg, context, from, given)));
            }
            collectOperands(arg, context, from, given, operands, depth + 1);
        }
    }

    /** The value, or the words why there is none. */
    private Object value(SemanticNode node, Context context, TLCState from, TLCState given) {
        try {
            return tool.value(node, context, from, given);
        } catch (RuntimeException | StackOverflowError e) {
            if (Evaluation.isEvaluationError(e)) {
                return "(no value)";
            }
            throw e;
        }
    }

    // -- states ------------------------------------------------------------------------------------------------------

    /** Where the action's own effect differs from what the trace gives, for the next state that differs least. */
    private List<VariableDifference> differences(List<Item> conjuncts, TLCState from, TLCState given) {
        List<List<VariableDifference>> all = new ArrayList<>();
        try {
            tool.nextStates(conjuncts, from, TLCState.Empty.createEmpty(), next -> {
                List<VariableDifference> differences = new ArrayList<>();
                for (OpDeclNode variable : TLCState.vars) {
                    Value logged = (Value) given.lookup(variable.getName());
                    Value expected = (Value) next.lookup(variable.getName());
                    if (logged != null && expected != null) {
                        compare(variable.getName().toString(), (Value) from.lookup(variable.getName()),
                                engine.values().settle(expected), logged, differences);
                    }
                }
                all.add(differences);
            });
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
        }
        return all.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
    }

    private static void compare(
            String name, Value before, Value expected, Value logged, List<VariableDifference> differences) {
        if (Membership.same(expected, logged)) {
            return;
        }
        FcnRcdValue expectedFunction = (FcnRcdValue) expected.toFcnRcd();
        FcnRcdValue loggedFunction = (FcnRcdValue) logged.toFcnRcd();
        if (expectedFunction != null && loggedFunction != null && !(expected instanceof RecordValue)
                && Membership.same(expectedFunction.getDomain(), loggedFunction.getDomain())) {
            Value[] domain = expectedFunction.getDomainAsValues();
            for (int i = 0; i < domain.length; i++) {
                Value other = TlcValues.apply(logged, domain[i]);
                if (!Membership.same(expectedFunction.values[i], other)) {
                    Value own = before == null ? null : TlcValues.apply(before, domain[i]);
                    differences.add(new VariableDifference(name + "[" + shown(domain[i]) + "]", shown(own),
                            shown(expectedFunction.values[i]), shown(other)));
                }
            }
            return;
        }
        differences.add(new VariableDifference(name, shown(before), shown(expected), shown(logged)));
    }

    private Divergence.Enabled enabled(TLCState state, Value node) {
        Set<String> here = new LinkedHashSet<>();
        long[] elsewhere = new long[1];
        Set<String> open = new LinkedHashSet<>();
        boolean[] cut = new boolean[1];
        int[] tried = new int[1];
        for (Plan plan : engine.plans()) {
            Disjunct disjunct = plan.disjunct();
            Binding binding = Binding.of(engine, plan, null, Map.of(), List::of);
            try {
                binding.walk(state, TLCState.Empty.createEmpty(), new Binding.Visitor() {
                    @Override
                    public void body(List<Item> items, Context context) {
                        if (!satisfiable(items, state, TLCState.Empty.createEmpty())) {
                            return;
                        }
                        if (concerns(plan, context, node)) {
                            if (here.size() < MAX_ENABLED) {
                                here.add(instance(plan, context));
                            } else {
                                cut[0] = true;
                            }
                        } else {
                            elsewhere[0]++;
                        }
                    }

                    @Override
                    public void open(Exists exists, String why) {
                        open.add(disjunct.name() + " (" + ReplaySession.identifiers(exists) + ": " + why + ")");
                    }

                    @Override
                    public boolean mayTry() {
                        return ++tried[0] <= MAX_ENABLED_TRIED;
                    }
                });
            } catch (RuntimeException | StackOverflowError e) {
                if (!Evaluation.isEvaluationError(e)) {
                    throw e;
                }
                open.add(disjunct.name() + " (TLC cannot evaluate it: " + Evaluation.message(e) + ")");
            }
        }
        return new Divergence.Enabled(List.copyOf(here), elsewhere[0], List.copyOf(open), cut[0]);
    }

    private boolean concerns(Plan plan, Context context, Value node) {
        String self = session.self();
        for (String argument : self != null && plan.target(null, self) != null ? List.of(self) : plan.arguments(null)) {
            if (plan.target(null, argument) instanceof Plan.Identifier identifier
                    && context.lookup(identifier.id()) instanceof Value value
                    && value.getKind() == node.getKind()
                    && value.equals(node)) {
                return true;
            }
        }
        return plan.arguments(null).isEmpty();
    }

    private String instance(Plan plan, Context context) {
        Map<String, String> bindings = bindings(plan, context);
        if (bindings.isEmpty()) {
            return plan.disjunct().name();
        }
        List<String> parts = new ArrayList<>();
        bindings.forEach((k, v) -> parts.add(k + " = " + v));
        return plan.disjunct().name() + "(" + String.join(", ", parts) + ")";
    }

    private static Map<String, String> bindings(Plan plan, Context context) {
        Map<String, String> bindings = new LinkedHashMap<>();
        for (String argument : plan.arguments(null)) {
            if (plan.target(null, argument) instanceof Plan.Identifier identifier
                    && context.lookup(identifier.id()) instanceof Value value) {
                bindings.put(argument, TlcValues.show(value));
            }
        }
        return bindings;
    }

    private static Map<String, String> shown(Map<String, Value> args) {
        Map<String, String> shown = new LinkedHashMap<>();
        args.forEach((k, v) -> shown.put(k, TlcValues.show(v)));
        return shown;
    }

    private static String shown(Object value) {
        return value instanceof Value v ? TlcValues.show(v) : String.valueOf(value);
    }
}
