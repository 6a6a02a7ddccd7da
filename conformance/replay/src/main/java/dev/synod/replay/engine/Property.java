package dev.synod.replay.engine;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
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
     */
    record Part(When when, SemanticNode node, Context context) {
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
    static Property invariant(String name, OpDefNode operator) {
        return new Property(name, unwrapped(operator.getBody()),
                List.of(new Part(When.ALWAYS, operator.getBody(), Context.Empty)), List.of(), null);
    }

    /** A temporal formula. */
    static Property temporal(ReplayTool tool, String name, OpDefNode operator) {
        SemanticNode definition = unwrapped(operator.getBody());
        Property property = new Property(name, definition, new ArrayList<>(), new ArrayList<>(), null);
        try {
            property.split(tool, operator.getBody(), Context.Empty);
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

    private void split(ReplayTool tool, SemanticNode node, Context context) {
        if (node instanceof LevelNode leveled && leveled.getLevel() < NextRelation.ACTION_LEVEL) {
            parts.add(new Part(When.INITIAL, node, context));
        } else if (node instanceof LetInNode let) {
            split(tool, let.getBody(), context);
        } else if (node instanceof LabelNode label) {
            split(tool, label.getBody(), context);
        } else if (node instanceof SubstInNode subst) {
            Context inner = context;
            for (Subst s : subst.getSubsts()) {
                inner = inner.cons(s.getOp(), tool.argument(s.getExpr(), context));
            }
            split(tool, subst.getBody(), inner);
        } else if (node instanceof OpApplNode appl) {
            splitApplication(tool, appl, context);
        } else {
            unjudged.add(node);
        }
    }

    private void splitApplication(ReplayTool tool, OpApplNode appl, Context context) {
        ExprOrOpArgNode[] args = appl.getArgs();
        switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
            case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
                for (ExprOrOpArgNode arg : args) {
                    split(tool, arg, context);
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
                    split(tool, args[0], c);
                }
            }
            case ToolGlobals.OPCODE_box -> {
                if (args[0].getLevel() < NextRelation.ACTION_LEVEL) {
                    parts.add(new Part(When.ALWAYS, args[0], context));
                } else if (args[0] instanceof OpApplNode step
                        && BuiltInOPs.getOpCode(step.getOperator().getName()) == ToolGlobals.OPCODE_sa) {
                    parts.add(new Part(When.STEP, step, context));
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
                    split(tool, operator.getBody(), inner);
                } else {
                    unjudged.add(appl);
                }
            }
            default -> unjudged.add(appl);
        }
    }
}
