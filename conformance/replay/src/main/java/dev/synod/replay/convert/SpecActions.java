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
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * What the conversion must know of a module: its variables, and the operators that are the disjuncts of its next-state
 * relation.
 *
 * <p>The relation itself is not taken apart: it stays as it is, and TLC evaluates it. Only the names of its actions are
 * needed, to put a guard in front of each.
 */
final class SpecActions {
    private static final int ACTION_LEVEL = 2;
    private static final Set<String> NUMBERS = Set.of("Nat", "Int");

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
     * @param unbounded  the parameters that range over all numbers
     */
    record Leaf(String name, List<String> parameters, Set<String> names, Map<String, String> arguments,
            Set<String> foreign, Set<String> unbounded) {}

    private final Path module;
    private final List<String> variables = new ArrayList<>();
    private final Map<OpDefNode, Leaf> leaves = new LinkedHashMap<>();
    private final Set<String> numbers = new LinkedHashSet<>();
    /** Of these, where else a definition that a step evaluates speaks of them. */
    private final Map<String, String> numbersElsewhere = new LinkedHashMap<>();
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

    /** Which of {@code Nat} and {@code Int} the relation quantifies over. */
    Set<String> numbers() {
        return numbers;
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
        Map<String, OpDefNode> definitions = new LinkedHashMap<>();
        for (OpDefNode definition : root.getOpDefs()) {
            definitions.put(definition.getName().toString(), definition);
        }
        OpDefNode init = definitions.get("Init");
        OpDefNode next = definitions.get("Next");
        if (init == null || next == null) {
            throw new SpecException(module + ": the module does not define both Init and Next, without which a trace "
                    + "cannot be written as a module. Define them");
        }
        if (!walk(next.getBody(), new Way(new LinkedHashSet<>(), new IdentityHashMap<>(), new LinkedHashMap<>()))) {
            throw cannot("a disjunct of Next is not the application of an operator of the module, so that there is no "
                    + "name which an event could bear. Give it a name");
        }
        if (!obstacles.isEmpty()) {
            throw cannot(obstacles.get(0));
        }
        checkUses(init);
    }

    private SpecException cannot(String why) {
        return new SpecException(module + ": traces cannot be written as a module for stock TLC: " + why);
    }

    /** The way to a place in the relation: operators applied, and what identifiers are called and range over. */
    private record Way(Set<String> operators, Map<FormalParamNode, Set<String>> called,
            Map<FormalParamNode, String> ranges) {
        Way copy() {
            return new Way(new LinkedHashSet<>(operators), new IdentityHashMap<>(called),
                    new LinkedHashMap<>(ranges));
        }
    }

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
        ExprNode[] bounds = exists.getBdedQuantBounds();
        for (int i = 0; i < bounds.length; i++) {
            String range = bounds[i] instanceof OpApplNode b && b.getArgs().length == 0
                            && NUMBERS.contains(b.getOperator().getName().toString())
                    ? b.getOperator().getName().toString()
                    : null;
            if (range != null) {
                numbers.add(range);
            } else {
                noteNumbers(bounds[i], "the set that " + exists.getBdedQuantSymbolLists()[i][0].getName()
                        + " ranges over");
            }
            for (FormalParamNode id : exists.getBdedQuantSymbolLists()[i]) {
                inner.called().put(id, new LinkedHashSet<>(Set.of(id.getName().toString())));
                if (range != null) {
                    inner.ranges().put(id, range);
                }
            }
        }
        return inner;
    }

    private void noteNumbers(SemanticNode node, String where) {
        for (OpDefNode used : uses(node)) {
            if (NUMBERS.contains(used.getName().toString())) {
                numbersElsewhere.putIfAbsent(used.getName().toString(), where);
            }
        }
    }

    private boolean apply(OpApplNode application, OpDefNode definition, Way path) {
        String name = definition.getName().toString();
        Way inner = path.copy();
        FormalParamNode[] formals = definition.getParams();
        for (int i = 0; i < formals.length; i++) {
            Set<String> called = new LinkedHashSet<>();
            called.add(formals[i].getName().toString());
            FormalParamNode passed = identifier(application.getArgs()[i]);
            if (passed != null && path.called().containsKey(passed)) {
                called.addAll(path.called().get(passed));
                if (path.ranges().containsKey(passed)) {
                    inner.ranges().put(formals[i], path.ranges().get(passed));
                }
            }
            inner.called().put(formals[i], called);
        }
        if (!path.operators().contains(name) && definition.getBody().getLevel() == ACTION_LEVEL) {
            Way deeper = inner.copy();
            deeper.operators().add(name);
            // A body that is not only a choice of actions is an action itself, and what was found inside does not count.
            Map<OpDefNode, Leaf> leavesBefore = new LinkedHashMap<>(leaves);
            Set<String> numbersBefore = new LinkedHashSet<>(numbers);
            Map<String, String> elsewhereBefore = new LinkedHashMap<>(numbersElsewhere);
            int obstaclesBefore = obstacles.size();
            if (walk(definition.getBody(), deeper)) {
                return true;
            }
            leaves.clear();
            leaves.putAll(leavesBefore);
            numbers.clear();
            numbers.addAll(numbersBefore);
            numbersElsewhere.clear();
            numbersElsewhere.putAll(elsewhereBefore);
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
        Map<String, String> arguments = new LinkedHashMap<>();
        Set<String> unbounded = new LinkedHashSet<>();
        List<String> parameters = new ArrayList<>();
        for (FormalParamNode formal : definition.getParams()) {
            if (formal.getArity() > 0) {
                obstacles.add("its action " + name + " has an operator as its parameter " + formal.getName());
            }
            parameters.add(formal.getName().toString());
            arguments.put(formal.getName().toString(), formal.getName().toString());
            if (path.ranges().containsKey(formal)) {
                unbounded.add(formal.getName().toString());
            }
        }
        for (FormalParamNode formal : definition.getParams()) {
            path.called().get(formal).forEach(c -> arguments.putIfAbsent(c, formal.getName().toString()));
        }
        Set<String> foreign = new LinkedHashSet<>();
        path.called().values().forEach(foreign::addAll);
        innerIdentifiers(definition.getBody(), foreign, new HashSet<>());
        foreign.removeAll(arguments.keySet());
        Set<String> names = new LinkedHashSet<>(path.operators());
        names.add(name);
        Leaf leaf = new Leaf(name, parameters, names, arguments, foreign, unbounded);
        Leaf other = leaves.put(definition, leaf);
        if (other != null && !(other.names().equals(names) && other.arguments().equals(arguments))) {
            obstacles.add("Next reaches its action " + name + " on two ways, under other names. Give each its own "
                    + "operator");
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

    /** A guard stands in front of an operator wherever it is used, and another set in place of all numbers likewise. */
    private void checkUses(OpDefNode init) {
        for (OpDefNode leaf : leaves.keySet()) {
            for (OpDefNode used : uses(leaf.getBody())) {
                if (leaves.containsKey(used)) {
                    throw cannot("its action " + used.getName() + " is used inside of " + leaf.getName()
                            + " too. Give the common part an operator of its own");
                }
            }
            noteNumbers(leaf.getBody(), "the definition of " + leaf.getName());
        }
        noteNumbers(init.getBody(), "the definition of Init");
        for (String set : numbers) {
            if (numbersElsewhere.containsKey(set)) {
                throw cannot("Next has a quantifier over " + set + ", which TLC can enumerate only if a finite set is "
                        + "put in its place, and " + set + " has a meaning in " + numbersElsewhere.get(set) + " too");
            }
        }
    }

    private static boolean isUserDefined(OpDefNode definition) {
        return definition.getKind() == ASTConstants.UserDefinedOpKind
                && definition.getBody() != null;
    }

    /** All operators that the expression uses, also through others. */
    private static Set<OpDefNode> uses(SemanticNode node) {
        Set<OpDefNode> found = new LinkedHashSet<>();
        collectUses(node, found);
        return found;
    }

    private static void collectUses(SemanticNode node, Set<OpDefNode> found) {
        if (node instanceof OpApplNode application
                && application.getOperator() instanceof OpDefNode definition
                && isUserDefined(definition)
                && found.add(definition)) {
            collectUses(definition.getBody(), found);
        }
        if (node instanceof OpArgNode argument
                && argument.getOp() instanceof OpDefNode definition
                && isUserDefined(definition)
                && found.add(definition)) {
            collectUses(definition.getBody(), found);
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child != null) {
                    collectUses(child, found);
                }
            }
        }
    }
}
