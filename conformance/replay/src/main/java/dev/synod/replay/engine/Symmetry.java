package dev.synod.replay.engine;

import dev.synod.trace.Value.Entry;
import dev.synod.trace.Value.Except;
import dev.synod.trace.Value.Fun;
import dev.synod.trace.Value.Rec;
import dev.synod.trace.Value.SetOf;
import dev.synod.trace.Value.Str;
import dev.synod.trace.Value.Tup;
import dev.synod.trace.Value.Update;
import dev.synod.trace.Value.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.DecimalNode;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;
import tlc2.value.impl.EvaluatingValue;
import tlc2.value.impl.MethodValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/**
 * Which strings a specification cannot tell apart: those among the constants' values whose exchange maps every step of
 * the next-state relation to a step.
 *
 * <p>TLA+ has no operator that looks inside of a string or knows an order of strings, so the value of an expression whose
 * parts are fixed by a permutation of strings is mapped by the permutation with the values of its variables. What could
 * break this is looked for in SANY's tree, in all that the next-state relation reaches:
 * <ul>
 * <li>a string that is written there, also as the name of a record's field, is not exchanged with others;
 * <li>every constant's value must be mapped to itself, and so must that of a definition of constant level in which such a
 *     string or a CHOOSE is written;
 * <li>CHOOSE takes the first in TLC's order, and TLC's operators on sequences look inside of strings: while they are
 *     evaluated {@link ReplayTool#watch} notes if they meet a string that could be exchanged;
 * <li>an operator that TLC implements in Java, other than those known to be harmless, or a node that is not known: then
 *     nothing is exchanged;
 * <li>TLC takes a tuple of single characters to equal a string: a string that has a part in such an equality with another
 *     that is written somewhere is not exchanged.
 * </ul>
 */
final class Symmetry {
    /** So many names at most are exchanged: what is looked for grows with the square of their number. */
    private static final int MAX_BLOCK = 64;
    private static final Set<String> PLAIN_MODULES = Set.of("Naturals", "Integers", "FiniteSets");
    private static final Set<String> PLAIN_TLC = Set.of(":>", "@@", "Permutations", "Print", "PrintT", "Assert", "TLCEval");
    private static final Set<String> ON_SEQUENCES = Set.of("Len", "Head", "Tail", "Append", "\\o", "\\circ", "SubSeq",
            "SelectSeq");
    private static final Set<String> PLAIN_BUILT_IN = Set.of("TRUE", "FALSE", "BOOLEAN", "STRING");

    private final List<StringValue> elements = new ArrayList<>();
    private final Renaming renaming;
    private final List<int[]> blocks = new ArrayList<>();
    private final Set<OpApplNode> watched = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Looks for the symmetry of a next-state relation.
     *
     * @param next      its root
     * @param constants the values of all constants
     */
    Symmetry(ReplayTool tool, SemanticNode next, Collection<Value> constants) {
        Set<String> strings = new LinkedHashSet<>();
        constants.forEach(c -> Renaming.strings(c, strings));
        Reach reach = new Reach(tool, strings);
        reach.walk(next, reach.all);
        Set<String> written = new HashSet<>(strings);
        strings.removeAll(reach.all.literals);
        written.addAll(reach.all.literals);
        List<Value> fixed = new ArrayList<>(constants);
        fixed.addAll(reach.values);
        for (Value value : reach.values) {
            Renaming.strings(value, written);
        }
        strings.stream().filter(s -> written.stream().noneMatch(w -> confusable(s, w)))
                .sorted().map(StringValue::new).forEach(elements::add);
        renaming = new Renaming(elements);
        if (reach.known) {
            watched.addAll(reach.all.watched);
            grouped(renaming.identity(), fixed).forEach(b -> blocks.add(Arrays.copyOf(b, Math.min(b.length, MAX_BLOCK))));
        }
    }

    /** Sorts elements into blocks of at least two: within a block, exchanging any two maps each of the values to itself. */
    private List<int[]> grouped(int[] some, List<Value> fixed) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int e : some) {
            List<Integer> own = null;
            for (List<Integer> group : groups) {
                if (own == null && fixes(group.get(0), e, fixed)) {
                    own = group;
                }
            }
            if (own == null) {
                own = new ArrayList<>();
                groups.add(own);
            }
            own.add(e);
        }
        return groups.stream().filter(g -> g.size() > 1)
                .map(g -> g.stream().mapToInt(Integer::intValue).toArray()).toList();
    }

    private boolean fixes(int a, int b, List<Value> values) {
        int[] exchange = renaming.exchange(a, b);
        try {
            for (Value value : values) {
                Value image = renaming.of(value, exchange);
                if (image != value && !Membership.same(image, value)) {
                    return false;
                }
            }
            return true;
        } catch (Renaming.UnknownKind e) {
            return false;
        }
    }

    /**
     * Whether TLC might take a tuple in which one of the strings stands to equal the other: it equates a string with the
     * tuple of its characters.
     */
    static boolean confusable(String element, String other) {
        return !element.equals(other)
                && (element.length() <= 1 && other.contains(element) || other.length() == 1 && element.contains(other));
    }

    /** Blocks without the elements that might be confused with one of the strings. */
    List<int[]> apart(List<int[]> blocks, Collection<String> strings) {
        return blocks.stream()
                .map(block -> Arrays.stream(block).filter(e -> strings.stream()
                        .noneMatch(s -> confusable(elements.get(e).val.toString(), s))).toArray())
                .filter(block -> block.length > 1)
                .toList();
    }

    /**
     * The blocks that an event leaves: within each, exchanging any two maps the event to itself.
     *
     * @param values  what the event says
     * @param strings what stands in it, some of it perhaps elsewhere than in the values
     */
    List<int[]> blocks(List<Value> values, Collection<String> strings) {
        List<int[]> all = apart(blocks, strings);
        if (elements.stream().noneMatch(e -> strings.contains(e.val.toString()))) {
            return all;
        }
        List<int[]> finer = new ArrayList<>();
        for (int[] block : all) {
            finer.addAll(grouped(block, values));
        }
        return finer;
    }

    /** The strings that occur in blocks, and perhaps others. */
    List<StringValue> elements() {
        return elements;
    }

    Renaming renaming() {
        return renaming;
    }

    /** Sets of strings, by their places among the elements, each of at least two: those of a set may be exchanged. */
    List<int[]> blocks() {
        return blocks;
    }

    /** Collects the strings in a trace's value. */
    static void strings(dev.synod.trace.Value value, Collection<String> strings) {
        if (value instanceof Str s) {
            strings.add(s.value());
        } else if (value instanceof SetOf set) {
            set.elements().forEach(v -> strings(v, strings));
        } else if (value instanceof Tup tuple) {
            tuple.elements().forEach(v -> strings(v, strings));
        } else if (value instanceof Rec record) {
            strings.addAll(record.fields().keySet());
            record.fields().values().forEach(v -> strings(v, strings));
        } else if (value instanceof Fun function) {
            entries(function.entries(), strings);
        } else if (value instanceof Except except) {
            entries(except.changed(), strings);
            except.gone().forEach(v -> strings(v, strings));
        } else if (value instanceof Updates updates) {
            for (Update update : updates.updates()) {
                update.path().forEach(v -> strings(v, strings));
                if (update.argument() != null) {
                    strings(update.argument(), strings);
                }
            }
        }
    }

    private static void entries(List<Entry> entries, Collection<String> strings) {
        for (Entry e : entries) {
            strings(e.key(), strings);
            strings(e.value(), strings);
        }
    }

    /** Where an expression is evaluated that might break the symmetry. */
    Set<OpApplNode> watched() {
        return watched;
    }

    /** What is written in an expression and in all that it uses. */
    private static final class Found {
        final Set<String> literals = new HashSet<>();
        final Set<OpApplNode> watched = Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static final class Reach {
        private final ReplayTool tool;
        private final Set<String> candidates;
        private Set<OpDefNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<OpDefNode> global = Collections.newSetFromMap(new IdentityHashMap<>());
        final Found all = new Found();
        /** The values of definitions that were evaluated instead of being looked into. */
        final List<Value> values = new ArrayList<>();
        boolean known = true;

        Reach(ReplayTool tool, Set<String> candidates) {
            this.tool = tool;
            this.candidates = candidates;
            global.addAll(Arrays.asList(tool.getSpecProcessor().getRootModule().getOpDefs()));
        }

        void walk(SemanticNode node, Found found) {
            if (node instanceof StringNode string) {
                found.literals.add(string.getRep().toString());
            } else if (node instanceof OpApplNode appl) {
                application(appl, found);
            } else if (node instanceof LetInNode let) {
                walk(let.getBody(), found);
                for (OpDefNode definition : let.getLets()) {
                    definition(definition, found);
                }
            } else if (node instanceof SubstInNode substitution) {
                for (Subst s : substitution.getSubsts()) {
                    walk(s.getExpr(), found);
                }
                walk(substitution.getBody(), found);
            } else if (node instanceof LabelNode label) {
                walk(label.getBody(), found);
            } else if (node instanceof OpArgNode operator) {
                if (operator.getOp() instanceof OpDefNode definition && isOnSequences(definition)) {
                    known = false;
                }
                symbol(operator.getOp(), null, found);
            } else if (!(node instanceof NumeralNode || node instanceof DecimalNode || node instanceof AtNode)) {
                known = false;
            }
        }

        private void application(OpApplNode appl, Found found) {
            symbol(appl.getOperator(), appl, found);
            for (SemanticNode arg : appl.getArgs()) {
                // In CASE the place of OTHER is empty.
                if (arg != null) {
                    walk(arg, found);
                }
            }
            if (appl.getBdedQuantBounds() != null) {
                for (ExprNode bound : appl.getBdedQuantBounds()) {
                    walk(bound, found);
                }
            }
        }

        private void symbol(SymbolNode symbol, OpApplNode site, Found found) {
            if (symbol instanceof FormalParamNode || symbol instanceof OpDeclNode) {
                // A parameter's value is looked at where it is given, a constant's with the header, a variable's changes.
                return;
            }
            if (!(symbol instanceof OpDefNode definition)) {
                known = false;
                return;
            }
            int opcode = BuiltInOPs.getOpCode(definition.getName());
            if (opcode != 0) {
                if (opcode == ToolGlobals.OPCODE_bc || opcode == ToolGlobals.OPCODE_uc) {
                    watch(site, found);
                }
            } else if (definition.getKind() == ASTConstants.BuiltInKind) {
                known &= PLAIN_BUILT_IN.contains(definition.getName().toString());
            } else {
                Object meaning = tool.meaning(definition, Context.Empty);
                if (meaning instanceof MethodValue || meaning instanceof EvaluatingValue || isStandard(definition)) {
                    implemented(definition, site, found);
                } else if (meaning instanceof OpDefNode other && other != definition) {
                    definition(other, found);
                } else {
                    definition(definition, found);
                }
            }
        }

        private static String module(OpDefNode definition) {
            return definition.getOriginallyDefinedInModuleNode() == null ? ""
                    : definition.getOriginallyDefinedInModuleNode().getName().toString();
        }

        private static boolean isStandard(OpDefNode definition) {
            return definition.getOriginallyDefinedInModuleNode() != null
                    && definition.getOriginallyDefinedInModuleNode().isStandard();
        }

        private static boolean isOnSequences(OpDefNode definition) {
            return module(definition).equals("Sequences") && ON_SEQUENCES.contains(definition.getName().toString());
        }

        /** An operator of a standard module, or one that somebody has implemented in Java. */
        private void implemented(OpDefNode definition, OpApplNode site, Found found) {
            String name = definition.getName().toString();
            if (isOnSequences(definition)) {
                if (site != null) {
                    watch(site, found);
                }
            } else if (!(isStandard(definition) && (PLAIN_MODULES.contains(module(definition))
                    || module(definition).equals("Sequences") && name.equals("Seq")
                    || module(definition).equals("TLC") && PLAIN_TLC.contains(name)))) {
                known = false;
            }
        }

        private void watch(OpApplNode site, Found found) {
            if (site == null) {
                known = false;
            } else {
                found.watched.add(site);
            }
        }

        private void definition(OpDefNode definition, Found found) {
            if (!seen.add(definition)) {
                return;
            }
            if (definition.getBody() == null) {
                known = false;
                return;
            }
            if (definition.getArity() > 0 || definition.getLevel() != LevelConstants.ConstantLevel
                    || !global.contains(definition)) {
                walk(definition.getBody(), found);
                return;
            }
            Found own = new Found();
            // What it uses is looked at again where it is used outside of it.
            Set<OpDefNode> outside = seen;
            seen = Collections.newSetFromMap(new IdentityHashMap<>());
            seen.add(definition);
            walk(definition.getBody(), own);
            seen = outside;
            if (own.watched.isEmpty() && Collections.disjoint(own.literals, candidates)) {
                found.literals.addAll(own.literals);
                return;
            }
            // It always has the same value, and all that matters of it is this.
            Value value = constant(definition);
            if (value == null) {
                known = false;
            } else {
                values.add(value);
            }
        }

        private Value constant(OpDefNode definition) {
            try {
                return tool.meaning(definition, Context.Empty) instanceof Value value ? value
                        : tool.value(definition.getBody(), Context.Empty, TLCState.Empty, TLCState.Empty);
            } catch (RuntimeException | StackOverflowError e) {
                if (!Evaluation.isEvaluationError(e)) {
                    throw e;
                }
                return null;
            }
        }
    }
}
