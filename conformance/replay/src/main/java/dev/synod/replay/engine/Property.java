package dev.synod.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;

/**
 * A property taken apart into what can be judged on single states and steps.
 *
 * @param name       the name under which the user asked for it
 * @param definition its definition's body
 * @param parts      all of them must hold; empty where none can be judged
 * @param unjudged   the conjuncts that a finite trace says nothing of
 * @param broken     why it cannot be taken apart, or null
 */
record Property(
        String name, SemanticNode definition, List<Part> parts, List<SemanticNode> unjudged, String broken) {
    /** On what a part is judged. */
    enum When {
        INITIAL("initial predicate"), ALWAYS("invariant"), STEP("action property");

        private final String words;

        When(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A predicate, or for a step the formula {@code [A]_v}.
     *
     * @param context the values of its identifiers; nothing in it depends on a state
     * @param reads   the variables of which it speaks, or for a step its subscript; never too few
     */
    record Part(When when, SemanticNode node, Context context, List<OpDeclNode> reads) {
        /**
         * Whether a step leaves everything as it is on which the part depends. Then it keeps {@code [A]_v}, and what it
         * does to a predicate the state before has done already.
         */
        boolean isUntouched(TLCState from, TLCState to) {
            for (OpDeclNode variable : reads) {
                if (from.lookup(variable.getName()) != to.lookup(variable.getName())) {
                    return false;
                }
            }
            return true;
        }

        /** Whether it is true in a state, or of a step. Throws what TLC throws where it cannot be evaluated. */
        boolean holds(ReplayTool tool, TLCState from, TLCState to) {
            if (when != When.STEP) {
                return truth(tool, node, to, TLCState.Empty);
            }
            ExprOrOpArgNode[] args = ((OpApplNode) node).getArgs();
            // The subscript first: where it stays, A need not even have a value.
            return Membership.same(tool.value(args[1], context, from, TLCState.Empty),
                    tool.value(args[1], context, to, TLCState.Empty)) || truth(tool, args[0], from, to);
        }

        /** What must be true: for a step A, since where this is asked the subscript has changed. */
        SemanticNode formula() {
            return when == When.STEP ? ((OpApplNode) node).getArgs()[0] : node;
        }

        private boolean truth(ReplayTool tool, SemanticNode formula, TLCState from, TLCState to) {
            if (tool.value(formula, context, from, to) instanceof BoolValue value) {
                return value.val;
            }
            throw new tlc2.tool.EvalException(tlc2.output.EC.GENERAL, "it is no boolean: " + formula.getLocation());
        }
    }

    /** An invariant: a state predicate. */
    static Property invariant(SpecEngine engine, String name, OpDefNode operator) {
        Property property = new Property(name, unwrapped(operator.getBody()), new ArrayList<>(), List.of(), null);
        property.add(engine, When.ALWAYS, operator.getBody(), Context.Empty, true);
        return property;
    }

    /** A temporal formula. */
    static Property temporal(SpecEngine engine, String name, OpDefNode operator) {
        SemanticNode definition = unwrapped(operator.getBody());
        Property property = new Property(name, definition, new ArrayList<>(), new ArrayList<>(), null);
        try {
            property.split(engine, operator.getBody(), Context.Empty, true);
            return property;
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            return new Property(name, definition, List.of(), List.of(), Evaluation.message(e));
        }
    }

    /** The text inside of an instance. */
    static SemanticNode unwrapped(SemanticNode node) {
        return node instanceof SubstInNode subst ? unwrapped(subst.getBody()) : node;
    }

    /** @param plain whether the variables in the text are those of the specification, and all on which it depends */
    private void add(SpecEngine engine, When when, SemanticNode node, Context context, boolean plain) {
        SemanticNode text = when == When.STEP ? ((OpApplNode) node).getArgs()[1] : node;
        boolean same = plain;
        while (same && text instanceof SubstInNode subst) {
            same = isPlain(subst);
            text = subst.getBody();
        }
        List<OpDeclNode> variables = List.copyOf(engine.variables().values());
        parts.add(new Part(when, node, context, !same ? variables
                : new Dependencies(engine.tool(), variables).of(text).stream().mapToObj(variables::get).toList()));
    }

    /** Whether an instance puts nothing in the place of a variable but itself. */
    private static boolean isPlain(SubstInNode node) {
        return Arrays.stream(node.getSubsts()).allMatch(s -> s.getExpr().getLevel() == 0
                || s.getExpr() instanceof OpApplNode appl
                        && appl.getOperator() instanceof OpDeclNode variable
                        && variable.getName() == s.getOp().getName());
    }

    private void split(SpecEngine engine, SemanticNode node, Context context, boolean plain) {
        if (node instanceof LevelNode leveled && leveled.getLevel() < NextRelation.ACTION_LEVEL) {
            add(engine, When.INITIAL, node, context, plain);
        } else if (node instanceof LetInNode let) {
            split(engine, let.getBody(), context, plain);
        } else if (node instanceof LabelNode label) {
            split(engine, label.getBody(), context, plain);
        } else if (node instanceof SubstInNode subst) {
            Context inner = context;
            for (Subst s : subst.getSubsts()) {
                inner = inner.cons(s.getOp(), engine.tool().argument(s.getExpr(), context));
            }
            split(engine, subst.getBody(), inner, plain && isPlain(subst));
        } else if (node instanceof OpApplNode appl) {
            splitApplication(engine, appl, context, plain);
        } else {
            unjudged.add(node);
        }
    }

    private void splitApplication(SpecEngine engine, OpApplNode appl, Context context, boolean plain) {
        ReplayTool tool = engine.tool();
        ExprOrOpArgNode[] args = appl.getArgs();
        switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
            case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                for (ExprOrOpArgNode arg : args) {
                    split(engine, arg, context, plain);
                }
            }
            case ToolGlobals.OPCODE_bf -> {
                for (SemanticNode bound : appl.getBdedQuantBounds()) {
                    if (((LevelNode) bound).getLevel() > 0) {
                        // A set that changes is that of the initial state, which is not one for all behaviours.
                        unjudged.add(appl);
                        return;
                    }
                }
                IContextEnumerator contexts = tool.contexts(appl, context, TLCState.Empty, TLCState.Empty,
                        EvalControl.Clear, CostModel.DO_NOT_RECORD);
                for (Context c = contexts.nextElement(); c != null; c = contexts.nextElement()) {
                    split(engine, args[0], c, plain);
                }
            }
            case ToolGlobals.OPCODE_box -> {
                if (args[0].getLevel() < NextRelation.ACTION_LEVEL) {
                    add(engine, When.ALWAYS, args[0], context, plain);
                } else if (args[0] instanceof OpApplNode step
                        && BuiltInOPs.getOpCode(step.getOperator().getName()) == ToolGlobals.OPCODE_sa) {
                    add(engine, When.STEP, step, context, plain);
                } else {
                    unjudged.add(appl);
                }
            }
            case 0 -> {
                if (tool.meaning(appl.getOperator(), context) instanceof OpDefNode operator
                        && BuiltInOPs.getOpCode(operator.getName()) == 0
                        && operator.getBody() != null
                        && !operator.getInRecursive()) {
                    Context inner = context;
                    FormalParamNode[] formals = operator.getParams();
                    for (int i = 0; i < formals.length; i++) {
                        // Not the context that the evaluator would make, which keeps an argument's first value.
                        inner = inner.cons(formals[i], tool.argument(args[i], context));
                    }
                    // What an argument depends on does not stand in the operator's text.
                    split(engine, operator.getBody(), inner, plain && args.length == 0);
                } else {
                    unjudged.add(appl);
                }
            }
            default -> unjudged.add(appl);
        }
    }
}
