package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.replay.engine.NextRelation.Node;
import dev.synod.replay.engine.NextRelation.Substitution;
import java.util.BitSet;
import java.util.List;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;

/**
 * Whether a specification consists of parts that have nothing to do with each other, one for each value of an argument
 * that all its actions have. It does if each action with the value k reads of each variable v nothing but {@code v[k]} and
 * changes nothing but that, and if there is one initial state. Then a trace is a behaviour if and only if, for each k, the
 * events with that value are one: no step of one part is possible or impossible on account of another, so the parts'
 * behaviours can be shuffled in the order of the trace, each hidden step right before the event that it precedes.
 *
 * <p>It is read off the text, conservatively: a variable may stand nowhere but in {@code v[k]},
 * {@code v' = [v EXCEPT ![k]... = e]}, {@code v' = v} and {@code UNCHANGED v}, the three latter only where they are
 * asserted.
 */
final class Separability {
    private final SpecEngine engine;
    private final String argument;
    private final SourceText source;
    private final Dependencies dependencies;

    private Separability(SpecEngine engine, String argument) {
        this.engine = engine;
        this.argument = argument;
        this.source = new SourceText(engine.folders());
        this.dependencies = new Dependencies(engine.tool(), List.copyOf(engine.variables().values()));
    }

    /** @throws SpecException if it does not, or if that cannot be read off the text; says where */
    static void check(SpecEngine engine, Iterable<Plan> plans, String argument) {
        Separability separability = new Separability(engine, argument);
        if (engine.initial().size() > 1) {
            throw separability.inseparable("has " + engine.initial().size() + " initial states");
        }
        plans.forEach(separability::check);
    }

    private SpecException inseparable(String why) {
        return new SpecException("the events cannot be looked at apart by their argument " + argument + ": "
                + engine.moduleName() + " " + why + ". Replay the trace as a whole (without --by)");
    }

    private SpecException inseparable(SemanticNode where, String why) {
        return inseparable("has " + source.text(where) + " at " + source.location(where) + ", " + why);
    }

    private void check(Plan plan) {
        String name = plan.disjunct().name();
        FormalParamNode key = key(plan, null);
        for (String other : plan.disjunct().names()) {
            if (key(plan, other) != key) {
                throw inseparable("has the action " + other + " with another argument of that name around it");
            }
        }
        if (engine.unsteady(plan) != null) {
            throw inseparable("has the action " + name + " with " + engine.unsteady(plan)
                    + ", whose value is not the same each time");
        }
        for (Node node : plan.disjunct().path()) {
            if (node instanceof Exists exists && List.of(exists.ids()).contains(key)
                    && (exists.tuple() || !dependencies.of(exists.bound()).isEmpty())) {
                throw inseparable(exists.bound(), "a set of values for " + argument + " that is not constant");
            } else if (node instanceof Substitution) {
                throw inseparable("has the action " + name + " in an INSTANCE, which is not looked into");
            }
        }
        Access.tell(engine, dependencies, plan, key, new Refusal());
    }

    /** The identifier of a quantifier to which the argument of an event of that name goes. */
    private FormalParamNode key(Plan plan, String action) {
        if (plan.target(action, argument) instanceof Plan.Identifier identifier) {
            return identifier.id();
        }
        throw inseparable("has the action " + plan.disjunct().name() + ", in which no quantifier ranges over the values of "
                + argument);
    }

    /** Lets nothing pass but accesses to the part of the key. */
    private final class Refusal implements Access.Listener {
        @Override
        public void readsOwn(OpDeclNode variable) {}

        @Override
        public void asks(OpDeclNode variable, SemanticNode where, Exists quantifier) {
            reads(variable, where);
        }

        @Override
        public void reads(OpDeclNode variable, SemanticNode where) {
            if (((OpApplNode) where).getArgs().length > 0) {
                throw inseparable(where, "which is not its value at " + argument);
            }
            throw inseparable("uses " + source.text(where) + " as a whole at " + source.location(where)
                    + ", not only its value at " + argument);
        }

        @Override
        public void changesOwn(OpDeclNode variable) {}

        @Override
        public void grows(OpDeclNode variable, SemanticNode where) {
            changes(variable, where, "which is not " + variable.getName() + " with another value at " + argument);
        }

        @Override
        public void changes(OpDeclNode variable, SemanticNode where, String why) {
            throw inseparable(where, why);
        }

        @Override
        public void repeats(OpDeclNode variable, SemanticNode where) {}

        @Override
        public void opaque(SemanticNode where, BitSet variables, String why) {
            throw inseparable(where, why + ", and is not looked into");
        }
    }
}
