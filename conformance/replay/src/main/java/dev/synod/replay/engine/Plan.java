package dev.synod.replay.engine;

import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Disjunct;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
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
    private final Map<String, Target> targets = new LinkedHashMap<>();

    Plan(Disjunct disjunct) {
        this.disjunct = disjunct;
        List<Node> path = disjunct.path();
        for (Call call : disjunct.inner()) {
            addFormals(call, path.size());
        }
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Call call) {
                addFormals(call, i);
            }
        }
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Exists exists) {
                for (FormalParamNode id : exists.ids()) {
                    targets.putIfAbsent(id.getName().toString(), new Identifier(id));
                }
            }
        }
    }

    Disjunct disjunct() {
        return disjunct;
    }

    /** The argument's place, or null if the disjunct has no argument of this name. */
    Target target(String argument) {
        return targets.get(argument);
    }

    /** The names that an event's arguments may have. */
    List<String> arguments() {
        return new ArrayList<>(targets.keySet());
    }

    private void addFormals(Call call, int depth) {
        FormalParamNode[] formals = call.operator().getParams();
        for (int i = 0; i < formals.length; i++) {
            targets.putIfAbsent(formals[i].getName().toString(), target(call.args()[i], depth));
        }
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
