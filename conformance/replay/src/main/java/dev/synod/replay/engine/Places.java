package dev.synod.replay.engine;

import dev.synod.replay.Coverage;
import dev.synod.replay.Coverage.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Recording;
import tlc2.tool.impl.ReplayTool.Item;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * The places of a next-state relation that a step may take: its disjuncts, and in their text, through operators, LET and
 * INSTANCE, the alternatives of disjunctions and the arms of IF and CASE.
 *
 * <p>Which of them a step takes is seen by evaluating it once more, with both states known, while the evaluator records
 * through which arms it goes.
 */
final class Places {
    private static final int MAX_TRIED = 10_000;

    private final SpecEngine engine;
    private final SourceText source;
    private final List<Coverage.Place> places = new ArrayList<>();
    private final Map<Plan, Set<Integer>> own = new IdentityHashMap<>();
    private final Map<String, Integer> actions = new HashMap<>();
    private final Map<Plan, Recording> recordings = new IdentityHashMap<>();
    private final Map<Plan, Set<SemanticNode>> texts = new IdentityHashMap<>();
    /** Of which action the place of a node is; the same text may stand in several. */
    private final Map<String, Map<SemanticNode, Integer>> numbers = new HashMap<>();

    /** @param engine loaded, with its disjuncts */
    Places(SpecEngine engine) {
        this.engine = engine;
        this.source = new SourceText(engine.folders());
        engine.plans().forEach(this::add);
    }

    private void add(Plan plan) {
        SemanticNode body = plan.disjunct().body();
        String action = plan.disjunct().name();
        Set<Integer> numbers = new HashSet<>();
        numbers.add(actions.computeIfAbsent(action, name -> place(name, Kind.ACTION, name, definition(plan))));
        if (engine.plans().stream().filter(p -> p.disjunct().name().equals(action)).map(p -> p.disjunct().body())
                .anyMatch(other -> other != body)) {
            // The relation takes disjunctions apart, also inside of actions.
            numbers.add(number(action, Kind.DISJUNCT, body, body));
        }
        own.put(plan, numbers);
        Walk walk = new Walk(action);
        for (NextRelation.Node node : plan.disjunct().path()) {
            if (node instanceof NextRelation.Conjunction conjunction) {
                conjunction.before().forEach(e -> walk.formula(e, Set.of()));
                conjunction.after().forEach(e -> walk.formula(e, Set.of()));
            }
        }
        walk.formula(body, Set.of());
        texts.put(plan, walk.text);
        recordings.put(plan, new Recording(walk.arms, walk.disjunctions, walk.witnesses));
    }

    private int number(String action, Kind kind, SemanticNode text, SemanticNode at) {
        return numbers.computeIfAbsent(action, a -> new IdentityHashMap<>()).computeIfAbsent(at,
                node -> place(action, kind, source.text(text), at));
    }

    private int place(String action, Kind kind, String text, SemanticNode at) {
        places.add(new Coverage.Place(action, kind, text, source.location(at), 0));
        return places.size() - 1;
    }

    /** The text of the action of which a disjunct is the whole or a part. */
    private static SemanticNode definition(Plan plan) {
        return plan.disjunct().calls().stream()
                .filter(c -> c.getKey().name().equals(plan.disjunct().name()))
                .map(c -> (SemanticNode) c.getKey().operator().getBody())
                .findFirst()
                .orElse(plan.disjunct().body());
    }

    /** How many there are. */
    int count() {
        return places.size();
    }

    /** What was taken, under the places' names. */
    Coverage coverage(long[] taken) {
        List<Coverage.Place> counted = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            Coverage.Place p = places.get(i);
            counted.add(new Coverage.Place(p.action(), p.kind(), p.text(), p.location(), taken[i]));
        }
        return new Coverage(engine.module().toString(), counted);
    }

    /**
     * The places that a step takes.
     *
     * @param items what is to be evaluated of the disjunct, with its identifiers bound
     * @param to    the next state, whole
     */
    int[] taken(Plan plan, List<Item> items, TLCState from, TLCState to) {
        Set<Integer> all = new HashSet<>();
        if (own.containsKey(plan)) {
            all.addAll(own.get(plan));
            all.addAll(recorded(plan, items, from, to));
        } else {
            whole(plan, from, to, all);
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** An event may bear the name of a part of a disjunct, which is then taken apart further: its places are the whole's. */
    private void whole(Plan part, TLCState from, TLCState to, Set<Integer> all) {
        List<NextRelation.Node> path = part.disjunct().path();
        for (Plan plan : engine.plans()) {
            List<NextRelation.Node> prefix = plan.disjunct().path();
            if (prefix.size() > path.size() || !path.subList(0, prefix.size()).equals(prefix)
                    || !texts.get(plan).contains(part.disjunct().body())) {
                continue;
            }
            int[] tried = new int[1];
            try {
                Binding.of(engine, plan, null, Map.of(), List::of).walk(from, to, new Binding.Visitor() {
                    @Override
                    public void body(List<Item> items, Context context) {
                        all.addAll(recorded(plan, items, from, to));
                    }

                    @Override
                    public void open(NextRelation.Exists exists, String why) {}

                    @Override
                    public boolean mayTry() {
                        return ++tried[0] <= MAX_TRIED;
                    }
                });
            } catch (RuntimeException | StackOverflowError e) {
                if (!Evaluation.isEvaluationError(e)) {
                    throw e;
                }
            }
            all.addAll(own.get(plan));
            return;
        }
    }

    private Set<Integer> recorded(Plan plan, List<Item> items, TLCState from, TLCState to) {
        Recording recording = recordings.get(plan);
        try {
            return engine.tool().record(recording, items, from, to, next -> true);
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
        }
        try {
            // TLC cannot compare the next values with those that some other way through the action gives.
            return engine.tool().record(recording, items, from, TLCState.Empty.createEmpty(), next -> same(next, to));
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            return Set.of();
        }
    }

    private boolean same(TLCState next, TLCState to) {
        return Arrays.stream(TLCState.vars).allMatch(v -> next.lookup(v.getName()) == null || Membership.same(
                engine.values().settle((Value) next.lookup(v.getName())), (Value) to.lookup(v.getName())));
    }

    /** Collects the places in an action's text. */
    private final class Walk {
        private final String action;
        private final Map<SemanticNode, Integer> arms = new IdentityHashMap<>();
        private final Set<SemanticNode> disjunctions = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<SemanticNode> witnesses = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<SemanticNode> text = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<List<Object>> seen = new HashSet<>();

        Walk(String action) {
            this.action = action;
        }

        private void arm(Kind kind, SemanticNode text, SemanticNode arm) {
            arms.put(arm, number(action, kind, text, arm));
        }

        /** What must be true for the step: a disjunction in it has alternatives. */
        void formula(SemanticNode node, Set<OpDefNode> open) {
            walk(node, true, open);
        }

        private void walk(SemanticNode node, boolean formula, Set<OpDefNode> open) {
            text.add(node);
            if (node instanceof LetInNode let) {
                // Its definitions are looked at where they are used.
                walk(let.getBody(), formula, open);
            } else if (node instanceof LabelNode label) {
                walk(label.getBody(), formula, open);
            } else if (node instanceof SubstInNode subst) {
                for (Subst s : subst.getSubsts()) {
                    walk(s.getExpr(), false, open);
                }
                walk(subst.getBody(), formula, open);
            } else if (node instanceof OpArgNode passed) {
                operator(passed.getOp(), false, open);
            } else if (node instanceof OpApplNode appl) {
                application(appl, formula, open);
            }
        }

        private void application(OpApplNode appl, boolean formula, Set<OpDefNode> open) {
            ExprOrOpArgNode[] args = appl.getArgs();
            if (appl.getBdedQuantBounds() != null) {
                for (ExprNode bound : appl.getBdedQuantBounds()) {
                    walk(bound, false, open);
                }
            }
            switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
                case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
                    if (formula) {
                        disjunctions.add(appl);
                    }
                    for (ExprOrOpArgNode arg : args) {
                        if (formula) {
                            arm(Kind.DISJUNCT, arg, arg);
                        }
                        walk(arg, formula, open);
                    }
                }
                case ToolGlobals.OPCODE_ite -> {
                    walk(args[0], false, open);
                    arm(Kind.THEN, args[0], args[1]);
                    walk(args[1], formula, open);
                    arm(Kind.ELSE, args[0], args[2]);
                    walk(args[2], formula, open);
                }
                case ToolGlobals.OPCODE_case -> {
                    for (ExprOrOpArgNode arg : args) {
                        ExprOrOpArgNode[] pair = ((OpApplNode) arg).getArgs();
                        if (pair[0] == null) {
                            arm(Kind.OTHER, pair[1], pair[1]);
                        } else {
                            walk(pair[0], false, open);
                            arm(Kind.CASE, pair[0], pair[1]);
                        }
                        walk(pair[1], formula, open);
                    }
                }
                case ToolGlobals.OPCODE_be -> {
                    witnesses.add(args[0]);
                    walk(args[0], formula, open);
                }
                case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> all(args, formula, open);
                case 0 -> {
                    all(args, false, open);
                    operator(appl.getOperator(), formula, open);
                }
                default -> all(args, false, open);
            }
        }

        private void all(ExprOrOpArgNode[] args, boolean formula, Set<OpDefNode> open) {
            for (ExprOrOpArgNode arg : args) {
                if (arg != null) {
                    walk(arg, formula, open);
                }
            }
        }

        /** A definition that TLC has evaluated once and for all is none any more, and no step goes through it. */
        private void operator(SymbolNode symbol, boolean formula, Set<OpDefNode> open) {
            if (engine.tool().meaning(symbol, Context.Empty) instanceof OpDefNode operator
                    && BuiltInOPs.getOpCode(operator.getName()) == 0
                    && operator.getBody() != null
                    && !open.contains(operator)
                    && seen.add(List.of(operator, formula))) {
                Set<OpDefNode> more = new HashSet<>(open);
                more.add(operator);
                walk(operator.getBody(), formula, more);
            }
        }
    }
}
