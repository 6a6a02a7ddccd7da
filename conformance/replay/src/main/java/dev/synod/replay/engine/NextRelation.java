package dev.synod.replay.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;

/**
 * The next-state relation taken apart in SANY's tree: through disjunctions, bounded existential quantifiers, operator
 * applications, LET and INSTANCE, down to what is none of these.
 *
 * <p>TLC's own list of actions splits only quantifiers of constant level; here the quantifiers stay, so that an event's
 * arguments can be bound to the quantified identifiers and asked for membership instead of being enumerated.
 */
final class NextRelation {
    /** SANY's level of what speaks of a step. */
    static final int ACTION_LEVEL = 2;

    /** A step on the way from the relation's root to an action. */
    sealed interface Node {}

    /** {@code \E ids \in bound}, one group of a quantifier; {@code tuple} where the ids are written {@code <<x, y>>}. */
    record Exists(FormalParamNode[] ids, boolean tuple, ExprNode bound) implements Node {}

    /** An operator applied; the body is evaluated with the arguments bound. */
    record Call(OpApplNode site, OpDefNode operator, ExprOrOpArgNode[] args) implements Node {}

    /** An INSTANCE's substitutions. */
    record Substitution(Subst[] substs) implements Node {}

    /**
     * One disjunct of the relation.
     *
     * @param index its place among the disjuncts, from 0
     * @param name  the innermost operator applied on the way, or the relation's own name
     * @param names all operators applied on the way, or else those that are conjuncts of the body: an event may bear any
     * @param path  the way from the root
     * @param body  what is left to evaluate
     * @param inner where no operator was applied on the way, those of action level that are conjuncts of the body
     */
    record Disjunct(
            int index, String name, Set<String> names, List<Node> path, SemanticNode body, List<Call> inner) {}

    private final List<Disjunct> disjuncts = new ArrayList<>();
    private final ReplayTool tool;
    private final String rootName;

    NextRelation(ReplayTool tool, SemanticNode next, Context context, String rootName) {
        this.tool = tool;
        this.rootName = rootName;
        if (context != Context.Empty) {
            throw new IllegalStateException("a next-state relation with a context");
        }
        walk(next, new ArrayList<>(), new LinkedHashSet<>(), rootName, new ArrayList<>());
    }

    /** The disjuncts, in the order of the text. */
    List<Disjunct> disjuncts() {
        return disjuncts;
    }

    private void walk(SemanticNode node, List<Node> path, Set<String> names, String name, List<OpDefNode> open) {
        if (node instanceof LetInNode let) {
            walk(let.getBody(), path, names, name, open);
        } else if (node instanceof LabelNode label) {
            walk(label.getBody(), path, names, name, open);
        } else if (node instanceof SubstInNode subst) {
            walk(subst.getBody(), with(path, new Substitution(subst.getSubsts())), names, name, open);
        } else if (node instanceof OpApplNode appl) {
            walkApplication(appl, path, names, name, open);
        } else {
            add(node, path, names, name);
        }
    }

    private void walkApplication(
            OpApplNode appl, List<Node> path, Set<String> names, String name, List<OpDefNode> open) {
        switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
            case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
                for (ExprOrOpArgNode arg : appl.getArgs()) {
                    walk(arg, path, names, name, open);
                }
            }
            case ToolGlobals.OPCODE_be -> {
                List<Node> longer = path;
                for (int i = 0; i < appl.getBdedQuantBounds().length; i++) {
                    longer = with(longer, new Exists(appl.getBdedQuantSymbolLists()[i], appl.isBdedQuantATuple()[i],
                            appl.getBdedQuantBounds()[i]));
                }
                walk(appl.getArgs()[0], longer, names, name, open);
            }
            case 0 -> {
                OpDefNode operator = operator(appl);
                if (operator == null || open.contains(operator)) {
                    add(appl, path, names, name);
                    return;
                }
                String applied = operator.getName().toString();
                // An operator that the configuration puts in another's place bears the name that the text has.
                String written = appl.getOperator().getName().toString();
                Set<String> more = new LinkedHashSet<>(names);
                more.add(written);
                List<OpDefNode> deeper = new ArrayList<>(open);
                deeper.add(operator);
                walk(operator.getBody(), with(path, new Call(appl, operator, appl.getArgs())), more,
                        applied.isEmpty() ? name : written, deeper);
            }
            default -> add(appl, path, names, name);
        }
    }

    private void add(SemanticNode body, List<Node> path, Set<String> names, String name) {
        List<Call> inner = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(names);
        if (all.isEmpty()) {
            collectInner(body, inner, all);
        }
        if (all.isEmpty()) {
            all.add(rootName);
        }
        String own = names.isEmpty() && !inner.isEmpty() ? inner.get(0).site().getOperator().getName().toString() : name;
        disjuncts.add(new Disjunct(disjuncts.size(), own, all, List.copyOf(path), body, inner));
    }

    /** In {@code guard /\ Receive(p, m)} the event is called Receive, and p and m are its arguments. */
    private void collectInner(SemanticNode body, List<Call> inner, Set<String> names) {
        if (!(body instanceof OpApplNode appl)) {
            return;
        }
        int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
        if (opcode != ToolGlobals.OPCODE_cl && opcode != ToolGlobals.OPCODE_land) {
            return;
        }
        for (ExprOrOpArgNode arg : appl.getArgs()) {
            if (arg instanceof OpApplNode conjunct && BuiltInOPs.getOpCode(conjunct.getOperator().getName()) == 0) {
                OpDefNode operator = operator(conjunct);
                if (operator != null && conjunct.getLevel() == ACTION_LEVEL) {
                    inner.add(new Call(conjunct, operator, conjunct.getArgs()));
                    names.add(conjunct.getOperator().getName().toString());
                }
            } else {
                collectInner(arg, inner, names);
            }
        }
    }

    private OpDefNode operator(OpApplNode appl) {
        Object meaning = tool.meaning(appl.getOperator(), Context.Empty);
        if (meaning instanceof OpDefNode operator
                && BuiltInOPs.getOpCode(operator.getName()) == 0
                && operator.getBody() != null) {
            return operator;
        }
        return null;
    }

    private static List<Node> with(List<Node> path, Node node) {
        List<Node> longer = new ArrayList<>(path);
        longer.add(node);
        return longer;
    }
}
