package dev.synod.replay.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.DecimalNode;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;

/**
 * Which variables an expression speaks of, found in its text: its value in a state, or the steps that it allows, depends
 * on these alone. Never too few: whatever is not understood counts as speaking of all.
 */
final class Dependencies {
    private final ReplayTool tool;
    private final Map<SymbolNode, Integer> positions = new IdentityHashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final int count;

    /** @param variables all variables, in the order in which a state has them */
    Dependencies(ReplayTool tool, List<OpDeclNode> variables) {
        this.tool = tool;
        this.count = variables.size();
        for (OpDeclNode variable : variables) {
            byName.put(variable.getName().toString(), positions.size());
            positions.put(variable, positions.size());
        }
    }

    /**
     * What a conjunction of an action says of the variables.
     *
     * @param speaksOf  those of which it says anything but that they stay as they are
     * @param unchanged those that it leaves as they are
     */
    record Action(BitSet speaksOf, BitSet unchanged) {}

    /** What an action's body says. */
    Action action(SemanticNode body) {
        Action action = new Action(new BitSet(), new BitSet());
        conjunct(body, action);
        return action;
    }

    private void conjunct(SemanticNode node, Action action) {
        if (node instanceof OpApplNode appl) {
            int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
            if (opcode == ToolGlobals.OPCODE_cl || opcode == ToolGlobals.OPCODE_land) {
                for (ExprOrOpArgNode arg : appl.getArgs()) {
                    conjunct(arg, action);
                }
                return;
            }
            BitSet kept = new BitSet();
            if (opcode == ToolGlobals.OPCODE_unchanged && variables(appl.getArgs()[0], kept)) {
                action.unchanged().or(kept);
                return;
            }
        }
        collect(node, action.speaksOf(), new HashSet<>(), new HashSet<>());
    }

    /** Whether the expression is nothing but a variable, or a tuple of such, by whatever name. */
    private boolean variables(SemanticNode node, BitSet found) {
        if (!(node instanceof OpApplNode appl)) {
            return false;
        }
        if (BuiltInOPs.getOpCode(appl.getOperator().getName()) == ToolGlobals.OPCODE_tup) {
            for (ExprOrOpArgNode arg : appl.getArgs()) {
                if (!variables(arg, found)) {
                    return false;
                }
            }
            return true;
        }
        if (appl.getArgs().length > 0) {
            return false;
        }
        Integer position = positions.get(appl.getOperator());
        if (position != null) {
            found.set(position);
            return true;
        }
        return tool.meaning(appl.getOperator(), Context.Empty) instanceof OpDefNode operator
                && operator.getBody() != null
                && BuiltInOPs.getOpCode(operator.getName()) == 0
                && variables(operator.getBody(), found);
    }

    /**
     * The first conjuncts of an action's body, up to one that speaks of a variable: if one of them is false, the body is
     * false in every state. Later ones do not count, since one before them might not have a value at all.
     */
    List<SemanticNode> constantGuards(SemanticNode body) {
        List<SemanticNode> guards = new ArrayList<>();
        constantGuards(body, guards);
        return guards;
    }

    /** Whether all conjuncts were of that kind. */
    private boolean constantGuards(SemanticNode node, List<SemanticNode> guards) {
        if (node instanceof OpApplNode appl) {
            int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
            if (opcode == ToolGlobals.OPCODE_cl || opcode == ToolGlobals.OPCODE_land) {
                for (ExprOrOpArgNode arg : appl.getArgs()) {
                    if (!constantGuards(arg, guards)) {
                        return false;
                    }
                }
                return true;
            }
        }
        if (!of(node).isEmpty()) {
            return false;
        }
        guards.add(node);
        return true;
    }

    /** The variables of which an expression speaks. */
    BitSet of(SemanticNode node) {
        BitSet found = new BitSet();
        collect(node, found, new HashSet<>(), new HashSet<>());
        return found;
    }

    /** The names of all operators that an expression uses, as they are written, also by way of definitions. */
    Set<String> operators(SemanticNode node) {
        Set<String> names = new HashSet<>();
        collect(node, new BitSet(), new HashSet<>(), names);
        return names;
    }

    private void collect(SemanticNode node, BitSet found, Set<SemanticNode> seen, Set<String> names) {
        if (node == null || node instanceof NumeralNode || node instanceof StringNode || node instanceof DecimalNode) {
            return;
        }
        if (node instanceof AtNode) {
            // Stands for a part of the expression around it, which is looked at itself.
            return;
        }
        if (node instanceof OpApplNode appl) {
            symbol(appl.getOperator(), found, seen, names);
            all(appl.getArgs(), found, seen, names);
            if (appl.getBdedQuantBounds() != null) {
                for (ExprNode bound : appl.getBdedQuantBounds()) {
                    collect(bound, found, seen, names);
                }
            }
        } else if (node instanceof LetInNode let) {
            for (OpDefNode definition : let.getLets()) {
                symbol(definition, found, seen, names);
            }
            collect(let.getBody(), found, seen, names);
        } else if (node instanceof SubstInNode substitution) {
            for (Subst s : substitution.getSubsts()) {
                collect(s.getExpr(), found, seen, names);
            }
            collect(substitution.getBody(), found, seen, names);
        } else if (node instanceof LabelNode label) {
            collect(label.getBody(), found, seen, names);
        } else if (node instanceof OpArgNode operator) {
            symbol(operator.getOp(), found, seen, names);
        } else {
            found.set(0, count);
        }
    }

    private void all(ExprOrOpArgNode[] args, BitSet found, Set<SemanticNode> seen, Set<String> names) {
        for (ExprOrOpArgNode arg : args) {
            collect(arg, found, seen, names);
        }
    }

    private void symbol(SymbolNode symbol, BitSet found, Set<SemanticNode> seen, Set<String> names) {
        names.add(symbol.getName().toString());
        Integer position = positions.get(symbol);
        if (position != null) {
            found.set(position);
            return;
        }
        if (symbol instanceof FormalParamNode) {
            // Its argument, or the set that it ranges over, is looked at where it is given.
            return;
        }
        if (symbol instanceof OpDefNode definition) {
            definition(definition, found, seen, names);
        }
        Object meaning = tool.meaning(symbol, Context.Empty);
        if (meaning instanceof OpDefNode definition) {
            definition(definition, found, seen, names);
        } else if (symbol instanceof OpDeclNode declared && byName.containsKey(declared.getName().toString())) {
            found.set(byName.get(declared.getName().toString()));
        }
    }

    private void definition(OpDefNode definition, BitSet found, Set<SemanticNode> seen, Set<String> names) {
        if (seen.add(definition)) {
            collect(definition.getBody(), found, seen, names);
        }
    }
}
