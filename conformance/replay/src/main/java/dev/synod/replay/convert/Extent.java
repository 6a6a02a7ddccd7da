package dev.synod.replay.convert;

import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.SymbolNode;

/**
 * How far a set reaches, read off its expression: whether TLC can go through its elements, and what they look like.
 *
 * <p>No verdict rests on it. A set that is taken for too small is enumerated by TLC, which says so if it cannot; one that is
 * taken for too large is only asked for membership, and where that is not the whole truth there is a warning.
 *
 * @param size how many elements there may be
 * @param like whether a value looks like an element: TLC may be asked whether it is one, and need not compare a string with a
 *             number for that. Where nothing is known it is always true
 */
record Extent(Size size, Predicate<Value> like) {

    /** How many elements a set has, for TLC. */
    enum Size {
        /** TLC goes through them. */
        SMALL,
        /** Finitely many, but all subsets of a set, or all functions: perhaps too many to go through. */
        LARGE,
        /** TLC cannot go through them, and can tell whether a value is one of them. */
        ENDLESS,
        /** TLC cannot even tell whether a value is one of them. */
        OUT_OF_REACH;

        private Size or(Size other) {
            return compareTo(other) > 0 ? this : other;
        }
    }

    private static final Extent SMALL = new Extent(Size.SMALL, v -> true);
    private static final Predicate<Value> ATOM = v -> v instanceof Value.Model || v instanceof Value.Null;

    /**
     * The extent of a set.
     *
     * @param set   the set's expression
     * @param known the extents of the parameters that may stand in it; another parameter or identifier is a small set
     */
    static Extent of(ExprOrOpArgNode set, Map<FormalParamNode, Extent> known) {
        return new Reading(known).of(set);
    }

    /**
     * That of a set which may be this or the other, or both. Of an endless set and a small one, of whose elements nothing is
     * known, those look like it that look like an element of the endless one.
     */
    Extent or(Extent other) {
        Predicate<Value> either = isEnumerable() == other.isEnumerable()
                ? like.or(other.like)
                : (isEnumerable() ? other : this).like.or(ATOM);
        return new Extent(size.or(other.size), either);
    }

    boolean isEnumerable() {
        return size.compareTo(Size.LARGE) <= 0;
    }

    private static final class Reading {
        private final Map<FormalParamNode, Extent> known;
        private final Set<OpDefNode> open = new HashSet<>();

        Reading(Map<FormalParamNode, Extent> known) {
            this.known = new HashMap<>(known);
        }

        Extent of(SemanticNode node) {
            if (node instanceof LetInNode let) {
                return of(let.getBody());
            } else if (node instanceof LabelNode label) {
                return of(label.getBody());
            } else if (node instanceof OpApplNode application) {
                return ofApplication(application);
            }
            return SMALL;
        }

        private Extent ofApplication(OpApplNode application) {
            SymbolNode operator = application.getOperator();
            ExprOrOpArgNode[] args = application.getArgs();
            switch (operator.getName().toString()) {
                case "STRING" -> {
                    return new Extent(Size.ENDLESS, Value.Str.class::isInstance);
                }
                case "$SubsetOf" -> {
                    return of(application.getBdedQuantBounds()[0]);
                }
                case "$SetOfAll" -> {
                    Size all = Size.SMALL;
                    for (ExprNode bound : application.getBdedQuantBounds()) {
                        all = all.or(of(bound).size());
                    }
                    return all.compareTo(Size.LARGE) <= 0 ? SMALL : new Extent(Size.OUT_OF_REACH, v -> true);
                }
                case "SUBSET" -> {
                    Extent elements = of(args[0]);
                    return new Extent(Size.LARGE.or(elements.size()), v -> v instanceof Value.SetOf s
                            && s.elements().stream().allMatch(elements.like()));
                }
                case "UNION" -> {
                    return union(args[0]);
                }
                case "$SetOfFcns" -> {
                    return functions(of(args[0]), of(args[1]));
                }
                case "$SetOfRcds" -> {
                    return records(args);
                }
                case "$CartesianProd" -> {
                    return tuples(args);
                }
                case "\\union", "\\cup" -> {
                    return of(args[0]).or(of(args[1]));
                }
                case "\\intersect", "\\cap" -> {
                    return both(of(args[0]), of(args[1]));
                }
                case "\\" -> {
                    return of(args[0]);
                }
                case "$IfThenElse" -> {
                    return of(args[1]).or(of(args[2]));
                }
                case "$Case" -> {
                    Extent any = null;
                    for (ExprOrOpArgNode arm : args) {
                        Extent one = of(((OpApplNode) arm).getArgs()[1]);
                        any = any == null ? one : any.or(one);
                    }
                    return any;
                }
                default -> {
                    if (operator instanceof FormalParamNode parameter) {
                        return known.getOrDefault(parameter, SMALL);
                    }
                    return operator instanceof OpDefNode definition ? ofDefined(definition, args) : SMALL;
                }
            }
        }

        private Extent ofDefined(OpDefNode definition, ExprOrOpArgNode[] args) {
            OpDefNode source = definition.getSource();
            ModuleNode module = source.getOriginallyDefinedInModuleNode();
            switch ((module == null ? "" : module.getName() + "!") + source.getName()) {
                case "Naturals!Nat" -> {
                    return new Extent(Size.ENDLESS, v -> v instanceof Value.Int i && i.value() >= 0);
                }
                case "Integers!Int" -> {
                    return new Extent(Size.ENDLESS, Value.Int.class::isInstance);
                }
                case "Reals!Real" -> {
                    return new Extent(Size.OUT_OF_REACH, v -> true);
                }
                case "Sequences!Seq" -> {
                    Extent elements = of(args[0]);
                    return new Extent(Size.ENDLESS.or(elements.size()), v -> v instanceof Value.Tup t
                            && t.elements().stream().allMatch(elements.like()));
                }
                default -> {
                    // A standard module's operator is TLC's own, and its text says little.
                    if (!SpecActions.isUserDefined(definition) || definition.isStandardModule() || !open.add(definition)) {
                        return SMALL;
                    }
                    FormalParamNode[] parameters = definition.getParams();
                    List<Extent> passed = Stream.of(args).map(this::of).toList();
                    for (int i = 0; i < parameters.length; i++) {
                        known.put(parameters[i], passed.get(i));
                    }
                    Extent body = of(definition.getBody());
                    open.remove(definition);
                    return body;
                }
            }
        }

        private Extent union(SemanticNode sets) {
            if (sets instanceof OpApplNode a) {
                String operator = a.getOperator().getName().toString();
                if (operator.equals("$SetEnumerate")) {
                    Extent any = SMALL;
                    for (ExprOrOpArgNode element : a.getArgs()) {
                        any = any.or(of(element));
                    }
                    return any;
                } else if (operator.equals("$SetOfAll")) {
                    Extent range = of(a);
                    return range.isEnumerable() ? of(a.getArgs()[0]) : range;
                }
            }
            Extent elements = of(sets);
            return elements.isEnumerable() ? SMALL : new Extent(Size.OUT_OF_REACH, v -> true);
        }

        private static Extent functions(Extent domain, Extent range) {
            Size size = domain.isEnumerable() ? Size.LARGE.or(range.size()) : Size.OUT_OF_REACH;
            Predicate<Value> in = range.like();
            return new Extent(size, v -> v instanceof Value.Fun f && f.entries().stream().map(Value.Entry::value).allMatch(in)
                    || v instanceof Value.Rec r && r.fields().values().stream().allMatch(in)
                    || v instanceof Value.Tup t && t.elements().stream().allMatch(in));
        }

        private Extent records(ExprOrOpArgNode[] pairs) {
            Map<String, Predicate<Value>> fields = new HashMap<>();
            Size size = Size.SMALL;
            for (ExprOrOpArgNode pair : pairs) {
                ExprOrOpArgNode[] both = ((OpApplNode) pair).getArgs();
                Extent field = of(both[1]);
                size = size.or(field.size());
                fields.put(((StringNode) both[0]).getRep().toString(), field.like());
            }
            return new Extent(size, v -> v instanceof Value.Rec r && r.fields().keySet().equals(fields.keySet())
                    && r.fields().entrySet().stream().allMatch(f -> fields.get(f.getKey()).test(f.getValue())));
        }

        private Extent tuples(ExprOrOpArgNode[] factors) {
            List<Predicate<Value>> elements = new ArrayList<>();
            Size size = Size.SMALL;
            for (ExprOrOpArgNode factor : factors) {
                Extent one = of(factor);
                size = size.or(one.size());
                elements.add(one.like());
            }
            return new Extent(size, v -> {
                if (!(v instanceof Value.Tup t) || t.elements().size() != elements.size()) {
                    return false;
                }
                for (int i = 0; i < elements.size(); i++) {
                    if (!elements.get(i).test(t.elements().get(i))) {
                        return false;
                    }
                }
                return true;
            });
        }

        private static Extent both(Extent a, Extent b) {
            Size size = a.isEnumerable() || b.isEnumerable()
                    ? (a.isEnumerable() ? a : b).size()
                    : a.size().or(b.size());
            return new Extent(size, a.like().and(b.like()));
        }
    }
}
