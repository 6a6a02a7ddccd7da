package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tla2sany.semantic.APSubstInNode;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.IActionItemList;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.OpValue;
import tlc2.value.impl.Reducible;
import tlc2.value.impl.SetCupValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.FilenameToStream;
import util.UniqueString;

/**
 * TLC's evaluator, opened as far as the replay needs it: single actions from a state that is known in part.
 *
 * <p>The methods that {@link Tool} leaves abstract are its hooks for profiling and call stacks; here each does the plain
 * thing. It stands in TLC's package because the list of conjuncts that these methods pass on is package-private.
 */
public final class ReplayTool extends Tool {
    private static final int MAX_LOOKS = 4;
    private static final UniqueString APPEND = UniqueString.uniqueStringOf("Append");

    /** False while TLC's own constructors run. */
    private final boolean loaded;
    /** Whether an operator is applied to something that has primed variables in it. */
    private boolean passesSteps;
    /** Whether an instance puts expressions in the place of variables. */
    private final boolean substitutes;
    private final Map<SemanticNode, OpApplNode[]> lists = new ConcurrentHashMap<>();
    /** Where the arms that the evaluator takes are noted; null most of the time. */
    private Recording recording;
    /** What is watched in {@link #watch}; null most of the time. */
    private Set<OpApplNode> watched;
    private Predicate<Value> tellsApart;
    private boolean toldApart;
    private int looks;

    /**
     * Loads a module.
     *
     * @param folder   the folder of the module
     * @param module   its name
     * @param config   the name of its configuration, without the ending
     * @param resolver finds modules
     */
    public ReplayTool(String folder, String module, String config, FilenameToStream resolver) {
        super(folder, module, config, resolver);
        boolean instances = false;
        for (OpDefNode operator : getSpecProcessor().getRootModule().getOpDefs()) {
            instances |= operator.getBody() != null && substitutes(operator.getBody());
            passesSteps |= operator.getBody() != null && passesSteps(operator.getBody());
        }
        substitutes = instances;
        loaded = true;
    }

    private static boolean substitutes(SemanticNode node) {
        if (node instanceof SubstInNode || node instanceof APSubstInNode) {
            return true;
        }
        SemanticNode[] children = node.getChildren();
        return children != null && Arrays.stream(children).anyMatch(c -> c != null && substitutes(c));
    }

    private boolean passesSteps(SemanticNode node) {
        // Operators that TLC implements in Java, such as =<, get values.
        if (node instanceof OpApplNode appl
                && BuiltInOPs.getOpCode(appl.getOperator().getName()) == 0
                && meaning(appl.getOperator(), Context.Empty) instanceof OpDefNode) {
            for (ExprOrOpArgNode arg : appl.getArgs()) {
                if (isStep(arg)) {
                    return true;
                }
            }
        }
        SemanticNode[] children = node.getChildren();
        return children != null && Arrays.stream(children).anyMatch(c -> c != null && passesSteps(c));
    }

    private static boolean isStep(SemanticNode node) {
        return node instanceof LevelNode leveled && leveled.getLevel() >= LevelConstants.ActionLevel;
    }

    /**
     * What an argument stands for. TLC evaluates an argument once, unless it has primed variables in it; but one such
     * argument may hide in another: in {@code F(y) == G(y + 1)} applied to x', y + 1 has another value for each x'.
     */
    @Override
    public Object getVal(ExprOrOpArgNode expr, Context c, boolean cachable, CostModel cm, int forToolId) {
        if (expr instanceof OpApplNode appl && appl.getArgs().length == 0
                && c.lookup(appl.getOperator()) instanceof Value known && !(known instanceof LazyValue)) {
            // An identifier that has its value already needs nothing that evaluates it.
            return known;
        }
        boolean once = cachable && !(passesSteps && expr instanceof LevelNode && dependsOnStep(expr, c));
        return super.getVal(expr, c, once, cm, forToolId);
    }

    private static boolean dependsOnStep(ExprOrOpArgNode expr, Context context) {
        for (Object parameter : expr.getAllParams()) {
            if (parameter instanceof SymbolNode symbol
                    && context.lookup(symbol) instanceof LazyValue lazy
                    && (lazy.isUncachable() || isStep(lazy.expr))) {
                return true;
            }
        }
        return false;
    }

    /** An expression with the values of the identifiers that are free in it. */
    public record Item(SemanticNode node, Context context) {}

    /**
     * All ways in which the conjunction of the items leads from one state to a next state that agrees with what is
     * given of it. The consumer gets each; where the items do not fix every variable, some are left unbound.
     *
     * @param given the next state as far as it is known; comes back as it was
     */
    public void nextStates(List<Item> items, TLCState from, TLCState given, Consumer<TLCState> found) {
        ActionItemList rest = ActionItemList.Empty;
        for (int i = items.size() - 1; i > 0; i--) {
            rest = (ActionItemList) rest.cons(
                    items.get(i).node(), items.get(i).context(), CostModel.DO_NOT_RECORD, IActionItemList.PRED);
        }
        nextStates(items.get(0).node(), items.get(0).context(), rest, from, given, found);
    }

    /** As the other, for one expression. */
    public void nextStates(SemanticNode node, Context context, TLCState from, TLCState given, Consumer<TLCState> found) {
        nextStates(node, context, ActionItemList.Empty, from, given, found);
    }

    private void nextStates(
            SemanticNode node,
            Context context,
            ActionItemList rest,
            TLCState from,
            TLCState given,
            Consumer<TLCState> found) {
        getNextStatesImpl(null, node, rest, context, from, given.copy(), new Collector(given, found), CostModel.DO_NOT_RECORD);
    }

    /**
     * The arms on all ways in which the conjunction of the items leads to a next state that agrees with what is given of
     * it and is wanted.
     */
    public Set<Integer> record(
            Recording into, List<Item> items, TLCState from, TLCState given, Predicate<TLCState> wanted) {
        into.begin();
        recording = into;
        try {
            nextStates(items, from, given, next -> {
                if (wanted.test(next)) {
                    into.found();
                }
            });
            return into.taken();
        } finally {
            recording = null;
        }
    }

    /** The value of an expression in a state, or over a step. */
    public Value value(SemanticNode node, Context context, TLCState from, TLCState to) {
        return evalImpl(node, context, from, to, tlc2.tool.EvalControl.Clear, CostModel.DO_NOT_RECORD);
    }

    /** What an identifier or operator stands for. */
    public Object meaning(SymbolNode symbol, Context context) {
        return lookup(symbol, context, false);
    }

    /** The context of an operator's body. */
    public Context bodyContext(OpDefNode operator, ExprOrOpArgNode[] args, Context context) {
        return getOpContext(operator, args, context, true);
    }

    /** What an argument or a substituted expression stands for. */
    public Object argument(ExprOrOpArgNode expression, Context context) {
        return getVal(expression, context, false);
    }

    private record Collector(TLCState given, Consumer<TLCState> found) implements INextStateFunctor {
        @Override
        public Object addElement(TLCState from, Action action, TLCState to) {
            for (OpDeclNode variable : TLCState.vars) {
                IValue value = given.lookup(variable.getName());
                IValue own = to.lookup(variable.getName());
                if (value != null && value != own && !value.equals(own)) {
                    throw new IllegalStateException(variable.getName() + " was given and has become another");
                }
            }
            found.accept(to.copy());
            return null;
        }

        @Override
        public Object addElement(TLCState state) {
            throw new IllegalStateException("an initial state among next states");
        }
    }

    @Override
    protected TLCState getNextStates(Action action, SemanticNode pred, ActionItemList acts, Context c, TLCState s0,
            TLCState s1, INextStateFunctor nss, CostModel cm) {
        if (recording == null) {
            return getNextStatesImpl(action, pred, acts, c, s0, s1, nss, cm);
        }
        int mark = recording.mark();
        recording.enter(pred);
        TLCState result = getNextStatesImpl(action, pred, acts, c, s0, s1, nss, cm);
        recording.cut(mark);
        return result;
    }

    @Override
    protected TLCState getNextStatesAppl(Action action, OpApplNode pred, ActionItemList acts, Context c, TLCState s0,
            TLCState s1, INextStateFunctor nss, CostModel cm) {
        return getNextStatesApplImpl(action, pred, acts, c, s0, s1, nss, cm);
    }

    @Override
    protected TLCState processUnchanged(Action action, SemanticNode expr, ActionItemList acts, Context c, TLCState s0,
            TLCState s1, INextStateFunctor nss, CostModel cm) {
        OpApplNode[] list = unchanged(expr);
        if (list.length > 0) {
            return unchanged(list, action, acts, s0, s1, nss, cm);
        }
        SymbolNode variable = getVar(expr, c, false, toolId);
        IValue after = variable == null ? null : s1.lookup(variable.getName());
        if (after == null) {
            return processUnchangedImpl(action, expr, acts, c, s0, s1, nss, cm);
        } else if (differ(s0.lookup(variable.getName()), after)) {
            return s1;
        }
        s1.unbind(variable.getName());
        TLCState result = processUnchangedImpl(action, expr, acts, c, s0, s1, nss, cm);
        s1.bind(variable.getName(), after);
        // Perhaps another state, with which TLC tries the other ways through the action.
        result.bind(variable.getName(), after);
        return result;
    }

    /** All variables at once, without a list of conjuncts that is built up only to be taken down again. */
    private TLCState unchanged(OpApplNode[] variables, Action action, ActionItemList acts, TLCState s0, TLCState s1,
            INextStateFunctor nss, CostModel cm) {
        for (OpApplNode variable : variables) {
            UniqueString name = variable.getOperator().getName();
            IValue after = s1.lookup(name);
            if (after != null && differ(s0.lookup(name), after)) {
                return s1;
            }
        }
        // With the last one TLC goes on as with any; those that have their value already need nothing.
        int last = variables.length - 1;
        IValue[] given = new IValue[last + 1];
        boolean[] bound = new boolean[last + 1];
        for (int i = 0; i <= last; i++) {
            UniqueString name = variables[i].getOperator().getName();
            given[i] = s1.lookup(name);
            bound[i] = i == last || given[i] != s0.lookup(name);
            if (bound[i]) {
                s1.bind(name, i == last ? null : s0.lookup(name));
            }
        }
        TLCState result = processUnchangedImpl(action, variables[last], acts, Context.Empty, s0, s1, nss, cm);
        for (int i = last; i >= 0; i--) {
            if (bound[i]) {
                s1.bind(variables[i].getOperator().getName(), given[i]);
                result.bind(variables[i].getOperator().getName(), given[i]);
            }
        }
        return result;
    }

    /** TLC compares a value even with itself, and prints a warning where two differ. */
    private static boolean differ(IValue before, IValue after) {
        return before != after && !before.equals(after);
    }

    /** The variables that an expression under UNCHANGED lists; none where it is not a plain list of them. */
    private OpApplNode[] unchanged(SemanticNode expr) {
        OpApplNode[] known = lists.get(expr);
        if (known == null) {
            List<OpApplNode> found = new ArrayList<>();
            boolean plain = !substitutes && expr instanceof OpApplNode appl && collect(appl, found);
            known = plain ? found.toArray(OpApplNode[]::new) : new OpApplNode[0];
            lists.put(expr, known);
        }
        return known;
    }

    private boolean collect(OpApplNode expr, List<OpApplNode> found) {
        SymbolNode operator = expr.getOperator();
        if (BuiltInOPs.getOpCode(operator.getName()) == ToolGlobals.OPCODE_tup) {
            return Arrays.stream(expr.getArgs()).allMatch(a -> a instanceof OpApplNode appl && collect(appl, found));
        } else if (operator.getKind() == ASTConstants.VariableDeclKind) {
            found.add(expr);
            return true;
        }
        // What a parameter stands for is not the same each time.
        return operator instanceof OpDefNode
                && expr.getArgs().length == 0
                && meaning(operator, Context.Empty) instanceof OpDefNode definition
                && definition.getBody() instanceof OpApplNode body
                && collect(body, found);
    }

    @Override
    public Value eval(SemanticNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        if (!loaded && getSpecProcessor() != null) {
            // TLC goes through the sets that Next quantifies over to split it into actions, however large they are, and
            // leaves it whole where it fails. The replay walks Next itself.
            throw new IllegalStateException("Next is not split into actions");
        }
        if (recording == null) {
            return evalImpl(expr, c, s0, s1, control, cm);
        }
        int mark = recording.mark();
        recording.enter(expr);
        Value value = evalImpl(expr, c, s0, s1, control, cm);
        if (recording.isWitness(expr) && value instanceof BoolValue truth && !truth.val) {
            recording.cut(mark);
        }
        return value;
    }

    @Override
    protected Value evalAppl(OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        if (recording != null) {
            return recorded(expr, c, s0, s1, control, cm);
        }
        return apply(expr, c, s0, s1, control, cm);
    }

    private Value apply(OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        if (watched != null && !toldApart && watched.contains(expr)) {
            if (lookup(expr.getOperator(), c, false) instanceof OpValue operator) {
                return applied(operator, expr, c, s0, s1, control, cm);
            }
            look(expr, c, s0, s1, control, cm);
        }
        if (BuiltInOPs.getOpCode(expr.getOperator().getName()) == ToolGlobals.OPCODE_cup) {
            return union(expr, c, s0, s1, control, cm);
        }
        return evalApplImpl(expr, c, s0, s1, control, cm);
    }

    private Value recorded(OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        if (recording.isDisjunction(expr)) {
            return disjunction(expr, c, s0, s1, control, cm);
        }
        int mark = recording.mark();
        LazyValue lazy = expr.getArgs().length == 0 && meaning(expr.getOperator(), c) instanceof LazyValue l ? l : null;
        boolean known = lazy != null && lazy.getValue() != null;
        Value value = apply(expr, c, s0, s1, control, cm);
        if (known && recording.mark() == mark) {
            recording.use(lazy);
        } else if (lazy != null && lazy.getValue() != null) {
            recording.keep(lazy, mark);
        }
        return value;
    }

    /** Every alternative that is true is taken, not only the first. */
    private Value disjunction(OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        boolean any = false;
        for (ExprOrOpArgNode alternative : expr.getArgs()) {
            int mark = recording.mark();
            try {
                boolean holds = eval(alternative, c, s0, s1, control, cm) instanceof BoolValue truth && truth.val;
                if (!holds) {
                    recording.cut(mark);
                }
                any |= holds;
            } catch (RuntimeException | StackOverflowError e) {
                // TLC would not have looked at it.
                if (!any) {
                    throw e;
                }
                recording.cut(mark);
            }
        }
        return any ? BoolValue.ValTrue : BoolValue.ValFalse;
    }

    /** As TLC's, but that a set with structural sharing takes up a small one, whichever of them stands on the left. */
    private Value union(OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        Value left = eval(expr.getArgs()[0], c, s0, s1, control, cm);
        Value right = eval(expr.getArgs()[1], c, s0, s1, control, cm);
        if (right instanceof LargeSetValue large && left instanceof SetEnumValue) {
            return large.cup(left);
        } else if (left instanceof Reducible set) {
            return set.cup(right);
        } else if (right instanceof Reducible set) {
            return set.cup(left);
        }
        return new SetCupValue(left, right, cm);
    }

    /**
     * From now on notes whether certain expressions, applications of CHOOSE or of operators on sequences, are evaluated
     * in a way in which strings are not all alike: a choice among values that speak of some, or a string as a sequence.
     *
     * @param sites   the expressions; null for none
     * @param telling whether a value speaks of strings that are to be alike
     */
    public void watch(Set<OpApplNode> sites, Predicate<Value> telling) {
        watched = sites == null || sites.isEmpty() ? null : sites;
        tellsApart = telling;
        toldApart = false;
    }

    /** Whether one of the expressions has been evaluated in such a way since {@link #watch}. */
    public boolean toldApart() {
        return toldApart;
    }

    /** Whether CHOOSE has something to choose from that tells strings apart. */
    private void look(OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        looks++;
        try {
            // The set is evaluated twice, and so what stands inside of it: not too often.
            if (looks > MAX_LOOKS || expr.getBdedQuantBounds() == null || expr.getBdedQuantBounds().length == 0
                    || tellsApart.test(eval(expr.getBdedQuantBounds()[0], c, s0, s1, control, cm))) {
                toldApart = true;
            }
        } catch (RuntimeException | StackOverflowError e) {
            // It will fail again where it is evaluated for its value; unless it is not needed there.
            toldApart = true;
        } finally {
            looks--;
        }
    }

    /** An operator on sequences applied, which must not be applied to a string. */
    private Value applied(OpValue operator, OpApplNode expr, Context c, TLCState s0, TLCState s1, int control, CostModel cm) {
        Value[] args = new Value[expr.getArgs().length];
        for (int i = 0; i < args.length; i++) {
            args[i] = eval(expr.getArgs()[i], c, s0, s1, control, cm);
            // What is appended is no sequence.
            if (args[i] instanceof StringValue && !(i == 1 && expr.getOperator().getName() == APPEND)) {
                toldApart = true;
            }
        }
        return operator.apply(args, control);
    }

    @Override
    protected Value setSource(SemanticNode expr, Value value) {
        return value;
    }

    @Override
    public TLCState enabled(
            SemanticNode pred, IActionItemList acts, Context c, TLCState s0, TLCState s1, CostModel cm) {
        return enabledImpl(pred, (ActionItemList) acts, c, s0, s1, cm);
    }

    @Override
    protected TLCState enabledAppl(
            OpApplNode pred, ActionItemList acts, Context c, TLCState s0, TLCState s1, CostModel cm) {
        return enabledApplImpl(pred, acts, c, s0, s1, cm);
    }

    @Override
    protected TLCState enabledUnchanged(
            SemanticNode expr, ActionItemList acts, Context c, TLCState s0, TLCState s1, CostModel cm) {
        return enabledUnchangedImpl(expr, acts, c, s0, s1, cm);
    }
}
