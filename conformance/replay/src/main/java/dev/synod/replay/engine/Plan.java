package dev.synod.replay.engine;

import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Disjunct;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SymbolNode;

/**
 * Where the named arguments of an event go in one disjunct: to a quantified identifier, which is then not enumerated but
 * asked for membership, or, where the operator is applied to another expression, into a comparison with its value.
 */
final class Plan {
    /** What an argument means. */
    sealed interface Target {}

    /** The value of a quantified identifier. */
    record Identifier(FormalParamNode id) implements Target {}

    /** The value that an expression must have, evaluated where {@code depth} nodes of the path have been taken. */
    record Comparison(ExprOrOpArgNode expression, int depth) implements Target {}

    private final Disjunct disjunct;
    private final Map<String, Map<String, Target>> targets = new HashMap<>();

    Plan(Disjunct disjunct) {
        this.disjunct = disjunct;
        List<Map.Entry<Call, Integer>> calls = disjunct.calls();
        targets.put(null, targets(calls));
        for (int i = 0; i < calls.size(); i++) {
            // The arguments of the action that the event names, then those of the ones around it, then those inside.
            List<Map.Entry<Call, Integer>> ordered = new ArrayList<>(calls.subList(i, calls.size()));
            ordered.addAll(calls.subList(0, i));
            String name = calls.get(i).getKey().name();
            Map<String, Target> own = targets(ordered);
            targets.putIfAbsent(name, own);
            targets.putIfAbsent(name.substring(name.lastIndexOf('!') + 1), own);
        }
    }

    Disjunct disjunct() {
        return disjunct;
    }

    /** All that is evaluated on the way and at its end. */
    List<SemanticNode> expressions() {
        List<SemanticNode> all = new ArrayList<>();
        for (Node node : disjunct.path()) {
            if (node instanceof Exists exists) {
                all.add(exists.bound());
            } else if (node instanceof Call call) {
                all.addAll(List.of(call.args()));
            } else if (node instanceof NextRelation.Substitution substitution) {
                for (Subst s : substitution.substs()) {
                    all.add(s.getExpr());
                }
            } else if (node instanceof NextRelation.Condition condition) {
                all.add(condition.expression());
            } else if (node instanceof NextRelation.Conjunction conjunction) {
                all.addAll(conjunction.before());
                all.addAll(conjunction.after());
            }
        }
        all.add(disjunct.body());
        return all;
    }

    /** By what an event may call it; one of them is null, for an event that says no name. */
    Set<String> names() {
        return targets.keySet();
    }

    /** The place of an argument of an action, or null if the disjunct has no argument of this name. */
    Target target(String action, String argument) {
        return of(action).get(argument);
    }

    /** The names that an event's arguments may have. */
    List<String> arguments(String action) {
        return new ArrayList<>(of(action).keySet());
    }

    private Map<String, Target> of(String action) {
        Map<String, Target> own = targets.get(action);
        return own != null ? own : targets.get(null);
    }

    private Map<String, Target> targets(List<Map.Entry<Call, Integer>> calls) {
        Map<String, Target> found = new LinkedHashMap<>();
        for (Map.Entry<Call, Integer> call : calls) {
            FormalParamNode[] formals = call.getKey().operator().getParams();
            for (int i = 0; i < formals.length; i++) {
                if (formals[i].getArity() == 0) {
                    found.putIfAbsent(formals[i].getName().toString(),
                            target(call.getKey().args()[i], call.getValue()));
                }
            }
        }
        List<Node> path = disjunct.path();
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Exists exists) {
                for (FormalParamNode id : exists.ids()) {
                    found.putIfAbsent(id.getName().toString(), new Identifier(id));
                }
            }
        }
        return found;
    }

    private Target target(ExprOrOpArgNode expression, int depth) {
        if (expression instanceof OpApplNode appl
                && appl.getArgs().length == 0
                && appl.getOperator() instanceof FormalParamNode symbol) {
            for (int i = depth - 1; i >= 0; i--) {
                Node node = disjunct.path().get(i);
                if (node instanceof Exists exists && contains(exists.ids(), symbol)) {
                    return new Identifier(symbol);
                }
                if (node instanceof Call outer) {
                    FormalParamNode[] formals = outer.operator().getParams();
                    for (int j = 0; j < formals.length; j++) {
                        if (formals[j] == symbol) {
                            return target(outer.args()[j], i);
                        }
                    }
                }
            }
        }
        return new Comparison(expression, depth);
    }

    private static boolean contains(FormalParamNode[] ids, SymbolNode symbol) {
        for (FormalParamNode id : ids) {
            if (id == symbol) {
                return true;
            }
        }
        return false;
    }
}
