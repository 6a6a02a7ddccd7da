package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Condition;
import dev.synod.replay.engine.NextRelation.Conjunction;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import dev.synod.replay.engine.NextRelation.Substitution;
import java.util.ArrayList;
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
 * Whether a specification consists of parts that have nothing to do with each other, one for each value of an argument
 * that all its actions have. It does if each action with the value k reads of each variable v nothing but {@code v[k]} and
 * changes nothing but that, and if there is one initial state. Then a trace is a behaviour if and only if, for each k, the
 * events with that value are one: no step of one part is possible or impossible on account of another, so the parts'
 * behaviours can be shuffled in the order of the trace, each hidden step right before the event that it precedes.
 *
 * <p>It is read off the text, conservatively: a variable may stand nowhere but in {@code v[k]},
 * {@code v' = [v EXCEPT ![k]... = e]}, {@code v' = v} and {@code UNCHANGED v}, the three latter only where they are
 * asserted.
 */
final class Separability {
    private final SpecEngine engine;
    private final String argument;
    private final SourceText source;
    private final Dependencies dependencies;
    /** The quantified identifier of the disjunct that is looked at, and the parameters that stand for it. */
    private List<FormalParamNode> keys = List.of();
    private List<OpDefNode> open = List.of();

    private Separability(SpecEngine engine, String argument) {
        this.engine = engine;
        this.argument = argument;
        this.source = new SourceText(engine.folders());
        this.dependencies = new Dependencies(engine.tool(), List.copyOf(engine.variables().values()));
    }

    /** @throws SpecException if it does not, or if that cannot be read off the text; says where */
    static void check(SpecEngine engine, Iterable<Plan> plans, String argument) {
        Separability separability = new Separability(engine, argument);
        if (engine.initial().size() > 1) {
            throw separability.inseparable("has " + engine.initial().size() + " initial states");
        }
        plans.forEach(separability::check);
    }

    private SpecException inseparable(String why) {
        return new SpecException("the events cannot be looked at apart by their argument " + argument + ": "
                + engine.moduleName() + " " + why + ". Replay the trace as a whole (without --by)");
    }

    private SpecException inseparable(SemanticNode where, String why) {
        return inseparable("has " + source.text(where) + " at " + source.location(where) + ", " + why);
    }

    private void check(Plan plan) {
        String name = plan.disjunct().name();
        FormalParamNode key = key(plan, null);
        for (String other : plan.disjunct().names()) {
            if (key(plan, other) != key) {
                throw inseparable("has the action " + other + " with another argument of that name around it");
            }
        }
        if (engine.unsteady(plan) != null) {
            throw inseparable("has the action " + name + " with " + engine.unsteady(plan)
                    + ", whose value is not the same each time");
        }
        keys = List.of();
        open = List.of();
        for (Node node : plan.disjunct().path()) {
            if (node instanceof Exists exists) {
                if (List.of(exists.ids()).contains(key)) {
                    if (exists.tuple() || !dependencies.of(exists.bound()).isEmpty()) {
                        throw inseparable(exists.bound(), "a set of values for " + argument + " that is not constant");
                    }
                    keys = with(keys, key);
                } else {
                    expression(exists.bound());
                }
            } else if (node instanceof Call call) {
                enter(call.operator(), call.args());
            } else if (node instanceof Condition condition) {
                expression(condition.expression());
            } else if (node instanceof Conjunction conjunction) {
                conjunction.before().forEach(this::action);
                conjunction.after().forEach(this::action);
            } else if (node instanceof Substitution) {
                throw inseparable("has the action " + name + " in an INSTANCE, which is not looked into");
            }
        }
        action(plan.disjunct().body());
    }

    /** The identifier of a quantifier to which the argument of an event of that name goes. */
    private FormalParamNode key(Plan plan, String action) {
        if (plan.target(action, argument) instanceof Plan.Identifier identifier) {
            return identifier.id();
        }
        throw inseparable("has the action " + plan.disjunct().name() + ", in which no quantifier ranges over the values of "
                + argument);
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
            if (isKey(args[i])) {
                inside = with(inside, operator.getParams()[i]);
            } else {
                expression(args[i]);
                FormalParamNode other = operator.getParams()[i];
                inside = inside.stream().filter(k -> k != other).toList();
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
    private OpDefNode definition(OpApplNode appl) {
        return engine.tool().meaning(appl.getOperator(), Context.Empty) instanceof OpDefNode operator
                && operator.getBody() != null && BuiltInOPs.getOpCode(operator.getName()) == 0 ? operator : null;
    }

    /** Goes on inside of a definition, and comes back. */
    private void inside(OpApplNode appl, OpDefNode operator, Runnable look) {
        if (open.contains(operator) || operator.getInRecursive()) {
            if (!dependencies.of(appl).isEmpty()) {
                throw inseparable(appl, "which is recursive and is not looked into");
            }
            return;
        }
        List<FormalParamNode> keysBefore = keys;
        List<OpDefNode> openBefore = open;
        enter(operator, appl.getArgs());
        look.run();
        keys = keysBefore;
        open = openBefore;
    }

    // -- what is asserted --------------------------------------------------------------------------------------------

    private void action(SemanticNode node) {
        if (!(node instanceof LevelNode leveled) || leveled.getLevel() != NextRelation.ACTION_LEVEL) {
            expression(node);
        } else if (node instanceof LetInNode let) {
            action(let.getBody());
        } else if (node instanceof LabelNode label) {
            action(label.getBody());
        } else if (node instanceof OpApplNode appl) {
            actionApplication(appl);
        } else {
            expression(node);
        }
    }

    private void actionApplication(OpApplNode appl) {
        ExprOrOpArgNode[] args = appl.getArgs();
        switch (opcode(appl)) {
            case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land, ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
                for (ExprOrOpArgNode arg : args) {
                    action(arg);
                }
            }
            case ToolGlobals.OPCODE_be -> {
                bounds(appl);
                action(args[0]);
            }
            case ToolGlobals.OPCODE_ite -> {
                expression(args[0]);
                action(args[1]);
                action(args[2]);
            }
            case ToolGlobals.OPCODE_case -> {
                for (ExprOrOpArgNode arg : args) {
                    ExprOrOpArgNode[] pair = ((OpApplNode) arg).getArgs();
                    // OTHER has no condition.
                    if (pair[0] != null) {
                        expression(pair[0]);
                    }
                    action(pair[1]);
                }
            }
            case ToolGlobals.OPCODE_unchanged -> unchanged(args[0]);
            case ToolGlobals.OPCODE_eq -> {
                OpDeclNode changed = args[0] instanceof OpApplNode left && opcode(left) == ToolGlobals.OPCODE_prime
                        ? variable(left.getArgs()[0]) : null;
                if (changed == null) {
                    expression(appl);
                } else {
                    change(changed, args[1]);
                }
            }
            case 0 -> {
                OpDefNode operator = definition(appl);
                if (operator == null) {
                    expression(appl);
                } else {
                    inside(appl, operator, () -> action(operator.getBody()));
                }
            }
            default -> expression(appl);
        }
    }

    private void unchanged(SemanticNode node) {
        if (variable(node) != null || !(node instanceof OpApplNode appl)) {
            return;
        }
        OpDefNode operator = opcode(appl) == 0 && appl.getArgs().length == 0 ? definition(appl) : null;
        if (operator != null) {
            unchanged(operator.getBody());
        } else if (opcode(appl) == ToolGlobals.OPCODE_tup) {
            for (ExprOrOpArgNode arg : appl.getArgs()) {
                unchanged(arg);
            }
        } else {
            expression(appl);
        }
    }

    /** What a variable becomes: itself, or itself with another value at the key. */
    private void change(OpDeclNode variable, SemanticNode value) {
        if (variable(value) == variable) {
            return;
        }
        if (value instanceof OpApplNode appl && opcode(appl) == ToolGlobals.OPCODE_ite) {
            expression(appl.getArgs()[0]);
            change(variable, appl.getArgs()[1]);
            change(variable, appl.getArgs()[2]);
            return;
        }
        if (!(value instanceof OpApplNode appl) || opcode(appl) != ToolGlobals.OPCODE_exc
                || variable(appl.getArgs()[0]) != variable) {
            throw inseparable(value, "which is not " + variable.getName() + " with another value at " + argument);
        }
        for (int i = 1; i < appl.getArgs().length; i++) {
            ExprOrOpArgNode[] pair = ((OpApplNode) appl.getArgs()[i]).getArgs();
            ExprOrOpArgNode[] path = ((OpApplNode) pair[0]).getArgs();
            if (!isKey(path[0])) {
                throw inseparable(value, "which changes " + variable.getName() + " elsewhere than at " + argument);
            }
            for (int j = 1; j < path.length; j++) {
                expression(path[j]);
            }
            expression(pair[1]);
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
            if (!dependencies.of(node).isEmpty()) {
                throw inseparable(node, "which speaks of variables and is not looked into");
            }
        } else {
            throw inseparable(node, "which is not looked into");
        }
    }

    private void application(OpApplNode appl) {
        ExprOrOpArgNode[] args = appl.getArgs();
        int opcode = opcode(appl);
        if (Set.of(ToolGlobals.OPCODE_prime, ToolGlobals.OPCODE_unchanged, ToolGlobals.OPCODE_enabled,
                ToolGlobals.OPCODE_cdot).contains(opcode)) {
            throw inseparable(appl, "where the next state is more than the value of a variable");
        }
        if (variable(appl) != null) {
            throw inseparable("uses " + source.text(appl) + " as a whole at " + source.location(appl)
                    + ", not only its value at " + argument);
        }
        if (opcode == ToolGlobals.OPCODE_fa && variable(args[0]) != null) {
            if (!isKey(args[1])) {
                throw inseparable(appl, "which is not its value at " + argument);
            }
            return;
        }
        if (opcode == 0) {
            OpDefNode operator = definition(appl);
            if (operator != null) {
                inside(appl, operator, () -> expression(operator.getBody()));
                return;
            }
        }
        for (ExprOrOpArgNode arg : args) {
            expression(arg);
        }
        bounds(appl);
    }
}
