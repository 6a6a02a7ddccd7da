package dev.synod.replay.engine;

import dev.synod.replay.ReplayLimits;
import dev.synod.replay.SpecBounds;
import dev.synod.replay.SpecChecker;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecModel;
import dev.synod.replay.SpecOutline;
import dev.synod.replay.SpecStepper;
import dev.synod.replay.engine.NextRelation.Disjunct;
import dev.synod.trace.TraceHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/** One specification in TLC's evaluator. Loaded by its name, in a class loader of its own. */
public final class SpecEngine implements SpecChecker {
    private final Path module;
    private final List<Path> folders = new ArrayList<>();
    private final ReplayLimits limits;
    private final ReplayTool tool;
    private final TlcValues values = new TlcValues();
    private final Map<String, OpDeclNode> variables = new LinkedHashMap<>();
    private final List<Plan> plans = new ArrayList<>();
    private final Map<String, List<Plan>> byName = new LinkedHashMap<>();
    private final List<TLCState> initial;
    private final SpecModel model;
    private final SpecBounds bounds;

    /**
     * Loads the module with the header's constants.
     *
     * @param module  the module's file
     * @param library folders in which modules that it extends or instantiates may be, besides its own
     * @throws SpecException if it does not parse or does not fit the constants
     */
    public SpecEngine(Path module, List<Path> library, TraceHeader header, ReplayLimits limits) {
        this(module, library, header, limits, SpecBounds.NONE);
    }

    /**
     * The same, made smaller.
     *
     * @param bounds what the model makes smaller of the specification
     * @throws SpecException also if a bound names what the module does not define
     */
    public SpecEngine(Path module, List<Path> library, TraceHeader header, ReplayLimits limits, SpecBounds bounds) {
        this.module = module;
        this.folders.add(module.toAbsolutePath().getParent());
        this.folders.addAll(library);
        this.limits = limits;
        this.bounds = bounds;
        SpecLoader.Loaded loaded = new SpecLoader(module, library, header, bounds).load();
        this.model = loaded.model();
        this.tool = loaded.tool();
        // SANY gives them in no order that a reader would know.
        Arrays.stream(TLCState.vars)
                .sorted(Comparator.<OpDeclNode>comparingInt(v -> v.getLocation().beginLine())
                        .thenComparingInt(v -> v.getLocation().beginColumn()))
                .forEach(v -> variables.put(v.getName().toString(), v));
        Action next = tool.getNextStateSpec();
        if (next == null) {
            throw new SpecException(module + ": the specification has no next-state relation");
        }
        SemanticNode root = next.pred;
        if (loaded.throughSpecification()
                && root instanceof OpApplNode appl
                && appl.getArgs().length == 0
                && tool.meaning(appl.getOperator(), Context.Empty) instanceof OpDefNode operator) {
            root = operator.getBody();
        }
        for (Disjunct disjunct : new NextRelation(tool, root, next.con, loaded.nextName()).disjuncts()) {
            Plan plan = new Plan(disjunct);
            plans.add(plan);
            disjunct.names().forEach(n -> byName.computeIfAbsent(n, name -> new ArrayList<>()).add(plan));
        }
        if (header.nullConstant() != null) {
            values.nullIs(constant(header.nullConstant()));
        }
        this.initial = initialStates();
    }

    private Value constant(String name) {
        for (OpDeclNode constant : tool.getSpecProcessor().getRootModule().getConstantDecls()) {
            if (constant.getName().toString().equals(name)) {
                Object value = tool.meaning(constant, Context.Empty);
                if (value instanceof Value v) {
                    return v;
                }
                if (value instanceof OpDefNode operator) {
                    return tool.value(operator.getBody(), Context.Empty, TLCState.Empty, TLCState.Empty);
                }
            }
        }
        throw new SpecException("the constant " + name + " of " + module + " has no value");
    }

    private List<TLCState> initialStates() {
        try {
            StateVec found = tool.getInitStates();
            List<TLCState> states = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                TLCState state = found.elementAt(i);
                if (!tool.isGoodState(state)) {
                    throw new SpecException(module + ": the initial predicate leaves variables open: "
                            + state.getUnassigned());
                }
                states.add(settled(state, null));
            }
            if (states.isEmpty()) {
                throw new SpecException(module + ": no state satisfies the initial predicate with the header's "
                        + "constants. Check the constants");
            }
            return states;
        } catch (SpecException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            throw new SpecException(module + ": TLC cannot evaluate the initial predicate with the header's constants: "
                    + Evaluation.message(e));
        }
    }

    /** The state with every value settled; those that are the previous state's own are settled already. */
    TLCState settled(TLCState state, TLCState previous) {
        for (OpDeclNode variable : TLCState.vars) {
            Value value = (Value) state.lookup(variable.getName());
            if (previous == null || value != previous.lookup(variable.getName())) {
                state.bind(variable.getName(), values.settle(value));
            }
        }
        return state;
    }

    @Override
    public Session open(String trace, TraceHeader header) {
        for (String variable : header.observed()) {
            checkVariable(variable, "observed");
        }
        for (String variable : header.shared()) {
            checkVariable(variable, "shared");
        }
        for (String action : header.hidden()) {
            if (!byName.containsKey(action)) {
                throw new SpecException("the header lists " + action + " as hidden, which is no action of " + module
                        + ". Its actions are " + String.join(", ", byName.keySet()));
            }
        }
        return new ReplaySession(this, trace, header);
    }

    private void checkVariable(String variable, String where) {
        if (!variables.containsKey(variable)) {
            throw new SpecException("the header lists " + variable + " as " + where + ", which is no variable of "
                    + module + ". Its variables are " + String.join(", ", variables.keySet()));
        }
    }

    @Override
    public SpecStepper stepper(TraceHeader header) {
        open("the model", header);
        return new Stepper(this, header);
    }

    /** The module that was loaded, which extends the specification's. */
    SpecModel model() {
        return model;
    }

    /** What the model makes smaller. */
    SpecBounds bounds() {
        return bounds;
    }

    @Override
    public SpecOutline outline() {
        Map<String, List<String>> actions = new LinkedHashMap<>();
        plans.forEach(p -> actions.putIfAbsent(p.disjunct().name(), p.arguments()));
        return new SpecOutline(List.copyOf(variables.keySet()), actions);
    }

    /** The names of the actions, in the order of the next-state relation. */
    List<String> actions() {
        return List.copyOf(outline().actions().keySet());
    }

    Path module() {
        return module;
    }

    ReplayLimits limits() {
        return limits;
    }

    ReplayTool tool() {
        return tool;
    }

    TlcValues values() {
        return values;
    }

    /** The variables, in the order of their declaration. */
    Map<String, OpDeclNode> variables() {
        return variables;
    }

    /** The disjuncts of the next-state relation, in the order of the text. */
    List<Plan> plans() {
        return plans;
    }

    /** The disjuncts by each name that an event may bear. */
    Map<String, List<Plan>> byName() {
        return byName;
    }

    List<TLCState> initial() {
        return initial;
    }

    /** The folders in which modules are looked for. */
    List<Path> folders() {
        return folders;
    }

    /** The definition of an action of this name, whether or not the next-state relation uses it; null if there is none. */
    OpDefNode actionDefinition(String name) {
        for (OpDefNode operator : tool.getSpecProcessor().getRootModule().getOpDefs()) {
            if (operator.getName().toString().equals(name) && operator.getLevel() == NextRelation.ACTION_LEVEL) {
                return operator;
            }
        }
        return null;
    }
}
