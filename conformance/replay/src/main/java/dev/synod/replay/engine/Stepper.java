package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.replay.SpecModel;
import dev.synod.replay.SpecStepper;
import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Condition;
import dev.synod.replay.engine.NextRelation.Conjunction;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Substitution;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Steps of a specification between states that are arrays of numbers of values.
 *
 * <p>A disjunct of the next-state relation is a tree: each quantified identifier on its way branches into the elements of
 * its set, and a leaf is the disjunct's body with all identifiers bound. A set, and what a body does, depend on the
 * variables that stand in their text and on no others ({@link Dependencies}); so each is evaluated once for each choice
 * of these variables' values, and then looked up. Contexts are built anew for each evaluation, since TLC keeps in them
 * what it has evaluated in one state.
 */
final class Stepper implements SpecStepper {
    private final SpecEngine engine;
    private final TraceHeader header;
    private final List<OpDeclNode> variables;
    private final List<Disjunct> disjuncts = new ArrayList<>();
    private final Dependencies dependencies;
    private final ValueTable table = new ValueTable();
    private final boolean[] observed;
    private final boolean[] shared;
    private final Budget budget;
    private final DeclaredSymmetry symmetry;
    /** The variables of which the model's constraint speaks; null where there is none. */
    private final int[] constrained;
    private final ConcurrentHashMap<Numbers, Boolean> inModel = new ConcurrentHashMap<>();

    Stepper(SpecEngine engine, TraceHeader header) {
        this.engine = engine;
        this.header = header;
        variables = List.copyOf(engine.variables().values());
        dependencies = new Dependencies(engine.tool(), variables);
        observed = new boolean[variables.size()];
        shared = new boolean[variables.size()];
        List<String> names = variables();
        header.observed().forEach(v -> observed[names.indexOf(v)] = true);
        header.shared().forEach(v -> shared[names.indexOf(v)] = true);
        budget = new Budget(engine, dependencies);
        symmetry = new DeclaredSymmetry(engine, header, table);
        engine.plans().forEach(plan -> disjuncts.add(new Disjunct(plan)));
        constrained = engine.bounds().constraint() == null ? null
                : dependencies.of(engine.constraint()).stream().toArray();
    }

    @Override
    public List<String> variables() {
        return variables.stream().map(v -> v.getName().toString()).toList();
    }

    @Override
    public int width() {
        return variables.size() + budget.size();
    }

    @Override
    public SpecModel model() {
        return budget.model(engine.model());
    }

    @Override
    public List<int[]> initial() {
        return engine.initial().stream().map(this::numbers).toList();
    }

    @Override
    public boolean inModel(int[] numbers) {
        if (constrained == null) {
            return true;
        }
        Numbers key = Numbers.of(numbers, constrained);
        Boolean known = inModel.get(key);
        if (known == null) {
            TLCState state = state(numbers);
            known = guarded("the constraint", () -> engine.tool().isInModel(state));
            inModel.put(key, known);
        }
        return known;
    }

    @Override
    public Map<String, String> show(int[] state) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            shown.put(variables.get(i).getName().toString(), TlcValues.show(table.value(state[i])));
        }
        for (int i = 0; i < budget.size(); i++) {
            shown.put("times " + budget.action(i), Integer.toString(state[variables.size() + i]));
        }
        return shown;
    }

    private int[] numbers(TLCState state) {
        int[] numbers = new int[width()];
        for (int i = 0; i < variables.size(); i++) {
            numbers[i] = number((Value) state.lookup(variables.get(i).getName()));
        }
        return numbers;
    }

    private int number(Value value) {
        return table.number(engine.values().settle(value));
    }

    private TLCState state(int[] numbers) {
        TLCState state = TLCState.Empty.createEmpty();
        for (int i = 0; i < variables.size(); i++) {
            state.bind(variables.get(i).getName(), table.value(numbers[i]));
        }
        return state;
    }

    // -- the tree of a disjunct --------------------------------------------------------------------------------------

    /**
     * An identifier, or a tuple of them, that ranges over a set.
     *
     * @param reads   the variables of which the set speaks, and the guards before it
     * @param varying whether the set itself changes with the state
     */
    private record Slot(Exists exists, int index, int depth, int[] reads, boolean varying) {
        FormalParamNode[] ids() {
            return exists.tuple() ? exists.ids() : new FormalParamNode[] {exists.ids()[index]};
        }
    }

    private final class Disjunct {
        private final Plan plan;
        private final List<Slot> slots = new ArrayList<>();
        /** The variables of which the body speaks. */
        private final int[] reads;
        /** The first conjuncts of the body, as far as they speak of no variable. */
        private final List<SemanticNode> constant = new ArrayList<>();
        /** What the model counts of it: positions in a state. */
        private final int[] counted;
        private final Branch root = new Branch(this, null, -1);

        Disjunct(Plan plan) {
            this.plan = plan;
            counted = budget.counted(plan.disjunct());
            BitSet way = new BitSet();
            BitSet guards = new BitSet();
            BitSet beside = new BitSet();
            BitSet unchanged = new BitSet();
            List<NextRelation.Node> path = plan.disjunct().path();
            for (int depth = 0; depth < path.size(); depth++) {
                if (path.get(depth) instanceof Call call) {
                    for (ExprOrOpArgNode arg : call.args()) {
                        way.or(dependencies.of(arg));
                    }
                } else if (path.get(depth) instanceof Substitution substitution) {
                    for (Subst s : substitution.substs()) {
                        way.or(dependencies.of(s.getExpr()));
                    }
                } else if (path.get(depth) instanceof Exists exists) {
                    BitSet set = dependencies.of(exists.bound());
                    set.or(way);
                    boolean varying = !set.isEmpty();
                    set.or(guards);
                    int[] positions = set.stream().toArray();
                    for (int i = 0; i < (exists.tuple() ? 1 : exists.ids().length); i++) {
                        slots.add(new Slot(exists, i, depth, positions, varying));
                    }
                } else if (path.get(depth) instanceof Condition condition) {
                    if (isStep(condition.expression())) {
                        throw new SpecException(engine.module() + ": the next-state relation applies "
                                + plan.disjunct().name() + " inside of an IF whose condition speaks of the next state ("
                                + condition.expression().getLocation() + "), which the explorer does not take apart. "
                                + "Write the condition as a conjunct of the action");
                    }
                    guards.or(dependencies.of(condition.expression()));
                } else if (path.get(depth) instanceof Conjunction conjunction) {
                    for (ExprOrOpArgNode e : conjunction.before()) {
                        if (!isStep(e)) {
                            guards.or(dependencies.of(e));
                        }
                    }
                    for (List<ExprOrOpArgNode> part : List.of(conjunction.before(), conjunction.after())) {
                        for (ExprOrOpArgNode e : part) {
                            Dependencies.Action action = dependencies.action(e);
                            beside.or(action.speaksOf());
                            unchanged.or(action.unchanged());
                        }
                    }
                }
            }
            boolean whole = path.stream().noneMatch(n -> n instanceof Condition || n instanceof Conjunction);
            Dependencies.Action action = dependencies.action(plan.disjunct().body());
            BitSet body = action.speaksOf();
            body.or(way);
            body.or(guards);
            body.or(beside);
            BitSet known = (BitSet) body.clone();
            known.or(action.unchanged());
            known.or(unchanged);
            if (known.cardinality() < variables.size()) {
                // The body leaves some variable open: no shortcut.
                body.set(0, variables.size());
            }
            reads = body.stream().toArray();
            if (way.isEmpty() && whole) {
                constant.addAll(dependencies.constantGuards(plan.disjunct().body()));
            }
        }

        String name() {
            return plan.disjunct().name();
        }

        /** Whether the model allows no more of it. */
        boolean spent(int[] state) {
            for (int i : counted) {
                if (state[variables.size() + i] >= budget.most(i)) {
                    return true;
                }
            }
            return false;
        }

        /** The state that a step leads to: -1 where a variable stays as it is. */
        int[] after(int[] state, int[] step) {
            int[] next = state.clone();
            for (int i = 0; i < step.length; i++) {
                if (step[i] >= 0) {
                    next[i] = step[i];
                }
            }
            for (int i : counted) {
                next[variables.size() + i]++;
            }
            return next;
        }
    }

    private static boolean isStep(ExprOrOpArgNode expression) {
        return expression.getLevel() >= NextRelation.ACTION_LEVEL;
    }

    /** Identifiers bound so far; where all are, what the body does. */
    private final class Branch {
        private final Disjunct disjunct;
        private final Branch parent;
        private final int level;
        private final int value;
        private final ConcurrentHashMap<Integer, Branch> byValue = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Numbers, Elements> sets = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Numbers, int[][]> steps = new ConcurrentHashMap<>();

        Branch(Disjunct disjunct, Branch parent, int value) {
            this.disjunct = disjunct;
            this.parent = parent;
            this.level = parent == null ? 0 : parent.level + 1;
            this.value = value;
        }

        boolean leaf() {
            return level == disjunct.slots.size();
        }

        /** Whether a guard that speaks of no variable is false here, so that the body is false in every state. */
        boolean dead(TLCState state) {
            if (!leaf() || disjunct.constant.isEmpty()) {
                return false;
            }
            Context context = context(this, disjunct.plan.disjunct().path().size(), state);
            for (SemanticNode guard : disjunct.constant) {
                if (engine.tool().value(guard, context, state, TLCState.Empty) instanceof BoolValue b && !b.val) {
                    return true;
                }
            }
            return false;
        }

        Slot slot() {
            return disjunct.slots.get(level);
        }

        Branch child(int number) {
            Branch child = byValue.get(number);
            return child != null ? child : byValue.computeIfAbsent(number, n -> new Branch(disjunct, this, n));
        }

        /** The elements of the set of the next identifier. */
        Elements elements(int[] state) {
            Numbers key = Numbers.of(state, slot().reads());
            Elements known = sets.get(key);
            if (known == null) {
                known = evaluateSet(this, state);
                sets.putIfAbsent(key, known);
            }
            return known;
        }

        /** What the body makes of a state: a next state each, -1 where a variable stays as it is. */
        int[][] steps(int[] state) {
            Numbers key = Numbers.of(state, disjunct.reads);
            int[][] known = steps.get(key);
            if (known == null) {
                known = evaluateBody(this, state);
                steps.putIfAbsent(key, known);
            }
            return known;
        }

        /** The value that was chosen at that level. */
        int chosen(int at) {
            Branch branch = this;
            while (branch.level > at + 1) {
                branch = branch.parent;
            }
            return branch.value;
        }
    }

    /**
     * A set that an identifier ranges over.
     *
     * @param branches its elements, without those for which the body is false in every state; null where the set cannot
     *                 be enumerated
     * @param numbers  all its elements
     */
    private record Elements(Value set, Branch[] branches, Set<Integer> numbers) {
        /** Where a guard before the set is false; the set might have no value there. */
        static final Elements NONE = new Elements(null, new Branch[0], Set.of());
    }

    /** Whether the guards and conditions before a depth of the disjunct's way hold, as far as they speak of one state. */
    private boolean open(Branch branch, int depth, TLCState state) {
        List<NextRelation.Node> path = branch.disjunct.plan.disjunct().path();
        for (int i = 0; i < depth; i++) {
            if (path.get(i) instanceof Condition condition) {
                if (holds(condition.expression(), context(branch, i, state), state) != condition.holds()) {
                    return false;
                }
            } else if (path.get(i) instanceof Conjunction conjunction) {
                for (ExprOrOpArgNode guard : conjunction.before()) {
                    if (isStep(guard)) {
                        // What stands behind it may not have a value where it is false.
                        break;
                    }
                    if (!holds(guard, context(branch, i, state), state)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean holds(ExprOrOpArgNode expression, Context context, TLCState state) {
        if (engine.tool().value(expression, context, state, TLCState.Empty) instanceof BoolValue value) {
            return value.val;
        }
        throw new SpecException("a condition that is not a boolean: " + expression.getLocation());
    }

    private Elements evaluateSet(Branch branch, int[] numbers) {
        Slot slot = branch.slot();
        TLCState state = state(numbers);
        return guarded(branch.disjunct.name(), () -> {
            if (!open(branch, slot.depth(), state)) {
                return Elements.NONE;
            }
            Value set = engine.tool().value(
                    slot.exists().bound(), context(branch, slot.depth(), state), state, TLCState.Empty);
            if (!(set instanceof Enumerable enumerable) || !set.isFinite()) {
                return new Elements(set, null, null);
            }
            List<Branch> branches = new ArrayList<>();
            Set<Integer> members = new java.util.HashSet<>();
            ValueEnumeration elements = enumerable.elements();
            for (Value v = elements.nextElement(); v != null; v = elements.nextElement()) {
                int number = number(v);
                members.add(number);
                Branch child = branch.child(number);
                if (!child.dead(state)) {
                    branches.add(child);
                }
            }
            return new Elements(set, branches.toArray(Branch[]::new), members);
        });
    }

    private int[][] evaluateBody(Branch leaf, int[] numbers) {
        TLCState from = state(numbers);
        Disjunct disjunct = leaf.disjunct;
        return guarded(disjunct.name(), () -> {
            List<int[]> found = new ArrayList<>();
            if (!open(leaf, disjunct.plan.disjunct().path().size(), from)) {
                return new int[0][];
            }
            engine.tool().nextStates(items(leaf, from), from, TLCState.Empty.createEmpty(), next -> {
                        if (!next.allAssigned()) {
                            throw new SpecException(disjunct.name() + " leaves open the next value of "
                                    + next.getUnassigned().stream().map(v -> v.getName().toString()).sorted().toList()
                                    + ". A specification to explore must fix every variable");
                        }
                        int[] after = new int[variables.size()];
                        Arrays.fill(after, -1);
                        for (int position : disjunct.reads) {
                            after[position] = number((Value) next.lookup(variables.get(position).getName()));
                        }
                        found.add(after);
                    });
            return found.toArray(int[][]::new);
        });
    }

    /** The body, with the conjuncts that stand beside it on the way, in their order. */
    private List<ReplayTool.Item> items(Branch leaf, TLCState state) {
        List<NextRelation.Node> path = leaf.disjunct.plan.disjunct().path();
        List<ReplayTool.Item> items = new ArrayList<>();
        items.add(new ReplayTool.Item(leaf.disjunct.plan.disjunct().body(), context(leaf, path.size(), state)));
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Conjunction conjunction) {
                Context context = context(leaf, i, state);
                items.addAll(0, conjunction.before().stream().map(e -> new ReplayTool.Item(e, context)).toList());
                conjunction.after().forEach(e -> items.add(new ReplayTool.Item(e, context)));
            }
        }
        return items;
    }

    /** The context at a depth of the disjunct's way, with the identifiers as the branch has bound them. */
    private Context context(Branch branch, int depth, TLCState state) {
        Context context = Context.Empty;
        List<NextRelation.Node> path = branch.disjunct.plan.disjunct().path();
        int level = 0;
        for (int i = 0; i <= Math.min(depth, path.size() - 1); i++) {
            NextRelation.Node node = path.get(i);
            if (node instanceof Exists exists) {
                int wanted = exists.tuple() ? 1 : exists.ids().length;
                Context before = context;
                for (int k = 0; k < wanted && level < branch.level; k++, level++) {
                    context = bind(context, branch.disjunct.slots.get(level), branch.chosen(level));
                }
                if (i == depth) {
                    // The set of a group of identifiers does not speak of them.
                    return before;
                }
            } else if (i < depth && node instanceof Call call) {
                context = engine.tool().bodyContext(call.operator(), call.args(), context);
            } else if (i < depth && node instanceof Substitution substitution) {
                Context inner = context;
                for (Subst s : substitution.substs()) {
                    inner = inner.cons(s.getOp(), engine.tool().argument(s.getExpr(), context));
                }
                context = inner;
            }
        }
        return context;
    }

    private Context bind(Context context, Slot slot, int number) {
        Value value = table.value(number);
        if (!slot.exists().tuple()) {
            return context.cons(slot.ids()[0], value);
        }
        TupleValue tuple = (TupleValue) value.toTuple();
        Context bound = context;
        for (int i = 0; i < slot.ids().length; i++) {
            bound = bound.cons(slot.ids()[i], tuple.elems[i]);
        }
        return bound;
    }

    private interface Evaluated<T> {
        T get();
    }

    private static <T> T guarded(String what, Evaluated<T> evaluated) {
        try {
            return evaluated.get();
        } catch (RuntimeException | StackOverflowError e) {
            if (e instanceof SpecException || !Evaluation.isEvaluationError(e)) {
                throw e;
            }
            throw new SpecException("TLC cannot evaluate " + what + ": " + Evaluation.message(e));
        }
    }

    // -- all steps ---------------------------------------------------------------------------------------------------

    @Override
    public void successors(int[] state, Consumer<int[]> found) {
        walk(state, (leaf, next) -> found.accept(next));
    }

    private void walk(int[] state, BiConsumer<Branch, int[]> found) {
        for (Disjunct disjunct : disjuncts) {
            if (!disjunct.spent(state)) {
                walk(disjunct.root, state, found);
            }
        }
    }

    private void walk(Branch branch, int[] state, BiConsumer<Branch, int[]> found) {
        if (branch.leaf()) {
            for (int[] step : branch.steps(state)) {
                found.accept(branch, branch.disjunct.after(state, step));
            }
            return;
        }
        Branch[] branches = branch.elements(state).branches();
        if (branches == null) {
            throw notEnumerable(branch);
        }
        for (Branch child : branches) {
            walk(child, state, found);
        }
    }

    private SpecException notEnumerable(Branch branch) {
        String set = branch.slot().exists().bound().toString();
        if (branch.slot().exists().bound() instanceof tla2sany.semantic.OpApplNode appl) {
            set = appl.getOperator().getName().toString();
        }
        return new SpecException(branch.disjunct.name() + " ranges over " + set + ", a set that cannot be enumerated. "
                + "Put a finite set in its place (--bound " + set + "=...)");
    }

    @Override
    public Optional<String> step(int[] from, int[] to) {
        List<String> found = new ArrayList<>(1);
        walk(from, (leaf, next) -> {
            if (found.isEmpty() && Arrays.equals(next, to)) {
                found.add(describe(leaf));
            }
        });
        return found.stream().findFirst();
    }

    private String describe(Branch leaf) {
        Map<FormalParamNode, Value> bound = new java.util.IdentityHashMap<>();
        for (int i = 0; i < leaf.level; i++) {
            Slot slot = leaf.disjunct.slots.get(i);
            Value value = table.value(leaf.chosen(i));
            if (!slot.exists().tuple()) {
                bound.put(slot.ids()[0], value);
            }
        }
        Plan plan = leaf.disjunct.plan;
        List<String> args = new ArrayList<>();
        String name = plan.disjunct().name();
        for (String argument : plan.arguments(name)) {
            if (plan.target(name, argument) instanceof Plan.Identifier identifier && bound.containsKey(identifier.id())) {
                args.add(argument + " = " + TlcValues.show(bound.get(identifier.id())));
            }
        }
        return leaf.disjunct.name() + (args.isEmpty() ? "" : "(" + String.join(", ", args) + ")");
    }

    // -- events ------------------------------------------------------------------------------------------------------

    @Override
    public synchronized Event event(TraceEvent event) {
        List<Plan> named = event.action() == null ? engine.plans() : engine.named(event.action());
        if (named == null) {
            if (engine.actionDefinition(event.action()) == null) {
                throw new SpecException("the action " + event.action() + ", which is none of "
                        + String.join(", ", engine.actions()));
            }
            named = List.of();
        }
        if (!engine.plans().containsAll(named)) {
            // Their places are those in another list than that of the disjuncts.
            throw new SpecException("the action " + event.action() + ", which is no disjunct of the next-state relation "
                    + "but a part of one. Its disjuncts are " + String.join(", ", engine.actions()));
        }
        Value node = engine.values().string(event.node());
        Map<String, Value> args = new LinkedHashMap<>();
        if (event.args() != null) {
            event.args().forEach((name, value) -> args.put(name, engine.values().decode(value)));
        }
        List<Matching> matchings = new ArrayList<>();
        for (Plan plan : named) {
            Map<String, Value> all = new LinkedHashMap<>(args);
            if (header.self() != null && plan.target(event.action(), header.self()) != null) {
                all.putIfAbsent(header.self(), node);
            }
            Matching matching = matching(disjuncts.get(plan.disjunct().index()), event.action(), all);
            if (matching != null) {
                matchings.add(matching);
            }
        }
        return new Prepared(matchings, changes(event, node));
    }

    /** How an event's arguments bind the identifiers of a disjunct: a number, or -1 where any will do. */
    private record Matching(Disjunct disjunct, int[] given, Map<FormalParamNode, Value> inTuples,
            List<Map.Entry<Plan.Comparison, Value>> comparisons) {}

    private Matching matching(Disjunct disjunct, String action, Map<String, Value> args) {
        int[] given = new int[disjunct.slots.size()];
        Arrays.fill(given, -1);
        Map<FormalParamNode, Value> inTuples = new java.util.IdentityHashMap<>();
        List<Map.Entry<Plan.Comparison, Value>> comparisons = new ArrayList<>();
        for (Map.Entry<String, Value> arg : args.entrySet()) {
            Plan.Target target = disjunct.plan.target(action, arg.getKey());
            if (target == null) {
                return null;
            }
            if (target instanceof Plan.Comparison comparison) {
                comparisons.add(Map.entry(comparison, arg.getValue()));
                continue;
            }
            FormalParamNode id = ((Plan.Identifier) target).id();
            for (int i = 0; i < given.length; i++) {
                Slot slot = disjunct.slots.get(i);
                if (slot.exists().tuple() && Arrays.asList(slot.ids()).contains(id)) {
                    inTuples.put(id, arg.getValue());
                } else if (slot.ids()[0] == id) {
                    int number = number(arg.getValue());
                    if (given[i] >= 0 && given[i] != number) {
                        return null;
                    }
                    given[i] = number;
                }
            }
        }
        return new Matching(disjunct, given, inTuples, comparisons);
    }

    /** What an event makes of the variables that it gives. */
    private Change[] changes(TraceEvent event, Value node) {
        Change[] changes = new Change[variables.size()];
        for (int i = 0; i < changes.length; i++) {
            dev.synod.trace.Value logged = event.state().get(variables.get(i).getName().toString());
            if (logged != null) {
                if (!observed[i] && !shared[i]) {
                    throw new SpecException("an event that gives " + variables.get(i).getName()
                            + ", which the header does not list");
                }
                changes[i] = new Change(i, node, logged);
            }
        }
        return changes;
    }

    private final class Change {
        private final int position;
        private final Value node;
        private final dev.synod.trace.Value logged;
        private final ConcurrentHashMap<Integer, Integer> known = new ConcurrentHashMap<>();

        Change(int position, Value node, dev.synod.trace.Value logged) {
            this.position = position;
            this.node = node;
            this.logged = logged;
        }

        int after(int before) {
            Integer after = known.get(before);
            if (after == null) {
                after = evaluate(table.value(before));
                known.put(before, after);
            }
            return after;
        }

        private int evaluate(Value before) {
            Value after;
            synchronized (Stepper.this) {
                if (shared[position]) {
                    after = changed(before);
                } else {
                    after = TlcValues.except(before, node, changed(TlcValues.apply(before, node)));
                }
            }
            if (after == null) {
                throw new SpecException("a value of " + variables.get(position).getName() + " at " + node
                        + ", which is not in its domain");
            }
            return number(after);
        }

        private Value changed(Value before) {
            if (logged instanceof dev.synod.trace.Value.Except except) {
                return engine.values().except(before, except);
            } else if (logged instanceof dev.synod.trace.Value.Updates updates) {
                return Updating.apply(engine.values(), variables.get(position).getName().toString(), before, updates);
            }
            return engine.values().decode(logged);
        }
    }

    private final class Prepared implements Event {
        private final List<Matching> matchings;
        private final Change[] changes;

        Prepared(List<Matching> matchings, Change[] changes) {
            this.matchings = matchings;
            this.changes = changes;
        }

        @Override
        public void from(int[] state, Consumer<int[]> found) {
            for (Matching matching : matchings) {
                if (!matching.disjunct().spent(state)) {
                    walk(matching, matching.disjunct().root, state, found);
                }
            }
        }

        @Override
        public boolean spent(int[] state) {
            if (budget.size() == 0 || matchings.isEmpty()) {
                return false;
            }
            for (Matching matching : matchings) {
                if (!matching.disjunct().spent(state)) {
                    return false;
                }
            }
            return true;
        }

        private void walk(Matching matching, Branch branch, int[] state, Consumer<int[]> found) {
            if (branch.leaf()) {
                if (!matching.comparisons().isEmpty() && !compare(matching, branch, state)) {
                    return;
                }
                for (int[] step : branch.steps(state)) {
                    if (agrees(step, state)) {
                        found.accept(matching.disjunct().after(state, step));
                    }
                }
                return;
            }
            Elements elements = branch.elements(state);
            int given = matching.given()[branch.level];
            if (given >= 0) {
                if (elements.branches() == null ? member(elements.set(), given) : elements.numbers().contains(given)) {
                    walk(matching, branch.child(given), state, found);
                }
                return;
            }
            if (elements.branches() == null) {
                throw notEnumerable(branch);
            }
            for (Branch child : elements.branches()) {
                if (!branch.slot().exists().tuple() || fits(matching, branch.slot(), child.value)) {
                    walk(matching, child, state, found);
                }
            }
        }

        private boolean member(Value set, int number) {
            try {
                return set.member(table.value(number));
            } catch (RuntimeException e) {
                if (Evaluation.isEvaluationError(e)) {
                    return false;
                }
                throw e;
            }
        }

        private boolean fits(Matching matching, Slot slot, int number) {
            TupleValue tuple = (TupleValue) table.value(number).toTuple();
            for (int i = 0; i < slot.ids().length; i++) {
                Value wanted = matching.inTuples().get(slot.ids()[i]);
                if (wanted != null && number(wanted) != number(tuple.elems[i])) {
                    return false;
                }
            }
            return true;
        }

        private boolean compare(Matching matching, Branch leaf, int[] numbers) {
            TLCState state = state(numbers);
            return guarded(matching.disjunct().name(), () -> {
                for (Map.Entry<Plan.Comparison, Value> c : matching.comparisons()) {
                    Value actual = engine.tool().value(c.getKey().expression(),
                            context(leaf, c.getKey().depth(), state), state, TLCState.Empty);
                    if (number(actual) != number(c.getValue())) {
                        return false;
                    }
                }
                return true;
            });
        }

        /** Whether a step leads to what the event gives. */
        private boolean agrees(int[] step, int[] state) {
            for (int i = 0; i < step.length; i++) {
                if (observed[i] || shared[i]) {
                    int after = step[i] >= 0 ? step[i] : state[i];
                    if (after != (changes[i] == null ? state[i] : changes[i].after(state[i]))) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    // -- symmetry ----------------------------------------------------------------------------------------------------

    @Override
    public int permutations() {
        return symmetry.size();
    }

    @Override
    public int[] image(int[] state, int permutation) {
        int[] image = state.clone();
        for (int i = 0; i < variables.size(); i++) {
            image[i] = symmetry.image(state[i], permutation);
        }
        return image;
    }

    // -- bounds ------------------------------------------------------------------------------------------------------

    @Override
    public Optional<List<dev.synod.trace.Value>> bounded(String action, String parameter) {
        List<Plan> named = engine.named(action);
        for (Plan plan : named == null ? List.<Plan>of() : named) {
            if (!(plan.target(action, parameter) instanceof Plan.Identifier identifier)) {
                continue;
            }
            Disjunct disjunct = disjuncts.get(plan.disjunct().index());
            if (disjunct.plan != plan) {
                // A part of a disjunct: its number is one of another list.
                continue;
            }
            for (Slot slot : disjunct.slots) {
                if (slot.exists().tuple() || slot.ids()[0] != identifier.id()
                        || dependencies.operators(slot.exists().bound()).stream()
                                .noneMatch(engine.bounds().sets()::containsKey)) {
                    continue;
                }
                if (slot.varying()) {
                    throw new SpecException("the bounds concern " + parameter + " of " + action
                            + ", whose set changes with the state. Bound another definition");
                }
                Value set = engine.tool().value(slot.exists().bound(), Context.Empty, state(initial().get(0)),
                        TLCState.Empty);
                return Optional.of(elements(set, action + "'s " + parameter));
            }
        }
        return Optional.empty();
    }

    private List<dev.synod.trace.Value> elements(Value set, String what) {
        if (!(set instanceof Enumerable enumerable) || !set.isFinite()) {
            throw new SpecException("a bound of " + what + " that is no finite set: " + TlcValues.show(set)
                    + ". Bound it by a finite set, such as 0..1");
        }
        Encoding encoding = new Encoding(engine.values());
        List<dev.synod.trace.Value> values = new ArrayList<>();
        ValueEnumeration elements = enumerable.elements();
        for (Value v = elements.nextElement(); v != null; v = elements.nextElement()) {
            values.add(encoding.of(v));
        }
        return values;
    }

    /** Some of a state's numbers, as a key; the first four without an array, since most actions speak of no more. */
    private static final class Numbers {
        private final long first;
        private final long second;
        private final int[] rest;
        private final int hash;

        private Numbers(long first, long second, int[] rest) {
            this.first = first;
            this.second = second;
            this.rest = rest;
            long h = (first ^ 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
            h = (h ^ h >>> 32 ^ second) * 0xD6E8FEB86659FD93L;
            if (rest != null) {
                h = (h ^ h >>> 32 ^ Arrays.hashCode(rest)) * 0xD6E8FEB86659FD93L;
            }
            this.hash = (int) (h ^ h >>> 32);
        }

        static Numbers of(int[] state, int[] positions) {
            int n = positions.length;
            int[] rest = null;
            if (n > 4) {
                rest = new int[n - 4];
                for (int i = 4; i < n; i++) {
                    rest[i - 4] = state[positions[i]];
                }
            }
            return new Numbers(pair(state, positions, 0), pair(state, positions, 2), rest);
        }

        /** Two numbers; keys that are compared have as many. */
        private static long pair(int[] state, int[] positions, int at) {
            long high = at < positions.length ? state[positions[at]] : 0;
            long low = at + 1 < positions.length ? state[positions[at + 1]] : 0;
            return high << 32 | low;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers n && first == n.first && second == n.second && Arrays.equals(rest, n.rest);
        }
    }
}
