package dev.synod.replay.engine;

import dev.synod.replay.PropertyChoice;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tla2sany.semantic.ExprNode;
import java.util.stream.Stream;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.impl.ReplayTool;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.util.Vect;
import tlc2.value.impl.Value;

/** One specification in TLC's evaluator. Loaded by its name, in a class loader of its own. */
public final class SpecEngine implements SpecChecker {
    /** Operators of the modules TLC and Randomization that have no value of their own. */
    private static final Set<String> UNSTEADY = Set.of("RandomElement", "JavaTime", "TLCGet", "TLCSet", "RandomSubset",
            "RandomSetOfSubsets", "RandomSubsetSet", "Any");

    private final Path module;
    private final List<Path> folders = new ArrayList<>();
    private final ReplayLimits limits;
    private final ReplayTool tool;
    private final TlcValues values;
    private final Map<String, OpDeclNode> variables = new LinkedHashMap<>();
    private final List<Plan> plans = new ArrayList<>();
    private final Map<String, List<Plan>> byName = new LinkedHashMap<>();
    /** Actions that are applied inside of the disjuncts, below a conjunction or a condition. */
    private final Map<String, List<Plan>> byInnerName = new LinkedHashMap<>();
    private final Set<String> undivided = new HashSet<>();
    /** For the disjuncts that use one, an operator whose value is not the same each time. */
    private final Map<Plan, String> unsteady = new IdentityHashMap<>();
    private final List<TLCState> initial;
    private final SpecModel model;
    private final SpecBounds bounds;
    private final SemanticNode next;
    private final TraceHeader header;
    private Symmetry symmetry;
    private final List<Property> properties;
    private final List<String> unjudged;
    /** Constants and variables that only the module of the properties declares. */
    private final Set<String> lacking;
    private final Places places;
    private final String nextName;
    private final boolean throughSpecification;

    /**
     * Loads the module with the header's constants.
     *
     * @param module  the module's file
     * @param library folders in which modules that it extends or instantiates may be, besides its own
     * @param largeSets sets from this size on are kept with structural sharing
     * @param bounds  what a model makes smaller of the specification; nothing for a replay
     * @param choice   the properties to be judged
     * @param coverage whether to count which places of the next-state relation are taken
     * @throws SpecException if it does not parse or does not fit the constants, or if a bound or property names what the
     *                       module does not define
     */
    public SpecEngine(Path module, List<Path> library, TraceHeader header, ReplayLimits limits, int largeSets,
            SpecBounds bounds, PropertyChoice choice, boolean coverage) {
        this.values = new TlcValues(largeSets);
        this.module = module;
        this.folders.add(module.toAbsolutePath().getParent());
        this.folders.addAll(library);
        this.limits = limits;
        this.bounds = bounds;
        if (choice.module() != null) {
            folders.add(choice.module().toAbsolutePath().getParent());
        }
        SpecLoader.Loaded loaded = new SpecLoader(module, library, header, bounds, choice.module()).load();
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
        this.next = next.pred;
        this.header = header;
        SemanticNode root = next.pred;
        String rootName = loaded.nextName();
        if (loaded.throughSpecification()
                && root instanceof OpApplNode appl
                && appl.getArgs().length == 0
                && tool.meaning(appl.getOperator(), Context.Empty) instanceof OpDefNode operator) {
            root = operator.getBody();
            rootName = operator.getName().toString();
        }
        nextName = rootName;
        throughSpecification = loaded.throughSpecification();
        NextRelation relation = new NextRelation(tool, root, next.con, rootName, false);
        relation.disjuncts().forEach(d -> plans.add(new Plan(d)));
        plans.forEach(p -> index(p, byName));
        NextRelation inside = new NextRelation(tool, root, next.con, rootName, true);
        inside.disjuncts().forEach(d -> index(new Plan(d), byInnerName));
        byInnerName.keySet().removeAll(byName.keySet());
        undivided.addAll(relation.undivided());
        undivided.addAll(inside.undivided());
        Dependencies dependencies = new Dependencies(tool, List.copyOf(variables.values()));
        if (unsteady(dependencies.operators(this.next)) != null) {
            Stream.concat(plans.stream(), byInnerName.values().stream().flatMap(List::stream)).forEach(plan -> {
                String operator = unsteady(plan.expressions().stream()
                        .flatMap(e -> dependencies.operators(e).stream()).toList());
                if (operator != null) {
                    unsteady.put(plan, operator);
                }
            });
        }
        if (header.nullConstant() != null) {
            values.nullIs(constant(header.nullConstant()));
        }
        this.initial = initialStates();
        this.lacking = loaded.lacking();
        this.properties = properties(choice);
        this.unjudged = unjudged(properties);
        this.places = coverage ? new Places(this) : null;
    }

    private List<Property> properties(PropertyChoice choice) {
        List<Property> found = new ArrayList<>();
        for (String name : choice.invariants()) {
            OpDefNode operator = property(choice, name, "invariant");
            if (operator.getBody().getLevel() >= NextRelation.ACTION_LEVEL) {
                throw new SpecException("the invariant " + name + " speaks of more than one state. Name it as a property "
                        + "(--property " + name + ")");
            }
            found.add(Property.invariant(this, name, operator));
        }
        for (String name : choice.properties()) {
            found.add(Property.temporal(this, name, property(choice, name, "property")));
        }
        return found;
    }

    private OpDefNode property(PropertyChoice choice, String name, String kind) {
        OpDefNode operator = choice.module() == null ? null : definition(SpecLoader.MODEL + name);
        if (operator == null) {
            operator = definition(name);
        }
        if (operator == null || operator.getBody() == null) {
            throw new SpecException("the " + kind + " " + name + " is not defined in "
                    + (choice.module() == null ? "" : choice.module() + " or ") + module
                    + ". Correct the name" + (choice.module() == null ? ", or name the model that defines it (--model)" : ""));
        }
        if (operator.getArity() > 0) {
            throw new SpecException("the " + kind + " " + name + " has parameters. Define it with values for them");
        }
        return operator;
    }

    /** What a property speaks of and a trace does not have, in words for the end of a sentence; often empty. */
    String lacking(Property property) {
        Set<String> names = new TreeSet<>(new Dependencies(tool, List.copyOf(variables.values()))
                .operators(property.definition()));
        names.retainAll(lacking);
        return names.isEmpty() ? "" : " (it speaks of " + String.join(", ", names)
                + ", which only the model declares and a trace gives no value)";
    }

    private List<String> unjudged(List<Property> all) {
        SourceText source = new SourceText(folders);
        List<String> notes = new ArrayList<>();
        for (Property property : all) {
            if (!property.unjudged().isEmpty()) {
                notes.add((property.parts().isEmpty() ? "the property " : "a part of the property ") + property.name()
                        + " is not judged, since a finite trace cannot break it: " + property.unjudged().stream()
                                .map(source::text).collect(Collectors.joining("; ")));
            }
        }
        return List.copyOf(notes);
    }

    /** The strings that the specification cannot tell apart; looked for when it is first asked. */
    Symmetry symmetry() {
        if (symmetry == null) {
            symmetry = new Symmetry(tool, next, header.constants().values().stream().map(values::decode).toList());
        }
        return symmetry;
    }

    private static String unsteady(Collection<String> operators) {
        return operators.stream().filter(UNSTEADY::contains).findFirst().orElse(null);
    }

    /** An operator in a disjunct whose value TLC makes up each time anew; null if there is none. */
    String unsteady(Plan plan) {
        return unsteady.get(plan);
    }

    private static void index(Plan plan, Map<String, List<Plan>> byName) {
        plan.disjunct().names().forEach(n -> byName.computeIfAbsent(n, name -> new ArrayList<>()).add(plan));
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
                    throw new SpecException(module + ": the initial predicate leaves open the value of "
                            + state.getUnassigned().stream().map(v -> v.getName().toString()).sorted()
                                    .collect(Collectors.joining(", ")) + ". Give every variable a value in it");
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
        } catch (RuntimeException | StackOverflowError e) {
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
    public Session openMerged(String trace, TraceHeader header) {
        ReplaySession session = open(trace, header);
        session.watchOrder(Independence.of(this, header));
        return session;
    }

    @Override
    public ReplaySession open(String trace, TraceHeader header) {
        for (String variable : header.observed()) {
            checkVariable(variable, "observed");
        }
        for (String variable : header.shared()) {
            checkVariable(variable, "shared");
        }
        for (String variable : header.initial().keySet()) {
            checkVariable(variable, "initial");
        }
        for (String action : header.hidden()) {
            if (named(action) == null) {
                throw new SpecException("the header lists " + action + " as hidden, which is no action of " + module
                        + ". Its actions are " + String.join(", ", actions()));
            }
        }
        if (header.self() != null && plans.stream().allMatch(p -> p.target(null, header.self()) == null)) {
            Set<String> known = new TreeSet<>();
            plans.forEach(p -> known.addAll(p.arguments(null)));
            throw new SpecException("the header says that " + header.self() + " is the acting node (\"self\"), but no "
                    + "action of " + module + " has an argument of this name. Their arguments are "
                    + (known.isEmpty() ? "none" : String.join(", ", known)));
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

    @Override
    public void checkSeparable(String argument) {
        Separability.check(this, allPlans(), argument);
    }

    /** The disjuncts, also as they are taken apart further for the sake of the actions inside of them. */
    List<Plan> allPlans() {
        return Stream.concat(plans.stream(), byInnerName.values().stream().flatMap(List::stream)).distinct().toList();
    }

    /** The properties to be judged. */
    List<Property> properties() {
        return properties;
    }

    @Override
    public List<String> unjudged() {
        return unjudged;
    }

    /** The places of the next-state relation to be counted, or null. */
    Places places() {
        return places;
    }

    /** The module that was loaded, which extends the specification's. */
    SpecModel model() {
        return model;
    }

    /** The name of the module that was loaded, without that which extends it. */
    String moduleName() {
        String file = module.getFileName().toString();
        return file.substring(0, file.length() - ".tla".length());
    }

    /** @throws SpecException if the next-state relation has no name */
    String nextName() {
        if (definition(nextName) == null) {
            throw unnamed("next-state relation");
        }
        return nextName;
    }

    /** @throws SpecException if the initial predicate has no name */
    String initName() {
        if (!throughSpecification) {
            return "Init";
        }
        Vect<Action> parts = tool.getInitStateSpec();
        SemanticNode only = parts.size() == 1 ? parts.elementAt(0).pred : null;
        return Arrays.stream(tool.getSpecProcessor().getRootModule().getOpDefs())
                .filter(d -> d.getArity() == 0 && (d.getBody() == only
                        || only instanceof OpApplNode appl && appl.getOperator() == d))
                .map(d -> d.getName().toString())
                .findFirst()
                .orElseThrow(() -> unnamed("initial predicate"));
    }

    private SpecException unnamed(String what) {
        return new SpecException(module + ": the " + what + " has no name, so that no model can be made that extends it. "
                + "Define it as an operator");
    }

    /** The model's constraint; there is one. */
    ExprNode constraint() {
        return tool.getModelConstraints()[0];
    }

    /** What the model makes smaller. */
    SpecBounds bounds() {
        return bounds;
    }

    @Override
    public SpecOutline outline() {
        Map<String, List<String>> actions = new LinkedHashMap<>();
        plans.forEach(p -> actions.putIfAbsent(p.disjunct().name(), p.arguments(p.disjunct().name())));
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

    /**
     * The disjuncts that an event of this name may be, or null if there are none. The action of an instance may be named
     * without the instance, {@code Send} for {@code Network!Send}, where the module defines no operator of that name.
     */
    List<Plan> named(String action) {
        List<Plan> found = byName.get(action);
        if (found == null) {
            found = byInnerName.get(action);
        }
        if (found == null && definition(action) == null) {
            Set<Plan> instances = new LinkedHashSet<>();
            byName.forEach((name, plans) -> {
                if (name.endsWith("!" + action)) {
                    instances.addAll(plans);
                }
            });
            found = instances.isEmpty() ? null : List.copyOf(instances);
        }
        return found;
    }

    /** Whether an action of this name is applied where the relation cannot be taken apart. */
    boolean isUndivided(String action) {
        return undivided.contains(action);
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
        OpDefNode found = definition(name);
        return found != null && found.getLevel() == NextRelation.ACTION_LEVEL ? found : null;
    }

    /** The definition of that name in the module, or null. */
    OpDefNode definition(String name) {
        for (OpDefNode operator : tool.getSpecProcessor().getRootModule().getOpDefs()) {
            if (operator.getName().toString().equals(name)) {
                return operator;
            }
        }
        return null;
    }
}
