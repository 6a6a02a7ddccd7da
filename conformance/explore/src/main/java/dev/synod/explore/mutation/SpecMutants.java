package dev.synod.explore.mutation;

import dev.synod.tlc.SharedModules;
import dev.synod.tlc.UnusableInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
import tla2sany.parser.SyntaxTreeNode;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import tla2sany.st.TreeNode;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * Makes mutants of a specification: all that one small edit gives in what {@code Init} and {@code Next} use.
 *
 * <p>The parser's tree says what stands where; an edit replaces the text there. The edits:
 * <ul>
 *   <li>a guard is dropped (a conjunct without primes), an action is never taken (a disjunct of the relation)
 *   <li>a comparison is weakened, strengthened or negated
 *   <li>a variable keeps its value instead of the new one, or is forgotten in an UNCHANGED
 *   <li>a union or difference loses one side, an implication its premise
 *   <li>a quantifier is swapped for the other one, a condition negated, a number moved by one, a sum and a difference
 *       exchanged
 * </ul>
 * What no longer parses is left out. Properties, assumptions and extended modules are left as they are.
 */
public final class SpecMutants {
    private static final int CONSTANT_OR_STATE = 1;
    private static final int LONGEST = 70;
    private static final int ATTEMPTS = 3;
    private static final Set<String> CONJUNCTIONS = Set.of("$ConjList", "\\land");
    private static final Set<String> DISJUNCTIONS = Set.of("$DisjList", "\\lor");
    private static final Set<String> ORDER = Set.of("<", ">", "\\leq", "\\geq", "=<", "<=", ">=");

    private final Path module;
    private final String source;
    private final int[] lineStarts;
    private final ModuleNode root;
    private final Set<OpDefNode> definitions = new LinkedHashSet<>();
    private final Set<String> ordered = new HashSet<>();
    private final Map<String, Edit> edits = new LinkedHashMap<>();
    private final List<SemanticNode> enclosing = new ArrayList<>();
    private OpDefNode current;
    private boolean initial;

    private record Edit(String definition, String what, int from, int to, String replacement) {}

    private SpecMutants(Path module, List<Path> library) {
        this.module = module.toAbsolutePath().normalize();
        try {
            source = Files.readString(this.module);
        } catch (IOException e) {
            throw new UnusableInputException(module.toString(), "a file that cannot be read", "a module",
                    "check its name and that you may read it");
        }
        int tab = source.indexOf('\t');
        if (tab >= 0) {
            throw new UnusableInputException(module + ":" + (1 + source.substring(0, tab).chars().filter(c -> c == '\n').count()),
                    "a tab", "spaces only, so that the parser's columns are the text's", "replace the tabs by spaces");
        }
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
        Parsed parsed = parse(this.module, library);
        if (parsed.root() == null) {
            throw new UnusableInputException(module.toString(), "a module that does not parse: " + parsed.errors(),
                    "a module that SANY accepts", "correct the module");
        }
        root = parsed.root();
    }

    /**
     * All mutants of a module, in the order of the text.
     *
     * @param module  the module, which defines {@code Init} and {@code Next}
     * @param library folders with modules that it extends, besides its own
     * @throws UnusableInputException if the module cannot be read or does not parse, or has no such definitions
     */
    public static List<SpecMutant> of(Path module, List<Path> library) {
        List<Path> shared = SharedModules.library(module, library);
        SpecMutants mutants = new SpecMutants(module, shared);
        mutants.collect();
        return mutants.parsing(shared);
    }

    private void collect() {
        Map<String, OpDefNode> named = new HashMap<>();
        for (OpDefNode definition : root.getOpDefs()) {
            named.put(definition.getName().toString(), definition);
        }
        OpDefNode init = named.get("Init");
        OpDefNode next = named.get("Next");
        if (init == null || next == null) {
            throw new UnusableInputException(module.toString(), "no definition of " + (init == null ? "Init" : "Next"),
                    "Init and Next", "name the module of the algorithm");
        }
        reach(init);
        Set<OpDefNode> ofInit = new HashSet<>(definitions);
        reach(next);
        for (OpDefNode definition : definitions) {
            noteOrdered(definition.getBody());
        }
        for (OpDefNode definition : definitions) {
            current = definition;
            initial = definition == init || ofInit.contains(definition) && definition.getLevel() > 0
                    && definition != next;
            visit(definition.getBody());
        }
    }

    /** Notes a definition of this very module, and all that it uses. */
    private void reach(OpDefNode definition) {
        if (definition.getKind() != ASTConstants.UserDefinedOpKind || definition.getBody() == null
                || definition.getOriginallyDefinedInModuleNode() != root || !definitions.add(definition)) {
            return;
        }
        reachFrom(definition.getBody());
    }

    private void reachFrom(SemanticNode node) {
        if (node instanceof OpApplNode application && application.getOperator() instanceof OpDefNode used) {
            reach(used);
        } else if (node instanceof OpArgNode argument && argument.getOp() instanceof OpDefNode used) {
            reach(used);
        }
        children(node).forEach(this::reachFrom);
    }

    private static List<SemanticNode> children(SemanticNode node) {
        List<SemanticNode> children = new ArrayList<>();
        if (node instanceof LetInNode let) {
            for (OpDefNode definition : let.getLets()) {
                if (definition.getBody() != null) {
                    children.add(definition.getBody());
                }
            }
            children.add(let.getBody());
        } else if (node instanceof OpApplNode application) {
            for (ExprOrOpArgNode argument : application.getArgs()) {
                if (argument != null) {
                    children.add(argument);
                }
            }
            if (application.getBdedQuantBounds() != null) {
                children.addAll(Arrays.asList(application.getBdedQuantBounds()));
            }
        } else if (node.getChildren() != null) {
            Arrays.stream(node.getChildren()).filter(c -> c != null).forEach(children::add);
        }
        return children;
    }

    /** What is somewhere compared by its order is a number, and an equation on it can be weakened to an inequality. */
    private void noteOrdered(SemanticNode node) {
        if (node instanceof OpApplNode application && application.getArgs().length == 2
                && ORDER.contains(application.getOperator().getName().toString())) {
            for (ExprOrOpArgNode argument : application.getArgs()) {
                ordered.add(line(text(argument)));
            }
        }
        children(node).forEach(this::noteOrdered);
    }

    private void visit(SemanticNode node) {
        if (node instanceof NumeralNode number && number.bigVal() == null) {
            edit(node, Integer.toString(number.val() + 1), line(text(node)) + " to " + (number.val() + 1) + whole(node));
            if (number.val() > 0) {
                edit(node, Integer.toString(number.val() - 1),
                        line(text(node)) + " to " + (number.val() - 1) + whole(node));
            }
        }
        if (node instanceof OpApplNode application) {
            apply(application);
        }
        enclosing.add(node);
        children(node).forEach(this::visit);
        enclosing.remove(enclosing.size() - 1);
    }

    /** Says where a number stands, since many are alike. */
    private String whole(SemanticNode number) {
        for (int i = enclosing.size() - 1; i >= 0; i--) {
            String outer = line(text(enclosing.get(i)));
            if (outer.length() > line(text(number)).length() + 1) {
                return " in " + outer;
            }
        }
        return "";
    }

    private void apply(OpApplNode application) {
        String operator = application.getOperator().getName().toString();
        ExprOrOpArgNode[] args = application.getArgs();
        if (CONJUNCTIONS.contains(operator)) {
            for (ExprOrOpArgNode conjunct : args) {
                if (!initial && level(conjunct) <= CONSTANT_OR_STATE) {
                    edit(conjunct, "TRUE", "drop " + line(text(conjunct)));
                }
            }
        } else if (DISJUNCTIONS.contains(operator)) {
            for (ExprOrOpArgNode disjunct : args) {
                if (level(disjunct) > CONSTANT_OR_STATE) {
                    edit(disjunct, "FALSE", "never " + line(text(disjunct)));
                }
            }
        } else if (operator.equals("=") && isPrimed(args[0])) {
            String variable = line(text(((OpApplNode) args[0]).getArgs()[0]));
            edit(args[1], variable, "keep " + variable);
        } else if (operator.equals("UNCHANGED")) {
            forget(args[0]);
        } else if (operator.equals("=>")) {
            edit(args[0], "TRUE", "without the premise of " + line(text(application)));
        } else if (operator.equals("$IfThenElse") && level(args[0]) <= CONSTANT_OR_STATE) {
            edit(args[0], "~(" + text(args[0]) + ")", "negate the condition " + line(text(args[0])));
        } else if (operator.equals("$BoundedForall") || operator.equals("$BoundedExists")) {
            boolean forall = operator.equals("$BoundedForall");
            int from = offset(location(application).beginLine(), location(application).beginColumn());
            if (level(application) <= CONSTANT_OR_STATE && source.startsWith(forall ? "\\A" : "\\E", from)) {
                edit(from, from + 2, forall ? "\\E" : "\\A",
                        (forall ? "\\A to \\E" : "\\E to \\A") + " in " + line(text(application)));
            }
        }
        if (args.length == 2) {
            infix(application, args);
        }
    }

    private void infix(OpApplNode application, ExprOrOpArgNode[] args) {
        TreeNode[] heirs = ((SyntaxTreeNode) application.getTreeNode()).heirs();
        if (heirs.length != 3 || level(application) > CONSTANT_OR_STATE && !isSetOperation(application)
                || initial && application.getOperator().getName().toString().equals("=")) {
            return;
        }
        Location at = heirs[1].getLocation();
        int from = offset(at.beginLine(), at.beginColumn());
        int to = offset(at.endLine(), at.endColumn()) + 1;
        String symbol = source.substring(from, to);
        boolean numbers = Arrays.stream(args).anyMatch(a -> ordered.contains(line(text(a))));
        List<String> others = switch (symbol) {
            case "<" -> List.of("=<", ">=");
            case "=<", "<=", "\\leq" -> List.of("<", ">");
            case ">" -> List.of(">=", "=<");
            case ">=", "\\geq" -> List.of(">", "<");
            case "=" -> numbers ? List.of("#", ">=", "=<") : List.of("#");
            case "#", "/=" -> List.of("=");
            case "\\in" -> List.of("\\notin");
            case "\\notin" -> List.of("\\in");
            case "+" -> List.of("-");
            case "-" -> List.of("+");
            default -> List.of();
        };
        for (String other : others) {
            edit(from, to, other, symbol + " to " + other + " in " + line(text(application)));
        }
        if (isSetOperation(application)) {
            edit(application, text(args[0]), "only the left of " + line(text(application)));
            if (!symbol.equals("\\")) {
                edit(application, text(args[1]), "only the right of " + line(text(application)));
            }
        }
    }

    private static boolean isSetOperation(OpApplNode application) {
        return Set.of("\\union", "\\cup", "\\intersect", "\\cap", "\\")
                .contains(application.getOperator().getName().toString());
    }

    private static boolean isPrimed(ExprOrOpArgNode node) {
        return node instanceof OpApplNode application && application.getOperator().getName().toString().equals("'")
                && application.getArgs()[0] instanceof OpApplNode variable
                && variable.getOperator() instanceof OpDeclNode;
    }

    /** Takes each variable out of what an UNCHANGED names. */
    private void forget(ExprOrOpArgNode unchanged) {
        if (!(unchanged instanceof OpApplNode application)) {
            return;
        }
        if (application.getOperator().getName().toString().equals("$Tuple")) {
            ExprOrOpArgNode[] elements = application.getArgs();
            for (ExprOrOpArgNode element : elements) {
                List<String> rest = Arrays.stream(elements).filter(e -> e != element).map(this::text).toList();
                edit(unchanged, "<<" + String.join(", ", rest) + ">>",
                        "forget " + line(text(element)));
            }
        } else {
            edit(unchanged, "<<>>", "forget " + line(text(unchanged)));
        }
    }

    private static int level(SemanticNode node) {
        return node instanceof LevelNode leveled ? leveled.getLevel() : 0;
    }

    private void edit(SemanticNode node, String replacement, String what) {
        Location at = location(node);
        edit(offset(at.beginLine(), at.beginColumn()), offset(at.endLine(), at.endColumn()) + 1, replacement, what);
    }

    private void edit(int from, int to, String replacement, String what) {
        String text = source.substring(0, from) + replacement + source.substring(to);
        if (!text.equals(source)) {
            edits.putIfAbsent(text, new Edit(current.getName().toString(), what, from, to, replacement));
        }
    }

    private static Location location(SemanticNode node) {
        return node.getTreeNode().getLocation();
    }

    private int offset(int line, int column) {
        return lineStarts[line - 1] + column - 1;
    }

    private String text(SemanticNode node) {
        Location at = location(node);
        return source.substring(offset(at.beginLine(), at.beginColumn()), offset(at.endLine(), at.endColumn()) + 1);
    }

    /** The text on one line, cut where it is long. */
    private static String line(String text) {
        String one = text.replaceAll("\\\\\\*.*", "").replaceAll("\\s+", " ").strip();
        return one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "...";
    }

    private List<SpecMutant> parsing(List<Path> library) {
        List<SpecMutant> mutants = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        List<Map.Entry<String, Edit>> inOrder = new ArrayList<>(edits.entrySet());
        inOrder.sort(Comparator.comparingInt(e -> e.getValue().from()));
        Path folder = null;
        try {
            folder = Files.createTempDirectory("synod-mutants");
            Path copy = folder.resolve(module.getFileName());
            List<Path> folders = new ArrayList<>(List.of(module.getParent()));
            folders.addAll(library);
            for (Map.Entry<String, Edit> entry : inOrder) {
                Edit edit = entry.getValue();
                String key = edit.definition() + ": " + edit.what();
                int count = seen.merge(key, 1, Integer::sum);
                Files.writeString(copy, entry.getKey());
                if (parses(copy, folders)) {
                    int line = 1 + (int) source.substring(0, edit.from()).chars().filter(c -> c == '\n').count();
                    mutants.add(new SpecMutant(count == 1 ? key : key + " (" + count + ")", line,
                            edit.from() - lineStarts[line - 1] + 1, entry.getKey()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(folder);
        }
        return mutants;
    }

    /** Another process's parser may take away the standard modules that this one has just unpacked; so ask again. */
    private static boolean parses(Path module, List<Path> library) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (parse(module, library).root() != null) {
                return true;
            }
        }
        return false;
    }

    private record Parsed(ModuleNode root, String errors) {}

    /** SANY keeps its output stream in a static field. */
    private static synchronized Parsed parse(Path module, List<Path> library) {
        String file = module.getFileName().toString();
        String name = file.endsWith(".tla") ? file.substring(0, file.length() - 4) : file;
        String[] folders = Stream.concat(Stream.of(module.getParent()), library.stream())
                .map(p -> p.toAbsolutePath().toString())
                .toArray(String[]::new);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream before = ToolIO.out;
        PrintStream sink = new PrintStream(messages, true, StandardCharsets.UTF_8);
        ToolIO.out = sink;
        SpecObj spec = new SpecObj(name, new SimpleFilenameToStream(folders));
        String errors;
        try {
            SANY.frontEndMain(spec, name, sink);
            errors = Stream.of(spec.initErrors, spec.parseErrors, spec.semanticErrors)
                    .flatMap(e -> Stream.concat(Arrays.stream(e.getAborts()), Arrays.stream(e.getErrors())))
                    .collect(Collectors.joining("; "));
        } catch (FrontEndException e) {
            errors = e.getMessage() == null ? messages.toString(StandardCharsets.UTF_8) : e.getMessage();
        } finally {
            ToolIO.out = before;
        }
        return errors.isBlank() && spec.getRootModule() != null ? new Parsed(spec.getRootModule(), "")
                : new Parsed(null, errors.isBlank() ? messages.toString(StandardCharsets.UTF_8).strip() : errors);
    }
}
