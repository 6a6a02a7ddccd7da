package dev.synod.replay.engine;

import dev.synod.replay.SpecBounds;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecModel;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.FP64;
import util.ToolIO;

/**
 * Loads a module with the constants of a trace into TLC's evaluator.
 *
 * <p>The module stays as it is: a module of a few lines, written to a temporary folder, extends it and defines the
 * constants' values.
 */
final class SpecLoader {
    private static final String PREFIX = "SynodReplay_";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*");
    private static final String CONSTRAINT = PREFIX + "Constraint";
    private static final String SPECIFICATION = "Spec";
    private static final String INIT = "Init";
    private static final String NEXT = "Next";
    /** What the names of the definitions begin with that a model's module contributes. */
    static final String MODEL = PREFIX + "Model!";

    private static final String NO_VALUE = PREFIX + "no_value_";

    private final Path module;
    private final List<Path> library;
    private final TraceHeader header;
    private final SpecBounds bounds;
    private final Path model;
    private final Set<String> lacking = new LinkedHashSet<>();
    private boolean negative;
    /** The model values in the header's constants, each with the constant that the module declares for it. */
    private final Map<String, String> models = new LinkedHashMap<>();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    /**
     * @param bounds what the model makes smaller of the specification; nothing for a replay
     * @param model  a module whose definitions are to be there too, or null
     */
    SpecLoader(Path module, List<Path> library, TraceHeader header, SpecBounds bounds, Path model) {
        this.model = model == null ? null : model.toAbsolutePath().normalize();
        this.module = module.toAbsolutePath().normalize();
        this.library = library;
        this.header = header;
        this.bounds = bounds;
    }

    /** A module loaded; the model is the module that extends it, with its configuration, as they were written. */
    record Loaded(ReplayTool tool, String nextName, boolean throughSpecification, SpecModel model, Set<String> lacking) {}

    /** @throws SpecException if the module does not parse, or its constants are not those of the header */
    Loaded load() {
        Path folder = temporaryFolder();
        try {
            PrintStream sink = new PrintStream(messages, true, StandardCharsets.UTF_8);
            ToolIO.out = sink;
            ToolIO.err = sink;
            ToolIO.setUserDir(folder.toString());
            FP64.Init(0);
            List<Path> places = new ArrayList<>();
            places.add(module.getParent());
            places.addAll(library);
            if (model != null) {
                places.add(model.getParent());
            }
            ModuleFiles files = new ModuleFiles(folder, places);
            ModuleNode root = parse(files, module);
            checkConstants(root);
            return evaluator(folder, files, root, model == null ? "" : instance(root, parse(files, model)));
        } finally {
            delete(folder);
            // What a specification prints is for whoever checks it, and must not pile up over a long trace.
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            ToolIO.out = nowhere;
            ToolIO.err = nowhere;
        }
    }

    /**
     * The model's module as an instance, with the constants and variables of the specification. So its own Init and Next
     * are of no account, and a constant that only the model declares has no value: evaluating it is an error.
     */
    private String instance(ModuleNode root, ModuleNode own) {
        Set<String> known = new HashSet<>();
        Stream.of(root.getConstantDecls(), root.getVariableDecls()).flatMap(Arrays::stream)
                .forEach(d -> known.add(d.getName().toString()));
        Arrays.stream(root.getOpDefs()).forEach(d -> known.add(d.getName().toString()));
        StringBuilder definitions = new StringBuilder();
        List<String> with = new ArrayList<>();
        Stream.of(own.getConstantDecls(), own.getVariableDecls()).flatMap(Arrays::stream)
                .filter(d -> !known.contains(d.getName().toString()))
                .forEach(d -> {
                    String name = NO_VALUE + d.getName();
                    definitions.append(name)
                            .append(d.getArity() == 0 ? "" : IntStream.range(0, d.getArity()).mapToObj(i -> "x" + i)
                                    .collect(Collectors.joining(", ", "(", ")")))
                            .append(" == CHOOSE ").append(PREFIX).append("v : FALSE\n");
                    with.add(d.getName() + " <- " + name);
                    lacking.add(d.getName().toString());
                });
        return definitions + MODEL.substring(0, MODEL.length() - 1) + " == INSTANCE " + moduleName(model)
                + (with.isEmpty() ? "" : " WITH " + String.join(", ", with)) + "\n";
    }

    private String moduleName() {
        return moduleName(module);
    }

    private static String moduleName(Path module) {
        String file = module.getFileName().toString();
        return file.endsWith(".tla") ? file.substring(0, file.length() - 4) : file;
    }

    private ModuleNode parse(ModuleFiles files, Path module) {
        String name = moduleName(module);
        SpecObj spec = new SpecObj(name, files);
        try {
            SANY.frontEndMain(spec, name, ToolIO.out);
        } catch (FrontEndException e) {
            throw doesNotParse(module, e.getMessage());
        }
        if (!spec.initErrors.isSuccess() || !spec.parseErrors.isSuccess() || !spec.semanticErrors.isSuccess()) {
            throw doesNotParse(module, Stream.of(spec.initErrors, spec.parseErrors, spec.semanticErrors)
                    .flatMap(e -> Stream.concat(Arrays.stream(e.getAborts()), Arrays.stream(e.getErrors())))
                    .collect(Collectors.joining("\n")));
        }
        if (spec.getRootModule() == null) {
            throw doesNotParse(module, null);
        }
        return spec.getRootModule();
    }

    private SpecException doesNotParse(Path module, String errors) {
        String text = errors == null ? "" : errors;
        // Where the syntax is wrong SANY only prints; of semantic errors it prints what it also returns.
        String printed = messages.toString(StandardCharsets.UTF_8);
        int syntax = printed.indexOf("***Parse Error***");
        if (syntax >= 0) {
            text = printed.substring(syntax).lines()
                    .takeWhile(l -> !l.startsWith("Residual stack trace") && !l.startsWith("Fatal errors"))
                    .filter(l -> !l.isBlank() && !l.startsWith("***"))
                    .collect(Collectors.joining("\n"));
        } else if (text.isBlank()) {
            text = printed;
        }
        if (text.contains("java.lang.")) {
            text = "SANY finds no module in it. A module begins with ---- MODULE " + moduleName(module) + " ---- and ends with ====";
        }
        return new SpecException(module + ": the module does not parse:\n"
                + text.strip().indent(2).stripTrailing()
                + "\nCorrect the module (SANY says where), or name another (--spec FILE)");
    }

    private void checkConstants(ModuleNode root) {
        List<String> declared =
                Arrays.stream(root.getConstantDecls()).map(c -> c.getName().toString()).toList();
        for (OpDeclNode constant : root.getConstantDecls()) {
            if (constant.getArity() > 0) {
                throw new SpecException(module + ": the constant operator " + constant.getName()
                        + " cannot be given by a trace's header. Define it in a module that extends this one");
            }
        }
        if (header.nullConstant() != null && !declared.contains(header.nullConstant())) {
            throw new SpecException("the header says that null stands for " + header.nullConstant()
                    + ", which is no constant of " + module + ". Its constants are " + String.join(", ", declared));
        }
        List<String> missing = declared.stream()
                .filter(c -> !header.constants().containsKey(c) && !c.equals(header.nullConstant()))
                .toList();
        if (!missing.isEmpty()) {
            throw new SpecException("the header gives no value for the constant"
                    + (missing.size() > 1 ? "s " : " ") + String.join(", ", missing) + " of " + module
                    + ". Add it under \"constants\"");
        }
        for (String given : header.constants().keySet()) {
            if (!declared.contains(given)) {
                throw new SpecException("the header gives a value for " + given + ", which is no constant of " + module
                        + ". Its constants are " + (declared.isEmpty() ? "none" : String.join(", ", declared)));
            }
        }
    }

    private Loaded evaluator(Path folder, ModuleFiles files, ModuleNode root, String instance) {
        // A module that extends another inherits its Init and Next; if it says Spec, then that is the specification.
        boolean direct = !defines(root, SPECIFICATION);
        if (direct && !(defines(root, INIT) && defines(root, NEXT))) {
            throw new SpecException(module + ": the module defines neither " + INIT + " and " + NEXT + " nor "
                    + SPECIFICATION + ". Define them, so that the replay knows the next-state relation");
        }
        SpecModel extension = extension(root, direct, Map.of(), instance);
        write(folder.resolve(extension.name() + ".tla"), extension.module());
        write(folder.resolve(extension.name() + ".cfg"), extension.config());
        try {
            ReplayTool tool = new ReplayTool("", extension.name(), extension.name(), files);
            if (bounds.constraint() != null
                    && tool.getModelConstraints()[0].getLevel() >= NextRelation.ACTION_LEVEL) {
                throw new SpecException("the model's constraint " + bounds.constraint()
                        + " speaks of a next state, or of behaviours. A constraint is a predicate of one state");
            }
            int failed = tool.checkAssumptions();
            if (failed != 0) {
                throw new SpecException("the header's constants do not satisfy an ASSUME of " + module + ":\n"
                        + messages.toString(StandardCharsets.UTF_8).strip().indent(2).stripTrailing()
                        + "\nCorrect the constants in the header");
            }
            return new Loaded(tool, NEXT, !direct, bounds.symmetry().isEmpty() ? extension
                    : extension(root, direct, modelValues(), instance), lacking);
        } catch (SpecException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            String bounded = Stream.concat(
                            bounds.sets().entrySet().stream().map(b -> b.getKey() + " <- " + b.getValue()),
                            Stream.ofNullable(bounds.constraint()).map(c -> "CONSTRAINT " + c))
                    .collect(Collectors.joining(", "));
            throw new SpecException("TLC cannot load " + module + " with the header's constants"
                    + (bounded.isEmpty() ? ": " : " and the bounds " + bounded + ": ")
                    + Evaluation.message(e)
                    + (bounded.isEmpty() ? "\nCheck the constants in the header" : "\nCheck the bounds, which are TLA+"));
        }
    }

    /**
     * The elements of a constant that the model claims to be interchangeable.
     *
     * @throws SpecException if it is not a set of two strings or more
     */
    static List<String> symmetric(TraceHeader header, String constant) {
        if (!(header.constants().get(constant) instanceof Value.SetOf set) || set.elements().size() < 2
                || !set.elements().stream().allMatch(Value.Str.class::isInstance)) {
            throw new SpecException("the model is to be symmetric in " + constant + ", which is no constant with two "
                    + "strings or more for elements. The constants are "
                    + String.join(", ", new TreeSet<>(header.constants().keySet())));
        }
        return set.elements().stream().map(e -> ((Value.Str) e).value()).toList();
    }

    /** TLC lets only model values change places: their names, by the strings that they stand for. */
    private Map<String, String> modelValues() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String set : bounds.symmetry()) {
            symmetric(header, set).forEach(e -> names.put(e, PREFIX + "Value_" + names.size()));
        }
        return names;
    }

    /**
     * The module that extends the specification's.
     *
     * @param modelValues names of model values in the place of strings
     * @param instance    what the module says of that of the properties
     */
    private SpecModel extension(ModuleNode root, boolean direct, Map<String, String> modelValues, String instance) {
        String nothing = header.nullConstant();
        String name = PREFIX + moduleName();
        StringBuilder text = new StringBuilder("---- MODULE " + name + " ----\nEXTENDS " + moduleName());
        StringBuilder config = new StringBuilder();
        config.append(direct ? "INIT " + INIT + "\nNEXT " + NEXT + "\n" : "SPECIFICATION " + SPECIFICATION + "\n");
        StringBuilder definitions = new StringBuilder();
        Map<String, Value> constants = new LinkedHashMap<>(header.constants());
        if (nothing != null && !constants.containsKey(nothing)) {
            // TLC takes a model value X_y to be of type X, comparable only with others of that type.
            boolean typed = nothing.length() > 1 && nothing.charAt(1) == '_';
            config.append("CONSTANT ").append(nothing).append(" = ").append(typed ? "the" : "").append(nothing)
                    .append('\n');
        }
        constants.forEach((constant, value) -> {
            definitions.append(PREFIX).append(constant).append(" == ").append(new Text(modelValues).of(value)).append('\n');
            config.append("CONSTANT ").append(constant).append(" <- ").append(PREFIX).append(constant).append('\n');
        });
        bound(root, definitions, config);
        if (negative || !bounds.equals(SpecBounds.NONE)) {
            text.append(", Integers");
        }
        models.forEach((model, declared) -> {
            text.append("\nCONSTANT ").append(declared);
            config.append("CONSTANT ").append(declared).append(" = ").append(model).append('\n');
        });
        text.append('\n');
        if (!modelValues.isEmpty()) {
            text.append("CONSTANTS ").append(String.join(", ", modelValues.values())).append('\n')
                    .append(PREFIX).append("TLC == INSTANCE TLC\n")
                    .append(PREFIX).append("Symmetry == ").append(bounds.symmetry().stream()
                            .map(s -> PREFIX + "TLC!Permutations(" + s + ")").collect(Collectors.joining(" \\cup ")))
                    .append('\n');
            modelValues.values().forEach(v -> config.append("CONSTANT ").append(v).append(" = ").append(v).append('\n'));
            config.append("SYMMETRY ").append(PREFIX).append("Symmetry\n");
        }
        text.append(definitions).append(instance).append("====\n");
        return new SpecModel(name, text.toString(), config.toString());
    }

    /** Puts smaller sets in the place of large ones, and FALSE in the place of actions that are left out. */
    private void bound(ModuleNode root, StringBuilder definitions, StringBuilder config) {
        if (bounds.constraint() != null) {
            definitions.append(CONSTRAINT).append(" == ").append(bounds.constraint()).append('\n');
            config.append("CONSTRAINT ").append(CONSTRAINT).append('\n');
        }
        bounds.sets().forEach((definition, set) -> {
            String name = definition.contains("(") ? definition.substring(0, definition.indexOf('(')).strip() : definition;
            definition(root, name);
            definitions.append(PREFIX).append(definition).append(" == ").append(set).append('\n');
            config.append("CONSTANT ").append(name).append(" <- ").append(PREFIX).append(name).append('\n');
        });
        for (String name : bounds.without()) {
            String parameters = Arrays.stream(definition(root, name).getParams())
                    .map(p -> p.getName().toString())
                    .collect(Collectors.joining(", "));
            definitions.append(PREFIX).append(name).append(parameters.isEmpty() ? "" : "(" + parameters + ")")
                    .append(" == FALSE\n");
            config.append("CONSTANT ").append(name).append(" <- ").append(PREFIX).append(name).append('\n');
        }
    }

    private OpDefNode definition(ModuleNode root, String name) {
        return Arrays.stream(root.getOpDefs())
                .filter(d -> d.getName().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new SpecException("the model bounds " + name + ", which " + module
                        + " does not define. Name one of its definitions, such as a set or an action"));
    }

    private static boolean defines(ModuleNode root, String operator) {
        return Arrays.stream(root.getOpDefs())
                .anyMatch(d -> d.getName().toString().equals(operator) && d.getArity() == 0);
    }

    /** TLA+ text of a constant's value. */
    private final class Text {
        private final Map<String, String> modelValues;

        Text(Map<String, String> modelValues) {
            this.modelValues = modelValues;
        }

        String of(Value value) {
            if (value instanceof Value.Str s) {
                return modelValues.containsKey(s.value()) ? modelValues.get(s.value()) : quoted(s.value());
            } else if (value instanceof Value.Int i) {
                if (i.value() > Integer.MAX_VALUE || i.value() < -Integer.MAX_VALUE) {
                    throw noSuchValue(value);
                }
                negative |= i.value() < 0;
                return i.value() < 0 ? "(0 - " + -i.value() + ")" : Long.toString(i.value());
            } else if (value instanceof Value.Bool b) {
                return b.toString();
            } else if (value instanceof Value.Null) {
                if (header.nullConstant() == null) {
                    throw new SpecException("a null among the header's constants, but the header does not say which "
                            + "constant it stands for. Add \"null\":\"NAME\"");
                }
                return header.nullConstant();
            } else if (value instanceof Value.Model m) {
                return model(m.name());
            } else if (value instanceof Value.SetOf s) {
                return "{" + all(s.elements()) + "}";
            } else if (value instanceof Value.Tup t) {
                return "<<" + all(t.elements()) + ">>";
            } else if (value instanceof Value.Rec r) {
                return r.fields().entrySet().stream()
                        .map(e -> field(e.getKey()) + " |-> " + of(e.getValue()))
                        .collect(Collectors.joining(", ", "[", "]"));
            } else if (value instanceof Value.Fun f) {
                return function(f);
            }
            throw noSuchValue(value);
        }

        private String model(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new SpecException("the model value \"" + name + "\" among the constants, which is no name in TLA+. "
                        + "Use letters, digits and _");
            }
            return models.computeIfAbsent(name, n -> PREFIX + "Model_" + (models.size() + 1));
        }

        private SpecException noSuchValue(Value value) {
            return new SpecException("a constant's value in the header that TLC does not have: " + value
                    + ". TLC's integers end at " + Integer.MAX_VALUE + ". Use smaller numbers in the run");
        }

        private String all(List<Value> values) {
            return values.stream().map(this::of).collect(Collectors.joining(", "));
        }

        private String function(Value.Fun f) {
            String x = PREFIX + "x";
            if (f.entries().isEmpty()) {
                return "[" + x + " \\in {} |-> {}]";
            }
            return "[" + x + " \\in {"
                    + f.entries().stream().map(e -> of(e.key())).collect(Collectors.joining(", "))
                    + "} |-> CASE "
                    + f.entries().stream()
                            .map(e -> x + " = " + of(e.key()) + " -> " + of(e.value()))
                            .collect(Collectors.joining(" [] "))
                    + "]";
        }

        private String field(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new SpecException("the record field \"" + name + "\" among the header's constants, which is no "
                        + "name in TLA+. Use letters, digits and _");
            }
            return name;
        }

        private String quoted(String s) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char c : s.toCharArray()) {
                switch (c) {
                    case '"' -> quoted.append("\\\"");
                    case '\\' -> quoted.append("\\\\");
                    case '\n' -> quoted.append("\\n");
                    case '\t' -> quoted.append("\\t");
                    case '\r' -> quoted.append("\\r");
                    case '\f' -> quoted.append("\\f");
                    default -> {
                        if (c < ' ' || c > '~') {
                            throw new SpecException("the character " + String.format("U+%04X", (int) c)
                                    + " in a string among the header's constants; TLA+ modules are written in ASCII. "
                                    + "Use other names in the run");
                        }
                        quoted.append(c);
                    }
                }
            }
            return quoted.append('"').toString();
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "synod-replay");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, CharSequence text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
