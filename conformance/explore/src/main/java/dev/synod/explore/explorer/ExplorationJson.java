package dev.synod.explore.explorer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.explore.explorer.Exploration.Departure;
import dev.synod.explore.explorer.Explorer.RandomWalks;
import dev.synod.replay.ReplayJson;
import dev.synod.runtime.SmallModel;
import java.util.Locale;
import java.util.Optional;

/** An exploration for machines: the facts of {@link ExplorationStory}. */
public final class ExplorationJson {
    private ExplorationJson() {}

    /** One exploration as an object. @param trace the file that holds the trace of a departure; null if there is none */
    public static JsonNode of(Exploration e, String trace) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("algorithm", e.algorithm());
        node.set("model", of(e.model()));
        node.put("outcome", e.outcome().name().toLowerCase(Locale.ROOT));
        node.put("reason", e.reason());
        node.put("specStates", e.specStates());
        node.put("codeStates", e.codeStates());
        node.put("systemStates", e.systemStates());
        node.put("transitions", e.transitions());
        node.put("depth", e.depth());
        e.orbits().ifPresent(n -> node.put("orbits", n));
        e.tlcStates().ifPresent(n -> node.put("tlcStates", n));
        node.put("seconds", e.duration().toNanos() / 1e9);
        node.put("statesPerSecond", Math.round(e.statesPerSecond()));
        e.tlcDuration().ifPresent(d -> node.put("tlcSeconds", d.toNanos() / 1e9));
        e.refusal().ifPresent(r -> {
            ObjectNode refusal = node.putObject("refusal");
            refusal.put("missing", r.missing());
            r.steps().forEach(refusal.withArray("steps")::add);
        });
        departure(node, e.departure(), trace);
        return node;
    }

    /** Random walks as an object. */
    public static JsonNode of(String algorithm, SmallModel model, RandomWalks walks, String trace) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("algorithm", algorithm);
        node.set("model", of(model));
        node.put("asked", walks.asked());
        node.put("walks", walks.taken());
        node.put("transitions", walks.transitions());
        node.put("lastSeed", walks.seed());
        node.put("beyondTheModel", walks.beyond());
        departure(node, walks.departure(), trace);
        return node;
    }

    private static void departure(ObjectNode node, Optional<Departure> departure, String trace) {
        departure.ifPresent(d -> {
            ObjectNode object = node.putObject("departure");
            object.put("trace", trace);
            object.set("replay", ReplayJson.of(d.result()));
        });
    }

    private static ObjectNode of(SmallModel model) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("nodes", model.nodes());
        ObjectNode options = node.putObject("options");
        model.options().forEach(options::put);
        ObjectNode bounds = node.putObject("bounds");
        model.bounds().forEach(bounds::put);
        model.without().forEach(node.putArray("without")::add);
        ObjectNode atMost = node.putObject("atMost");
        model.atMost().forEach(atMost::put);
        model.symmetry().forEach(node.putArray("symmetry")::add);
        if (model.constraint() != null) {
            node.put("constraint", model.constraint());
        }
        return node;
    }
}
