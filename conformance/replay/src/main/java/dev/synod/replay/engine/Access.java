package dev.synod.replay.engine;

import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Condition;
import dev.synod.replay.engine.NextRelation.Conjunction;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import dev.synod.replay.engine.NextRelation.Substitution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.DecimalNode;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;

/**
 * How a disjunct of the next-state relation accesses the variables, read off its text: which it reads or changes at one
 * key only, the value of one of its quantified identifiers; which it asks for an element; to which it adds elements. All
 * that is not understood is told as such, so that nothing is left out.
 *
 * <p>A formula is <i>asserted</i> if a step of the disjunct makes it true: it stands below nothing but conjunctions,
 * disjunctions, existential quantifiers, and arms of IF and CASE. Only there a variable may change.
 */
final class Access {

    /** What is found. */
    interface Listener {
        /** {@code v[k]} is read. */
        void readsOwn(OpDeclNode variable);

        /**
         * It is asserted that something is an element of the variable's value; so it stays true if that grows.
         *
         * @param quantifier that on the way to the disjunct which ranges over such elements, or null
         */
        void asks(OpDeclNode variable, SemanticNode where, Exists quantifier);

        /** The variable is read in another way. */
        void reads(OpDeclNode variable, SemanticNode where);

        /** {@code v' = [v EXCEPT ![k] = e]}. */
        void changesOwn(OpDeclNode variable);

        /** {@code v' = v \cup e}. */
        void grows(OpDeclNode variable, SemanticNode where);

        /** {@code v'} is another value. */
        void changes(OpDeclNode variable, SemanticNode where, String why);

        /** Another conjunct says what {@code v'} is, too: together they say something of {@code v}. */
        void repeats(OpDeclNode variable, SemanticNode where);

        /** Something that is not looked into, with the positions of all variables of which it may speak. */
        void opaque(SemanticNode where, BitSet variables, String why);
    }

    private final SpecEngine engine;
    private final Dependencies dependencies;
    private final Listener listener;
    /** The quantified identifier that is the key, and the parameters that stand for it. */
    private List<FormalParamNode> keys = List.of();
    private List<OpDefNode> open = List.of();
    /** The quantifier on the way to the disjunct whose set is looked at, or null. */
    private Exists quantifier;
    /** The variables whose next value was said before, on the way through the conjunctions. */
    private Set<OpDeclNode> said = new HashSet<>();

    private Access(SpecEngine engine, Dependencies dependencies, Listener listener) {
        this.engine = engine;
        this.dependencies = dependencies;
        this.listener = listener;
    }

    /**
     * Tells all of a disjunct.
     *
     * @param key an identifier of a quantifier on the way to it; null for none, and then no access is to a part
     */
    static void tell(SpecEngine engine, Dependencies dependencies, Plan plan, FormalParamNode key, Listener listener) {
        new Access(engine, dependencies, listener).plan(plan, key);
    }

    /**
     * The identifier of a quantifier to which an argument goes, by whatever name of the disjunct an event calls it; null
     * if there is none, or not always the same.
     */
    static FormalParamNode key(Plan plan, String argument) {
        FormalParamNode key = null;
        for (String name : plan.names()) {
            if (!(plan.target(name, argument) instanceof Plan.Identifier identifier)
                    || key != null && key != identifier.id()) {
                return null;
            }
            key = identifier.id();
        }
        return key;
    }

    private void plan(Plan plan, FormalParamNode key) {
        if (plan.disjunct().path().stream().anyMatch(Substitution.class::isInstance)) {
            listener.opaque(plan.disjunct().body(), all(), "which is in an INSTANCE");
            return;
        }
        for (Node node : plan.disjunct().path()) {
            if (node instanceof Exists exists) {
                quantifier = exists;
                elements(exists.bound());
                quantifier = null;
                if (Arrays.asList(exists.ids()).contains(key)) {
                    keys = with(keys, key);
                }
            } else if (node instanceof Call call) {
                enter(call.operator(), call.args());
            } else if (node instanceof Condition condition) {
                expression(condition.expression());
            } else if (node instanceof Conjunction conjunction) {
                conjunction.before().forEach(this::asserted);
                conjunction.after().forEach(this::asserted);
            }
        }
        asserted(plan.disjunct().body());
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    /** Looks at the arguments of an operator, and goes on inside of it. */
    private void enter(OpDefNode operator, ExprOrOpArgNode[] args) {
        List<FormalParamNode> inside = keys;
        for (int i = 0; i < args.length; i++) {
            FormalParamNode parameter = operator.getParams()[i];
            inside = inside.stream().filter(k -> k != parameter).toList();
            if (isKey(args[i])) {
                inside = with(inside, parameter);
            } else {
                expression(args[i]);
            }
        }
        keys = inside;
        open = with(open, operator);
    }

    private boolean isKey(SemanticNode node) {
        return node instanceof OpApplNode appl && appl.getArgs().length == 0
                && appl.getOperator() instanceof FormalParamNode formal && keys.contains(formal);
    }

    private OpDeclNode variable(SemanticNode node) {
        return node instanceof OpApplNode appl && appl.getArgs().length == 0
                && appl.getOperator() instanceof OpDeclNode declared
                && engine.variables().get(declared.getName().toString()) == declared ? declared : null;
    }

    private static int opcode(OpApplNode appl) {
        return BuiltInOPs.getOpCode(appl.getOperator().getName());
    }

    /** The definition that is evaluated for an application, or null. */
    private OpDefNode definition(SemanticNode node) {
        return node instanceof OpApplNode appl && opcode(appl) == 0
                && engine.tool().meaning(appl.getOperator(), Context.Empty) instanceof OpDefNode operator
                && operator.getBody() != null && BuiltInOPs.getOpCode(operator.getName()) == 0 ? operator : null;
    }

    /** Goes on inside of a definition, and comes back. Not for one that is recursive. */
    private void inside(SemanticNode node, OpDefNode operator, Runnable look) {
        if (isRecursive(operator)) {
            opaque(node, "which is recursive");
            return;
        }
        List<FormalParamNode> keysBefore = keys;
        List<OpDefNode> openBefore = open;
        enter(operator, ((OpApplNode) node).getArgs());
        look.run();
        keys = keysBefore;
        open = openBefore;
    }

    /** Tells of something that is not looked into, if it speaks of variables. */
    private void opaque(SemanticNode node, String why) {
        BitSet variables = spokenOf(node);
        if (!variables.isEmpty()) {
            listener.opaque(node, variables, why);
        }
    }

    /**
     * The variables that something may read or change. What is handed to a parameter counts as read where it is handed over;
     * but in an action a parameter that is a variable may be primed.
     */
    private BitSet spokenOf(SemanticNode node) {
        boolean mayChange = node instanceof LevelNode leveled && leveled.getLevel() >= NextRelation.ACTION_LEVEL;
        return mayChange && (!(node instanceof OpApplNode) || hasParameter(node, new HashSet<>())) ? all()
                : dependencies.of(node);
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(0, engine.variables().size());
        return all;
    }

    private boolean hasParameter(SemanticNode node, Set<OpDefNode> seen) {
        if (node instanceof OpApplNode appl) {
            OpDefNode operator = definition(appl);
            if (appl.getOperator() instanceof FormalParamNode formal && !keys.contains(formal)
                    || operator != null && seen.add(operator) && hasParameter(operator.getBody(), seen)) {
                return true;
            }
        } else if (node instanceof OpArgNode || node instanceof SubstInNode) {
            return true;
        }
        return node.getChildren() != null
                && Arrays.stream(node.getChildren()).anyMatch(child -> child != null && hasParameter(child, seen));
    }

    private boolean isRecursive(OpDefNode operator) {
        return open.contains(operator) || operator.getInRecursive();
    }

    // -- what is asserted --------------------------------------------------------------------------------------------

    private void asserted(SemanticNode node) {
        if (node instanceof LetInNode let) {
            asserted(let.getBody());
        } else if (node instanceof LabelNode label) {
            asserted(label.getBody());
        } else if (node instanceof OpApplNode appl) {
            assertedApplication(appl);
        } else {
            expression(node);
        }
    }

    private void assertedApplication(OpApplNode appl) {
        ExprOrOpArgNode[] args = appl.getArgs();
        switch (opcode(appl)) {
            case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                for (ExprOrOpArgNode arg : args) {
                    asserted(arg);
                }
            }
            case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> arms(List.of(args));
            case ToolGlobals.OPCODE_be -> {
                for (ExprNode bound : appl.getBdedQuantBounds()) {
                    elements(bound);
                }
                asserted(args[0]);
            }
            case ToolGlobals.OPCODE_bf -> {
                if (appl.getLevel() == NextRelation.ACTION_LEVEL) {
                    expression(appl);
                } else {
                    bounds(appl);
                    asserted(args[0]);
                }
            }
            case ToolGlobals.OPCODE_ite -> {
                expression(args[0]);
                arms(List.of(args[1], args[2]));
            }
            case ToolGlobals.OPCODE_case -> {
                List<ExprOrOpArgNode> arms = new ArrayList<>();
                for (ExprOrOpArgNode arg : args) {
                    ExprOrOpArgNode[] pair = ((OpApplNode) arg).getArgs();
                    // OTHER has no condition.
                    expression(pair[0]);
                    arms.add(pair[1]);
                }
                arms(arms);
            }
            case ToolGlobals.OPCODE_unchanged -> unchanged(args[0]);
            case ToolGlobals.OPCODE_in -> {
                expression(args[0]);
                elements(args[1]);
            }
            case ToolGlobals.OPCODE_eq -> {
                OpDeclNode changed = args[0] instanceof OpApplNode left && opcode(left) == ToolGlobals.OPCODE_prime
                        ? variable(left.getArgs()[0]) : null;
                if (changed == null) {
                    expression(appl);
                } else {
                    say(changed, appl);
                    change(changed, args[1]);
                }
            }
            case 0 -> {
                OpDefNode operator = definition(appl);
                if (operator == null) {
                    expression(appl);
                } else {
                    inside(appl, operator, () -> asserted(operator.getBody()));
                }
            }
            default -> expression(appl);
        }
    }

    /** Of some formulas one is asserted. */
    private void arms(List<ExprOrOpArgNode> arms) {
        Set<OpDeclNode> before = said;
        Set<OpDeclNode> after = new HashSet<>();
        for (ExprOrOpArgNode arm : arms) {
            said = new HashSet<>(before);
            asserted(arm);
            after.addAll(said);
        }
        said = after;
    }

    private void say(OpDeclNode variable, SemanticNode where) {
        if (!said.add(variable)) {
            listener.repeats(variable, where);
        }
    }

    private void unchanged(SemanticNode node) {
        OpDeclNode variable = variable(node);
        OpDefNode operator = node instanceof OpApplNode appl && appl.getArgs().length == 0 ? definition(node) : null;
        if (variable != null) {
            say(variable, node);
        } else if (operator != null) {
            unchanged(operator.getBody());
        } else if (node instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_tup) {
            for (ExprOrOpArgNode arg : appl.getArgs()) {
                unchanged(arg);
            }
        } else {
            opaque(node, "which is no variable that stays as it is");
        }
    }

    /** What a variable becomes. */
    private void change(OpDeclNode variable, SemanticNode value) {
        OpDefNode operator = definition(value);
        if (variable(value) == variable) {
            return;
        } else if (value instanceof LetInNode let) {
            change(variable, let.getBody());
        } else if (value instanceof LabelNode label) {
            change(variable, label.getBody());
        } else if (operator != null && !isRecursive(operator)) {
            inside(value, operator, () -> change(variable, operator.getBody()));
        } else if (value instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_ite) {
            expression(appl.getArgs()[0]);
            change(variable, appl.getArgs()[1]);
            change(variable, appl.getArgs()[2]);
        } else if (isUnionWith(variable, value)) {
            listener.grows(variable, value);
            added(variable, value);
        } else if (value instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_exc
                && variable(appl.getArgs()[0]) == variable) {
            except(variable, appl);
        } else {
            listener.changes(variable, value, "which is not " + variable.getName() + " with another value at "
                    + (keys.isEmpty() ? "a key" : keys.get(0).getName()));
            expression(value);
        }
    }

    private void except(OpDeclNode variable, OpApplNode value) {
        boolean own = true;
        for (int i = 1; i < value.getArgs().length; i++) {
            ExprOrOpArgNode[] pair = ((OpApplNode) value.getArgs()[i]).getArgs();
            ExprOrOpArgNode[] path = ((OpApplNode) pair[0]).getArgs();
            own &= isKey(path[0]);
            for (ExprOrOpArgNode at : path) {
                expression(at);
            }
            expression(pair[1]);
        }
        if (own) {
            // Other values than the one at the key are handed on, not read; @ is that one.
            listener.readsOwn(variable);
            listener.changesOwn(variable);
        } else {
            listener.changes(variable, value, "which changes " + variable.getName() + " elsewhere than at "
                    + (keys.isEmpty() ? "a key" : keys.get(0).getName()));
        }
    }

    private boolean isUnionWith(OpDeclNode variable, SemanticNode value) {
        return value instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_cup
                && Arrays.stream(appl.getArgs()).anyMatch(a -> variable(a) == variable || isUnionWith(variable, a));
    }

    private void added(OpDeclNode variable, SemanticNode union) {
        for (ExprOrOpArgNode arg : ((OpApplNode) union).getArgs()) {
            if (isUnionWith(variable, arg)) {
                added(variable, arg);
            } else if (variable(arg) != variable) {
                expression(arg);
            }
        }
    }

    /** A set of which it is asserted that something is in it. */
    private void elements(SemanticNode set) {
        OpDeclNode variable = variable(set);
        OpDefNode operator = definition(set);
        if (variable != null) {
            listener.asks(variable, set, quantifier);
        } else if (operator != null) {
            inside(set, operator, () -> elements(operator.getBody()));
        } else if (set instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_cup) {
            elements(appl.getArgs()[0]);
            elements(appl.getArgs()[1]);
        } else if (set instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_sso) {
            elements(appl.getBdedQuantBounds()[0]);
            expression(appl.getArgs()[0]);
        } else {
            expression(set);
        }
    }

    // -- what is evaluated -------------------------------------------------------------------------------------------

    private void bounds(OpApplNode appl) {
        if (appl.getBdedQuantBounds() != null) {
            for (ExprNode bound : appl.getBdedQuantBounds()) {
                expression(bound);
            }
        }
    }

    private void expression(SemanticNode node) {
        if (node == null || node instanceof NumeralNode || node instanceof StringNode || node instanceof DecimalNode
                || node instanceof AtNode) {
            return;
        }
        if (node instanceof LetInNode let) {
            expression(let.getBody());
        } else if (node instanceof LabelNode label) {
            expression(label.getBody());
        } else if (node instanceof OpApplNode appl) {
            application(appl);
        } else if (node instanceof OpArgNode || node instanceof SubstInNode) {
            opaque(node, "which speaks of variables");
        } else {
            listener.opaque(node, all(), "which is not known");
        }
    }

    private void application(OpApplNode appl) {
        ExprOrOpArgNode[] args = appl.getArgs();
        int opcode = opcode(appl);
        OpDeclNode variable = variable(appl);
        OpDefNode operator = definition(appl);
        if (Set.of(ToolGlobals.OPCODE_prime, ToolGlobals.OPCODE_unchanged, ToolGlobals.OPCODE_enabled,
                ToolGlobals.OPCODE_cdot).contains(opcode)) {
            listener.opaque(appl, spokenOf(appl), "where the next state is more than the value of a variable");
        } else if (variable != null) {
            listener.reads(variable, appl);
        } else if (opcode == ToolGlobals.OPCODE_fa && variable(args[0]) != null) {
            if (isKey(args[1])) {
                listener.readsOwn(variable(args[0]));
            } else {
                listener.reads(variable(args[0]), appl);
                expression(args[1]);
            }
        } else if (operator != null) {
            inside(appl, operator, () -> expression(operator.getBody()));
        } else if (args.length > 0 && appl.getOperator() instanceof FormalParamNode) {
            opaque(appl, "whose operator is not known");
            for (ExprOrOpArgNode arg : args) {
                expression(arg);
            }
        } else {
            for (ExprOrOpArgNode arg : args) {
                expression(arg);
            }
            bounds(appl);
        }
    }
}
