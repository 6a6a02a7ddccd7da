package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.replay.SpecModel;
import dev.synod.replay.engine.NextRelation.Call;
import dev.synod.replay.engine.NextRelation.Conjunction;
import dev.synod.replay.engine.NextRelation.Disjunct;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tla2sany.semantic.OpDefNode;

/**
 * How often some actions may happen in a behaviour of a model.
 *
 * <p>A step counts by its name, not by its effect: a step of a disjunct on whose way the action is applied is one more of
 * it, also where another action would have led to the same state. TLC is given the same meaning: a module with a variable
 * that counts, in which each action has the count in front of it and is otherwise what it was.
 */
final class Budget {
    private static final String PREFIX = "SynodModel_";
    private static final String ORIGINAL = PREFIX + "Original";

    private final SpecEngine engine;
    private final Dependencies dependencies;
    private final List<String> actions;
    private final int[] most;

    /** @throws SpecException if no disjunct is one of such an action, or if it cannot be told which are */
    Budget(SpecEngine engine, Dependencies dependencies) {
        this.engine = engine;
        this.dependencies = dependencies;
        Map<String, Integer> atMost = engine.bounds().atMost();
        actions = List.copyOf(atMost.keySet());
        most = atMost.values().stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < most.length; i++) {
            String action = actions.get(i);
            if (most[i] < 0) {
                throw new SpecException("the model allows " + action + " " + most[i] + " times. Allow it 0 times or more");
            }
            if (engine.plans().stream().noneMatch(p -> p.disjunct().names().contains(action))) {
                throw new SpecException("the model counts " + action + ", which is no disjunct of the next-state relation "
                        + "of " + engine.module() + ". Its disjuncts are " + String.join(", ", engine.actions()));
            }
        }
        if (most.length > 0) {
            engine.plans().forEach(p -> undivided(p.disjunct()));
        }
    }

    /** An action that is counted must not be a part of what is taken as a whole: a step of that would not count. */
    private void undivided(Disjunct disjunct) {
        Set<String> inside = dependencies.operators(disjunct.body());
        for (NextRelation.Node node : disjunct.path()) {
            if (node instanceof Conjunction conjunction) {
                conjunction.before().forEach(e -> inside.addAll(dependencies.operators(e)));
                conjunction.after().forEach(e -> inside.addAll(dependencies.operators(e)));
            }
        }
        for (Plan other : engine.plans()) {
            String leaf = other.disjunct().name();
            if (inside.contains(leaf) && !leaf.equals(disjunct.name())
                    && !Arrays.equals(counted(other.disjunct()), counted(disjunct))) {
                throw new SpecException("the model counts " + String.join(", ", actions) + ", but "
                        + disjunct.name() + " has " + leaf + " inside, so that it cannot be told what a step counts. "
                        + "Count another action");
            }
        }
    }

    /** How many actions are counted. */
    int size() {
        return most.length;
    }

    /** The name of an action that is counted. */
    String action(int index) {
        return actions.get(index);
    }

    /** How often it may happen. */
    int most(int index) {
        return most[index];
    }

    /** What a step of a disjunct counts. */
    int[] counted(Disjunct disjunct) {
        return IntStream.range(0, actions.size())
                .filter(i -> disjunct.names().contains(actions.get(i)))
                .toArray();
    }

    /**
     * The model with the counts.
     *
     * @throws SpecException if there is no way to write it
     */
    SpecModel model(SpecModel model) {
        if (size() == 0) {
            return model;
        }
        Map<String, int[]> counts = new LinkedHashMap<>();
        Map<String, OpDefNode> leaves = new LinkedHashMap<>();
        for (Plan plan : engine.plans()) {
            Disjunct disjunct = plan.disjunct();
            int[] counted = counted(disjunct);
            List<Call> calls = disjunct.calls().stream().map(Map.Entry::getKey).toList();
            if (calls.isEmpty()) {
                throw cannot("a disjunct of the next-state relation is not the application of an operator");
            }
            OpDefNode leaf = engine.definition(calls.get(0).name());
            if (leaf == null || Arrays.stream(leaf.getParams()).anyMatch(p -> p.getArity() > 0)) {
                throw cannot(calls.get(0).name() + " is not an operator of the module with plain parameters");
            }
            int[] others = counts.putIfAbsent(disjunct.name(), counted);
            if (others != null && !Arrays.equals(others, counted)) {
                throw cannot(disjunct.name() + " counts in one place of the next-state relation and not in another");
            }
            leaves.put(disjunct.name(), leaf);
        }
        String variables = actions.stream().map(a -> PREFIX + "Times_" + a).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder();
        StringBuilder config = new StringBuilder();
        text.append("VARIABLES ").append(variables).append('\n');
        text.append(ORIGINAL).append(" == INSTANCE ").append(engine.moduleName()).append('\n');
        text.append(PREFIX).append("Init == ").append(engine.initName());
        actions.forEach(a -> text.append(" /\\ ").append(PREFIX).append("Times_").append(a).append(" = 0"));
        text.append('\n').append(PREFIX).append("Next == ").append(engine.nextName()).append('\n');
        // What never happens counts nothing, and is put out of place already.
        leaves.keySet().removeAll(engine.bounds().without());
        leaves.forEach((name, leaf) -> {
            String parameters = Arrays.stream(leaf.getParams()).map(p -> p.getName().toString())
                    .collect(Collectors.joining(", "));
            String applied = parameters.isEmpty() ? "" : "(" + parameters + ")";
            text.append(PREFIX).append(name).append(applied).append(" ==");
            int[] counted = counts.get(name);
            for (int i = 0; i < size(); i++) {
                String times = PREFIX + "Times_" + action(i);
                int at = i;
                boolean more = Arrays.stream(counted).anyMatch(c -> c == at);
                text.append(more ? " " + times + " < " + most(i) + " /\\ " + times + "' = " + times + " + 1 /\\"
                        : " " + times + "' = " + times + " /\\");
            }
            text.append(' ').append(ORIGINAL).append('!').append(name).append(applied).append('\n');
            config.append("CONSTANT ").append(name).append(" <- ").append(PREFIX).append(name).append('\n');
        });
        String module = model.module();
        String rest = model.config().lines()
                .filter(l -> !l.startsWith("SPECIFICATION ") && !l.startsWith("INIT ") && !l.startsWith("NEXT "))
                .map(l -> l + "\n").collect(Collectors.joining());
        return new SpecModel(model.name(),
                module.substring(0, module.lastIndexOf("====")) + text + "====\n",
                "INIT " + PREFIX + "Init\nNEXT " + PREFIX + "Next\n" + rest + config);
    }

    private SpecException cannot(String why) {
        return new SpecException("TLC cannot be given a model that counts " + String.join(", ", actions) + ": " + why
                + ". Explore without TLC (--no-tlc), or leave the action out altogether (--without)");
    }
}
