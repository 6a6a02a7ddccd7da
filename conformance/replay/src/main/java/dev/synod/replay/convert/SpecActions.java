package dev.synod.replay.convert;

import dev.synod.replay.SpecException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tla2sany.st.SyntaxTreeConstants;
import tla2sany.st.TreeNode;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * What the conversion must know of a module: its variables, the operators that are the disjuncts of its next-state relation,
 * and the quantifiers on the way to them whose sets TLC may not be able to enumerate.
 *
 * <p>The relation itself is not taken apart: TLC evaluates it. The names of its actions are needed, to put a guard in front of
 * each; and where a quantifier ranges over too much, the definition that it stands in is written once more, word by word,
 * with that set behind an operator.
 */
final class SpecActions {
    private static final int ACTION_LEVEL = 2;
    /** What the written module extends, whatever the specification does. */
    private static final Set<String> EXTENDED = Set.of("Naturals", "Integers");

    /**
     * An operator that is a disjunct of the relation.
     *
     * @param name       its name
     * @param parameters its parameters' names
     * @param names      the names that an event of this action may bear: its own, and those of operators above it that
     *                   do nothing but offer a choice of actions
     * @param arguments  the names that an event's arguments may have, each with the parameter that it is: the
     *                   parameters themselves, and identifiers that the operator is applied to
     * @param foreign    names that an argument might have too, of identifiers that are not passed to the operator
     */
    record Leaf(String name, List<String> parameters, Set<String> names, Map<String, String> arguments,
            Set<String> foreign) {}

    /**
     * That an action stands behind a quantifier.
     *
     * @param action the action's name
     * @param names  the arguments by which an event of that action gives the quantifier's identifier: those that are a
     *               parameter to which the identifier itself is passed. None, if there is no such parameter
     */
    record Use(String action, Set<String> names) {}

    /**
     * A set that a quantifier ranges over.
     *
     * @param operator   the operator that stands in front of the set
     * @param bound      the identifier that ranges over it with its uses, or several where the quantifier has a tuple
     * @param extent     how far the set reaches
     */
    record Range(String operator, Map<String, Set<Use>> bound, Extent extent) {}

    /**
     * A definition with ranges in it.
     *
     * @param name   its name
     * @param header its name and parameters, as they stand in a definition
     * @param text   what it is defined as, with the ranges' operators
     */
    record Choice(String name, String header, String text) {}

    private final Path module;
    private final List<String> variables = new ArrayList<>();
    private final Map<OpDefNode, Leaf> leaves = new LinkedHashMap<>();
    /** The quantifiers on the way to the actions, each as often as there are ways. */
    private final List<Quantifier> quantifiers = new ArrayList<>();
    /** Where the quantifiers' identifiers go, in the order in which the relation was walked. */
    private final List<Passed> passed = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    /** The definitions of the module and of those that it extends. */
    private final Set<OpDefNode> definitions = new LinkedHashSet<>();
    private final Set<String> constants = new LinkedHashSet<>();
    /** What keeps the module from being converted, found while the relation was walked. */
    private final List<String> obstacles = new ArrayList<>();

    private SpecActions(Path module) {
        this.module = module;
    }

    /**
     * Reads a module.
     *
     * @throws SpecException if it does not parse, or if its next-state relation has a form that cannot be converted
     */
    static SpecActions of(Path module, List<Path> library) {
        SpecActions actions = new SpecActions(module);
        actions.read(parse(module.toAbsolutePath().normalize(), library));
        return actions;
    }

    /** The module's name. */
    String moduleName() {
        return name(module);
    }

    /** The variables, in the order of their declaration. */
    List<String> variables() {
        return variables;
    }

    /** The constants. */
    Set<String> constants() {
        return constants;
    }

    /** The actions, in the order in which the relation names them. */
    List<Leaf> leaves() {
        return List.copyOf(leaves.values());
    }

    /** The sets that TLC is not left to enumerate, where events give the elements. */
    List<Range> ranges() {
        return ranges;
    }

    /** The definitions in which these sets stand, in the order in which the relation names them. */
    List<Choice> choices() {
        return choices;
    }

    private static String name(Path module) {
        String file = module.getFileName().toString();
        return file.endsWith(".tla") ? file.substring(0, file.length() - 4) : file;
    }

    /** SANY keeps its output stream in a static field. */
    private static synchronized ModuleNode parse(Path module, List<Path> library) {
        List<String> folders = new ArrayList<>();
        folders.add(module.getParent().toString());
        library.forEach(p -> folders.add(p.toAbsolutePath().toString()));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream before = ToolIO.out;
        PrintStream sink = new PrintStream(messages, true, StandardCharsets.UTF_8);
        ToolIO.out = sink;
        SpecObj spec = new SpecObj(name(module), new SimpleFilenameToStream(folders.toArray(String[]::new)));
        String errors;
        try {
            SANY.frontEndMain(spec, name(module), sink);
            errors = Stream.of(spec.initErrors, spec.parseErrors, spec.semanticErrors)
                    .flatMap(e -> Stream.concat(Arrays.stream(e.getAborts()), Arrays.stream(e.getErrors())))
                    .collect(Collectors.joining("\n"));
        } catch (FrontEndException e) {
            errors = e.getMessage() == null ? messages.toString(StandardCharsets.UTF_8) : e.getMessage();
        } finally {
            ToolIO.out = before;
        }
        if (!errors.isBlank() || spec.getRootModule() == null) {
            throw new SpecException(module + ": the module does not parse:\n" + errors.strip().indent(2).stripTrailing()
                    + "\nCorrect the module (SANY says where), or name another");
        }
        return spec.getRootModule();
    }

    private void read(ModuleNode root) {
        Stream.of(root.getVariableDecls())
                .sorted(Comparator.comparingInt(v -> v.getLocation().beginLine() * 10_000
                        + v.getLocation().beginColumn()))
                .forEach(v -> variables.add(v.getName().toString()));
        Stream.of(root.getConstantDecls()).forEach(c -> constants.add(c.getName().toString()));
        definitions.addAll(List.of(root.getOpDefs()));
        OpDefNode next = defined("Next");
        if (defined("Init") == null || next == null) {
            throw new SpecException(module + ": the module does not define both Init and Next, without which a trace "
                    + "cannot be written as a module. Define them");
        }
        if (!walk(next.getBody(), new Way(next))) {
            throw cannot("a disjunct of Next is not the application of an operator of the module, so that there is no "
                    + "name which an event could bear. Give it a name");
        }
        if (!obstacles.isEmpty()) {
            throw cannot(obstacles.get(0));
        }
        checkUses();
        boundQuantifiers();
    }

    private OpDefNode defined(String name) {
        return definitions.stream().filter(d -> d.getName().toString().equals(name)).findFirst().orElse(null);
    }

    private SpecException cannot(String why) {
        return new SpecException(module + ": traces cannot be written as a module for stock TLC: " + why);
    }

    /** The way to a place in the relation. */
    private static final class Way {
        /** The definition of the module in which the place is. */
        private final OpDefNode host;
        /** The operators applied. */
        private final Set<String> operators;
        /** What each identifier and parameter is called on the way. */
        private final Map<FormalParamNode, Set<String>> called;
        /** The quantifiers' identifiers, each by itself and by the parameters to which it is passed. */
        private final Map<FormalParamNode, FormalParamNode> origins;
        /** The extents of the sets that are passed as arguments. */
        private final Map<FormalParamNode, Extent> extents;

        Way(OpDefNode host) {
            this(host, Set.of(), Map.of(), Map.of(), Map.of());
        }

        private Way(OpDefNode host, Set<String> operators, Map<FormalParamNode, Set<String>> called,
                Map<FormalParamNode, FormalParamNode> origins, Map<FormalParamNode, Extent> extents) {
            this.host = host;
            this.operators = new LinkedHashSet<>(operators);
            this.called = new IdentityHashMap<>(called);
            this.origins = new IdentityHashMap<>(origins);
            this.extents = new IdentityHashMap<>(extents);
        }

        Way copy() {
            return in(host);
        }

        Way in(OpDefNode place) {
            return new Way(place, operators, called, origins, extents);
        }

        /** The quantifiers' identifiers. */
        Set<FormalParamNode> identifiers() {
            return new LinkedHashSet<>(origins.values());
        }
    }

    private record Quantifier(OpApplNode exists, OpDefNode host, List<Extent> extents) {}

    private record Passed(FormalParamNode identifier, Use use) {}

    /** Whether the expression is nothing but a choice of applications of operators; notes these. */
    private boolean walk(SemanticNode node, Way path) {
        if (node instanceof LetInNode let) {
            return walk(let.getBody(), path);
        } else if (node instanceof LabelNode label) {
            return walk(label.getBody(), path);
        } else if (!(node instanceof OpApplNode)) {
            return false;
        }
        OpApplNode application = (OpApplNode) node;
        String operator = application.getOperator().getName().toString();
        switch (operator) {
            case "$DisjList", "\\lor" -> {
                boolean all = true;
                for (ExprOrOpArgNode disjunct : application.getArgs()) {
                    all &= walk(disjunct, path);
                }
                return all;
            }
            case "$BoundedExists" -> {
                return walk(application.getArgs()[0], quantified(application, path));
            }
            default -> {
                return application.getOperator() instanceof OpDefNode definition
                        && isUserDefined(definition)
                        && apply(application, definition, path);
            }
        }
    }

    private Way quantified(OpApplNode exists, Way path) {
        Way inner = path.copy();
        List<Extent> extents = new ArrayList<>();
        for (ExprNode bound : exists.getBdedQuantBounds()) {
            extents.add(Extent.of(bound, path.extents));
        }
        quantifiers.add(new Quantifier(exists, path.host, extents));
        for (FormalParamNode[] group : exists.getBdedQuantSymbolLists()) {
            for (FormalParamNode id : group) {
                inner.called.put(id, new LinkedHashSet<>(Set.of(id.getName().toString())));
                inner.origins.put(id, id);
            }
        }
        return inner;
    }

    private boolean apply(OpApplNode application, OpDefNode definition, Way path) {
        String name = definition.getName().toString();
        Way inner = path.in(definitions.contains(definition) ? definition : path.host);
        FormalParamNode[] formals = definition.getParams();
        for (int i = 0; i < formals.length; i++) {
            Set<String> called = new LinkedHashSet<>();
            called.add(formals[i].getName().toString());
            FormalParamNode passed = identifier(application.getArgs()[i]);
            inner.origins.remove(formals[i]);
            if (passed != null && path.called.containsKey(passed)) {
                called.addAll(path.called.get(passed));
                if (path.origins.containsKey(passed)) {
                    inner.origins.put(formals[i], path.origins.get(passed));
                }
            }
            inner.called.put(formals[i], called);
            inner.extents.put(formals[i], Extent.of(application.getArgs()[i], path.extents));
        }
        if (!path.operators.contains(name) && definition.getBody().getLevel() == ACTION_LEVEL) {
            Way deeper = inner.copy();
            deeper.operators.add(name);
            // A body that is not only a choice of actions is an action itself, and what was found inside does not count.
            Map<OpDefNode, Leaf> leavesBefore = new LinkedHashMap<>(leaves);
            int quantifiersBefore = quantifiers.size();
            int passedBefore = passed.size();
            int obstaclesBefore = obstacles.size();
            if (walk(definition.getBody(), deeper)) {
                return true;
            }
            leaves.clear();
            leaves.putAll(leavesBefore);
            quantifiers.subList(quantifiersBefore, quantifiers.size()).clear();
            passed.subList(passedBefore, passed.size()).clear();
            obstacles.subList(obstaclesBefore, obstacles.size()).clear();
        }
        leaf(definition, inner);
        return true;
    }

    private static FormalParamNode identifier(ExprOrOpArgNode argument) {
        return argument instanceof OpApplNode a && a.getArgs().length == 0
                        && a.getOperator() instanceof FormalParamNode id ? id : null;
    }

    private void leaf(OpDefNode definition, Way path) {
        String name = definition.getName().toString();
        if (name.contains("!")) {
            obstacles.add("its action " + name + " comes from an INSTANCE. Define an operator for it");
        }
        if (!name.contains("!") && !definitions.contains(definition)) {
            obstacles.add("its action " + name + " is defined inside of another definition. Define it beside that");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        List<String> parameters = new ArrayList<>();
        for (FormalParamNode formal : definition.getParams()) {
            if (formal.getArity() > 0) {
                obstacles.add("its action " + name + " has an operator as its parameter " + formal.getName());
            }
            parameters.add(formal.getName().toString());
            arguments.put(formal.getName().toString(), formal.getName().toString());
        }
        for (FormalParamNode formal : definition.getParams()) {
            path.called.get(formal).forEach(c -> arguments.putIfAbsent(c, formal.getName().toString()));
        }
        Set<String> foreign = new LinkedHashSet<>();
        path.called.values().forEach(foreign::addAll);
        innerIdentifiers(definition.getBody(), foreign, new HashSet<>());
        foreign.removeAll(arguments.keySet());
        Set<String> names = new LinkedHashSet<>(path.operators);
        names.add(name);
        Leaf leaf = new Leaf(name, parameters, names, arguments, foreign);
        Leaf other = leaves.put(definition, leaf);
        if (other != null && !(other.names().equals(names) && other.arguments().equals(arguments))) {
            obstacles.add("Next reaches its action " + name + " on two ways, under other names. Give each its own "
                    + "operator");
        }
        for (FormalParamNode identifier : path.identifiers()) {
            Set<String> parametersThatAreIt = Stream.of(definition.getParams())
                    .filter(formal -> path.origins.get(formal) == identifier)
                    .map(formal -> formal.getName().toString())
                    .collect(Collectors.toSet());
            passed.add(new Passed(identifier, new Use(name, arguments.keySet().stream()
                    .filter(argument -> parametersThatAreIt.contains(arguments.get(argument)))
                    .collect(Collectors.toCollection(LinkedHashSet::new)))));
        }
    }

    /** The identifiers that an action's own outer quantifiers bind: an event may log them, but no guard can see them. */
    private static void innerIdentifiers(SemanticNode node, Set<String> found, Set<OpDefNode> open) {
        if (node instanceof LetInNode let) {
            innerIdentifiers(let.getBody(), found, open);
        } else if (node instanceof OpApplNode application) {
            String operator = application.getOperator().getName().toString();
            if (operator.equals("$BoundedExists")) {
                for (FormalParamNode[] group : application.getBdedQuantSymbolLists()) {
                    Stream.of(group).forEach(id -> found.add(id.getName().toString()));
                }
            } else if (application.getOperator() instanceof OpDefNode definition && isUserDefined(definition)) {
                if (open.add(definition)) {
                    Stream.of(definition.getParams()).forEach(p -> found.add(p.getName().toString()));
                    innerIdentifiers(definition.getBody(), found, open);
                }
                return;
            } else if (!operator.equals("$DisjList") && !operator.equals("\\lor")) {
                return;
            }
            for (ExprOrOpArgNode argument : application.getArgs()) {
                innerIdentifiers(argument, found, open);
            }
        }
    }

    /** A guard stands in front of an operator wherever it is used. */
    private void checkUses() {
        for (OpDefNode leaf : leaves.keySet()) {
            for (OpDefNode used : uses(leaf.getBody())) {
                if (leaves.containsKey(used)) {
                    throw cannot("its action " + used.getName() + " is used inside of " + leaf.getName()
                            + " too. Give the common part an operator of its own");
                }
            }
        }
    }

    /** Finds the ranges, and writes the definitions in which they stand. */
    private void boundQuantifiers() {
        Map<OpApplNode, Quantifier> distinct = new LinkedHashMap<>();
        for (Quantifier q : quantifiers) {
            distinct.merge(q.exists(), q, (one, other) -> {
                List<Extent> both = new ArrayList<>();
                for (int i = 0; i < one.extents().size(); i++) {
                    both.add(one.extents().get(i).or(other.extents().get(i)));
                }
                return new Quantifier(one.exists(), one.host(), both);
            });
        }
        Map<OpDefNode, Map<TreeNode, List<String>>> hosts = new LinkedHashMap<>();
        for (Quantifier quantifier : distinct.values()) {
            Map<TreeNode, List<String>> operators = operators(quantifier);
            if (!operators.isEmpty()) {
                hosts.computeIfAbsent(quantifier.host(), h -> new LinkedHashMap<>()).putAll(operators);
            }
        }
        hosts.forEach((host, operators) -> {
            String name = host.getName().toString();
            String parameters = Stream.of(host.getParams())
                    .map(p -> p.getName() + (p.getArity() == 0 ? "" : "(" + "_, ".repeat(p.getArity() - 1) + "_)"))
                    .collect(Collectors.joining(", "));
            choices.add(new Choice(name, parameters.isEmpty() ? "" : "(" + parameters + ")",
                    ChoiceText.of(host.getBody().getTreeNode(), operators)));
        });
    }

    /** The operators to put in front of a quantifier's sets, by the place in the text; empty where none is needed. */
    private Map<TreeNode, List<String>> operators(Quantifier quantifier) {
        OpApplNode exists = quantifier.exists();
        List<TreeNode> places = Stream.of(exists.getTreeNode().heirs())
                .filter(heir -> heir.isKind(SyntaxTreeConstants.N_QuantBound))
                .toList();
        Map<TreeNode, List<String>> operators = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Extent extent = quantifier.extents().get(i);
            FormalParamNode[] ids = exists.getBdedQuantSymbolLists()[i];
            List<Map<String, Set<Use>>> bounds = new ArrayList<>();
            if (exists.isBdedQuantATuple()[i]) {
                bounds.add(bound(ids));
            } else {
                Stream.of(ids).forEach(id -> bounds.add(bound(id)));
            }
            // A set that TLC can enumerate is left alone where no event ever gives the element.
            boolean wanted = !extent.isEnumerable() || extent.size() == Extent.Size.LARGE && bounds.stream()
                    .allMatch(b -> b.values().stream().allMatch(u -> u.stream().noneMatch(use -> use.names().isEmpty())));
            String local = wanted ? local(quantifier.host()) : null;
            if (!wanted || local != null && extent.isEnumerable()) {
                continue;
            }
            String which = String.join(", ", Stream.of(ids).map(id -> id.getName().toString()).toList());
            if (extent.size() == Extent.Size.OUT_OF_REACH) {
                throw cannot("the set that " + which + " ranges over in " + quantifier.host().getName() + " is one of which "
                        + "TLC cannot even tell whether a value is in it. Write it without going through all numbers or "
                        + "strings, as {n \\in Nat : n % 2 = 0} instead of {2 * n : n \\in Nat}");
            } else if (local != null) {
                throw cannot("the set that " + which + " ranges over in " + quantifier.host().getName() + " is one that TLC "
                        + "cannot enumerate, and the definition cannot be written anew, since it uses " + local
                        + ", which is LOCAL. Take the word LOCAL away");
            }
            List<String> names = new ArrayList<>();
            for (Map<String, Set<Use>> bound : bounds) {
                ranges.add(new Range("Trace_Range_" + (ranges.size() + 1), bound, extent));
                names.add(ranges.get(ranges.size() - 1).operator());
            }
            operators.put(places.get(i), names);
        }
        return operators;
    }

    private Map<String, Set<Use>> bound(FormalParamNode... identifiers) {
        Map<String, Set<Use>> bound = new LinkedHashMap<>();
        for (FormalParamNode identifier : identifiers) {
            bound.put(identifier.getName().toString(), passed.stream()
                    .filter(p -> p.identifier() == identifier)
                    .map(Passed::use)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
        }
        return bound;
    }

    /** The name of an operator that the definition's text uses and another module cannot; null if there is none. */
    private String local(OpDefNode host) {
        Set<OpDefNode> used = new LinkedHashSet<>();
        collectUses(host.getBody(), used, false);
        return used.stream()
                .filter(OpDefNode::isLocal)
                .filter(d -> !EXTENDED.contains(d.getOriginallyDefinedInModuleNode().getName().toString()))
                .map(d -> d.getName().toString())
                .findFirst()
                .orElse(null);
    }

    static boolean isUserDefined(OpDefNode definition) {
        return definition.getKind() == ASTConstants.UserDefinedOpKind
                && definition.getBody() != null;
    }

    /** All operators that the expression uses, also through others. */
    private static Set<OpDefNode> uses(SemanticNode node) {
        Set<OpDefNode> found = new LinkedHashSet<>();
        collectUses(node, found, true);
        return found;
    }

    private static void collectUses(SemanticNode node, Set<OpDefNode> found, boolean throughOthers) {
        SymbolNode symbol = node instanceof OpApplNode application
                ? application.getOperator()
                : node instanceof OpArgNode argument ? argument.getOp() : null;
        if (symbol instanceof OpDefNode definition && isUserDefined(definition) && found.add(definition) && throughOthers) {
            collectUses(definition.getBody(), found, true);
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child != null) {
                    collectUses(child, found, throughOthers);
                }
            }
        }
    }
}
