package dev.synod.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.trace.TraceEvent;
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
        } else if (result.verdict() instanceof Verdict.Violated violated) {
            ArrayNode violations = node.putArray("violations");
            violated.violations().forEach(v -> violations.add(of(v)));
            node.set("undecided", JSON.valueToTree(violated.undecided()));
        } else if (result.verdict() instanceof Verdict.Known known) {
            ArrayNode met = node.putArray("known");
            known.met().forEach(m -> met.addObject().put("reason", m.entry().reason())
                    .set("divergence", of(m.divergence())));
            node.put("stopped", known.stopped());
        } else if (result.verdict() instanceof Verdict.Unknown unknown) {
            node.put("reason", unknown.reason());
            node.set("toBlame", JSON.valueToTree(unknown.variables()));
        } else if (result.verdict() instanceof Verdict.Malformed malformed) {
            node.put("error", malformed.error());
        }
        if (result.coverage() != null) {
            node.set("coverage", of(result.coverage()));
        }
        return node;
    }

    /** A coverage as an object. */
    public static ObjectNode of(Coverage coverage) {
        ObjectNode node = NODES.objectNode();
        node.put("module", coverage.module());
        node.put("places", coverage.places().size());
        node.put("taken", coverage.taken());
        node.put("percent", coverage.percent());
        ArrayNode all = node.putArray("all");
        for (Coverage.Place p : coverage.places()) {
            ObjectNode place = all.addObject();
            place.put("action", p.action());
            place.put("kind", p.kind().toString());
            place.put("text", p.text());
            place.set("location", of(p.location()));
            place.put("taken", p.taken());
        }
        return node;
    }

    private static ObjectNode of(Violation v) {
        ObjectNode node = NODES.objectNode();
        node.put("property", v.property());
        node.put("kind", v.kind());
        node.set("definition", of(v.definition()));
        node.put("line", v.line());
        node.set("event", v.event() == null ? null : of(v.event()));
        node.put("hidden", v.hidden());
        node.put("conjunct", v.conjunct());
        node.set("location", of(v.location()));
        node.put("reason", v.reason());
        node.set("operands", operands(v.operands()));
        node.set("before", texts(v.before()));
        node.set("after", texts(v.after()));
        node.set("reads", JSON.valueToTree(v.reads()));
        node.put("explanations", v.explanations());
        return node;
    }

    private static ArrayNode operands(List<Operand> operands) {
        ArrayNode node = NODES.arrayNode();
        operands.forEach(o -> node.addObject().put("expression", o.expression()).put("value", o.value()));
        return node;
    }

    private static ObjectNode of(SourceLocation at) {
        ObjectNode location = NODES.objectNode();
        location.put("module", at.module());
        location.put("file", at.file() == null ? null : at.file().toString());
        location.put("line", at.line());
        location.put("column", at.column());
        return location;
    }

    private static ObjectNode of(TraceEvent e) {
        ObjectNode event = NODES.objectNode();
        event.put("n", e.n());
        event.put("node", e.node());
        event.put("action", e.action());
        event.put("text", e.describe());
        ObjectNode logged = event.putObject("state");
        e.state().forEach((k, v) -> logged.put(k, v.toString()));
        return event;
    }

    private static ObjectNode of(Divergence d) {
        ObjectNode node = NODES.objectNode();
        node.put("line", d.line());
        node.set("event", of(d.event()));
        ArrayNode attempts = node.putArray("attempts");
        d.attempts().forEach(a -> attempts.add(of(a)));
        node.put("candidates", d.candidates());
        node.put("orbits", d.orbits());
        node.set("before", texts(d.before()));
        ArrayNode possible = node.putArray("possible");
        d.possible().forEach(p -> possible.addObject().put("expression", p.expression()).put("more", p.more())
                .set("values", JSON.valueToTree(p.values())));
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
        node.set("location", of(a.location()));
        node.put("reason", a.reason());
        node.set("operands", operands(a.operands()));
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
