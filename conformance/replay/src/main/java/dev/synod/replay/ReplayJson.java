package dev.synod.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.trace.TraceHeader;
import java.util.List;
import java.util.Map;

/** A replay's result for machines: the facts of {@link Story} and all that it leaves out for length. */
public final class ReplayJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReplayJson() {}

    /** The results as an array, on several lines. */
    public static String of(List<ReplayResult> results) {
        ArrayNode array = NODES.arrayNode();
        results.forEach(r -> array.add(of(r)));
        return array.toPrettyString();
    }

    /** One result as an object. */
    public static JsonNode of(ReplayResult result) {
        ObjectNode node = NODES.objectNode();
        node.put("trace", result.trace());
        TraceHeader header = result.header();
        if (header != null) {
            node.put("spec", header.spec());
        }
        node.put("verdict", result.verdict().word());
        node.put("complete", result.complete());
        node.put("events", result.events());
        node.put("seconds", result.duration().toNanos() / 1e9);
        node.put("eventsPerSecond", Math.round(result.eventsPerSecond()));
        node.set("actions", JSON.valueToTree(result.actions()));
        node.set("warnings", JSON.valueToTree(result.warnings()));
        if (result.verdict() instanceof Verdict.Diverged diverged) {
            node.set("divergence", of(diverged.divergence()));
        } else if (result.verdict() instanceof Verdict.Unknown unknown) {
            node.put("reason", unknown.reason());
            node.set("toBlame", JSON.valueToTree(unknown.variables()));
        } else if (result.verdict() instanceof Verdict.Malformed malformed) {
            node.put("error", malformed.error());
        }
        return node;
    }

    private static ObjectNode of(Divergence d) {
        ObjectNode node = NODES.objectNode();
        node.put("line", d.line());
        ObjectNode event = node.putObject("event");
        event.put("n", d.event().n());
        event.put("node", d.event().node());
        event.put("action", d.event().action());
        event.put("text", d.event().describe());
        ObjectNode logged = event.putObject("state");
        d.event().state().forEach((k, v) -> logged.put(k, v.toString()));
        ArrayNode attempts = node.putArray("attempts");
        d.attempts().forEach(a -> attempts.add(of(a)));
        node.put("candidates", d.candidates());
        node.put("orbits", d.orbits());
        node.set("before", texts(d.before()));
        ObjectNode enabled = node.putObject("enabled");
        enabled.set("here", JSON.valueToTree(d.enabled().here()));
        enabled.put("elsewhere", d.enabled().elsewhere());
        enabled.set("open", JSON.valueToTree(d.enabled().open()));
        enabled.put("cut", d.enabled().cut());
        return node;
    }

    private static ObjectNode of(Attempt a) {
        ObjectNode node = NODES.objectNode();
        node.put("action", a.action());
        node.set("bindings", texts(a.bindings()));
        node.put("conjunct", a.conjunct());
        ObjectNode location = node.putObject("location");
        location.put("module", a.location().module());
        location.put("file", a.location().file() == null ? null : a.location().file().toString());
        location.put("line", a.location().line());
        location.put("column", a.location().column());
        node.put("reason", a.reason());
        ArrayNode operands = node.putArray("operands");
        a.operands().forEach(o -> operands.addObject().put("expression", o.expression()).put("value", o.value()));
        ArrayNode differences = node.putArray("differences");
        a.differences().forEach(v -> differences.addObject()
                .put("variable", v.variable())
                .put("before", v.before())
                .put("expected", v.expected())
                .put("logged", v.logged()));
        node.put("conjunctsPassed", a.passed());
        return node;
    }

    private static ObjectNode texts(Map<String, String> texts) {
        ObjectNode node = NODES.objectNode();
        texts.forEach(node::put);
        return node;
    }
}
