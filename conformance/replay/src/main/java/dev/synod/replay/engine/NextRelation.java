package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
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
    record Call(OpApplNode site, OpDefNode operator, ExprOrOpArgNode[] args) implements Node {
        String name() {
            // An operator that the configuration puts in another's place bears the name that the text has.
            return site.getOperator().getName().toString();
        }
    }

    /** An INSTANCE's substitutions. */
    record Substitution(Subst[] substs) implements Node {}

    /** The condition of an IF, of which the way takes one arm. */
    record Condition(ExprOrOpArgNode expression, boolean holds) implements Node {}

    /**
     * A conjunction, of which the way takes one conjunct; the others are evaluated before and after the body.
     *
     * @param inner those of the others that apply an operator of action level
     */
    record Conjunction(List<ExprOrOpArgNode> before, List<ExprOrOpArgNode> after, List<Call> inner) implements Node {}

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
            int index, String name, Set<String> names, List<Node> path, SemanticNode body, List<Call> inner) {
        /** The operators applied, the innermost first, each with the number of nodes on the way to it. */
        List<Map.Entry<Call, Integer>> calls() {
            List<Map.Entry<Call, Integer>> calls = new ArrayList<>();
            inner.forEach(c -> calls.add(Map.entry(c, path.size())));
            for (int i = path.size() - 1; i >= 0; i--) {
                if (path.get(i) instanceof Call call) {
                    calls.add(Map.entry(call, i));
                } else if (path.get(i) instanceof Conjunction conjunction) {
                    for (Call call : conjunction.inner()) {
                        calls.add(Map.entry(call, i));
                    }
                }
            }
            return calls;
        }
    }

    private final List<Disjunct> disjuncts = new ArrayList<>();
    private final ReplayTool tool;
    private final String rootName;
    private final boolean deep;
    private final Set<String> undivided = new LinkedHashSet<>();

    /**
     * Takes a relation apart.
     *
     * @param rootName what a disjunct is called in which no operator is applied
     * @param deep     whether conjunctions and conditions inside of named actions are taken apart too, for the sake of
     *                 the actions applied in them; else these are what their name says, and remain whole
     * @throws SpecException if the relation composes actions
     */
    NextRelation(ReplayTool tool, SemanticNode next, Context context, String rootName, boolean deep) {
        this.tool = tool;
        this.rootName = rootName;
        this.deep = deep;
        if (context != Context.Empty) {
            throw new IllegalStateException("a next-state relation with a context");
        }
        walk(next, List.of(), List.of());
    }

    /** The disjuncts, in the order of the text. */
    List<Disjunct> disjuncts() {
        return disjuncts;
    }

    /** Operators of action level that occur in the relation in a way in which it cannot be taken apart. */
    Set<String> undivided() {
        return undivided;
    }

    private void walk(SemanticNode node, List<Node> path, List<OpDefNode> open) {
        if (node instanceof LetInNode let) {
            walk(let.getBody(), path, open);
        } else if (node instanceof LabelNode label) {
            walk(label.getBody(), path, open);
        } else if (node instanceof SubstInNode subst) {
            walk(subst.getBody(), with(path, new Substitution(subst.getSubsts())), open);
        } else if (node instanceof OpApplNode appl) {
            walkApplication(appl, path, open);
        } else {
            add(node, path);
        }
    }

    private void walkApplication(OpApplNode appl, List<Node> path, List<OpDefNode> open) {
        ExprOrOpArgNode[] args = appl.getArgs();
        switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
            case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
                for (ExprOrOpArgNode arg : args) {
                    walk(arg, path, open);
                }
            }
            case ToolGlobals.OPCODE_be -> {
                List<Node> longer = path;
                for (int i = 0; i < appl.getBdedQuantBounds().length; i++) {
                    longer = with(longer, new Exists(appl.getBdedQuantSymbolLists()[i], appl.isBdedQuantATuple()[i],
                            appl.getBdedQuantBounds()[i]));
                }
                walk(args[0], longer, open);
            }
            case ToolGlobals.OPCODE_ite -> {
                if (divides(path) && (branches(args[1], open) || branches(args[2], open) || !named(path))) {
                    walk(args[1], with(path, new Condition(args[0], true)), open);
                    walk(args[2], with(path, new Condition(args[0], false)), open);
                } else {
                    add(appl, path);
                }
            }
            case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                int branch = divides(path) ? branch(args, open) : -1;
                if (branch < 0) {
                    add(appl, path);
                    return;
                }
                List<ExprOrOpArgNode> before = Arrays.asList(args).subList(0, branch);
                List<ExprOrOpArgNode> after = Arrays.asList(args).subList(branch + 1, args.length);
                List<Call> inner = new ArrayList<>();
                for (ExprOrOpArgNode other : args) {
                    if (other != args[branch]) {
                        if (!named(path)) {
                            collectInner(other, inner);
                        }
                        mention(other, open);
                    }
                }
                walk(args[branch], with(path, new Conjunction(before, after, inner)), open);
            }
            case ToolGlobals.OPCODE_cdot -> throw new SpecException("the next-state relation composes actions (\\cdot, "
                    + appl.getLocation() + "), which TLC cannot evaluate. Write the composition as one action");
            case 0 -> {
                OpDefNode operator = operator(appl);
                if (operator == null || open.contains(operator)) {
                    add(appl, path);
                    return;
                }
                for (ExprOrOpArgNode arg : args) {
                    if (arg instanceof OpArgNode passed) {
                        undivided.add(passed.getOp().getName().toString());
                    }
                }
                walk(operator.getBody(), with(path, new Call(appl, operator, args)), opened(open, operator));
            }
            default -> add(appl, path);
        }
    }

    /** Whether a conjunction or a condition that stands here is taken apart. */
    private boolean divides(List<Node> path) {
        return deep || !named(path);
    }

    private static boolean named(List<Node> path) {
        return path.stream().anyMatch(Call.class::isInstance);
    }

    /** The first conjunct with several ways through it, or -1. */
    private int branch(ExprOrOpArgNode[] conjuncts, List<OpDefNode> open) {
        for (int i = 0; i < conjuncts.length; i++) {
            if (branches(conjuncts[i], open)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there are several ways through an expression of action level, on which operators are applied. */
    private boolean branches(SemanticNode node, List<OpDefNode> open) {
        if (!(node instanceof LevelNode leveled) || leveled.getLevel() != ACTION_LEVEL) {
            return false;
        } else if (node instanceof LetInNode let) {
            return branches(let.getBody(), open);
        } else if (node instanceof LabelNode label) {
            return branches(label.getBody(), open);
        } else if (node instanceof SubstInNode subst) {
            return branches(subst.getBody(), open);
        } else if (node instanceof OpApplNode appl) {
            switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
                case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor, ToolGlobals.OPCODE_be, ToolGlobals.OPCODE_ite -> {
                    return Arrays.stream(appl.getArgs()).anyMatch(a -> applies(a, open));
                }
                case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                    return branch(appl.getArgs(), open) >= 0;
                }
                case 0 -> {
                    OpDefNode operator = operator(appl);
                    return operator != null && !open.contains(operator)
                            && branches(operator.getBody(), opened(open, operator));
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    /** Whether an operator of action level is applied in the expression, itself or below connectives. */
    private boolean applies(SemanticNode node, List<OpDefNode> open) {
        Set<String> names = new LinkedHashSet<>();
        collectNames(node, names, new ArrayList<>(open));
        return !names.isEmpty();
    }

    private void mention(SemanticNode node, List<OpDefNode> open) {
        if (branches(node, open)) {
            collectNames(node, undivided, new ArrayList<>(open));
        }
    }

    private void collectNames(SemanticNode node, Set<String> names, List<OpDefNode> seen) {
        if (!(node instanceof LevelNode leveled) || leveled.getLevel() != ACTION_LEVEL) {
            return;
        }
        if (node instanceof OpApplNode appl && BuiltInOPs.getOpCode(appl.getOperator().getName()) == 0) {
            OpDefNode operator = operator(appl);
            if (operator != null && !seen.contains(operator)) {
                names.add(appl.getOperator().getName().toString());
                seen.add(operator);
                collectNames(operator.getBody(), names, seen);
            }
        }
        if (node.getChildren() != null) {
            for (SemanticNode child : node.getChildren()) {
                collectNames(child, names, seen);
            }
        }
    }

    private void add(SemanticNode body, List<Node> path) {
        List<Call> inner = new ArrayList<>();
        if (!named(path)) {
            collectInner(body, inner);
        }
        Disjunct disjunct = new Disjunct(disjuncts.size(), rootName, Set.of(), List.copyOf(path), body, inner);
        Set<String> names = new LinkedHashSet<>();
        String own = null;
        for (Map.Entry<Call, Integer> call : disjunct.calls()) {
            names.add(call.getKey().name());
            own = own == null ? call.getKey().name() : own;
        }
        if (names.isEmpty()) {
            names.add(rootName);
            own = rootName;
        }
        disjuncts.add(new Disjunct(disjuncts.size(), own, names, disjunct.path(), body, inner));
        if (deep) {
            mentionInside(body);
        }
    }

    /** Actions applied in what is not taken apart; but not those that are plain conjuncts, parts of one action. */
    private void mentionInside(SemanticNode body) {
        if (body instanceof OpApplNode appl) {
            int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
            if (opcode == ToolGlobals.OPCODE_case || opcode == ToolGlobals.OPCODE_ite || opcode == ToolGlobals.OPCODE_bf
                    || opcode == ToolGlobals.OPCODE_implies) {
                collectNames(body, undivided, new ArrayList<>());
            } else if (opcode == ToolGlobals.OPCODE_cl || opcode == ToolGlobals.OPCODE_land) {
                Arrays.stream(appl.getArgs()).forEach(this::mentionInside);
            }
        }
    }

    /** In {@code guard /\ Receive(p, m)} the event is called Receive, and p and m are its arguments. */
    private void collectInner(SemanticNode body, List<Call> inner) {
        if (!(body instanceof OpApplNode appl) || appl.getLevel() != ACTION_LEVEL) {
            return;
        }
        int opcode = BuiltInOPs.getOpCode(appl.getOperator().getName());
        if (opcode == 0) {
            OpDefNode operator = operator(appl);
            if (operator != null) {
                inner.add(new Call(appl, operator, appl.getArgs()));
            }
        } else if (opcode == ToolGlobals.OPCODE_cl || opcode == ToolGlobals.OPCODE_land) {
            for (ExprOrOpArgNode arg : appl.getArgs()) {
                collectInner(arg, inner);
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

    private static List<OpDefNode> opened(List<OpDefNode> open, OpDefNode operator) {
        List<OpDefNode> more = new ArrayList<>(open);
        more.add(operator);
        return more;
    }

    private static List<Node> with(List<Node> path, Node node) {
        List<Node> longer = new ArrayList<>(path);
        longer.add(node);
        return longer;
    }
}
