package dev.synod.tlc.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.tlc.ActionCoverage;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.Lasso;
import dev.synod.tlc.State;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.manifest.Expectation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A check report as JSON: the same facts as the table and the stories, for machines. */
public final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {
    }

    /**
     * Writes the report.
     *
     * @param report the report
     * @return JSON; never null
     */
    public static String text(CheckReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", report.verdict().name());
        root.put("millis", report.duration().toMillis());
        ArrayNode models = root.putArray("models");
        report.models().forEach(model -> models.add(of(model)));
        try {
            return JSON.writeValueAsString(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One model's report as an object. */
    public static ObjectNode of(ModelReport report) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", report.model().name());
        node.put("module", report.model().module().toString());
        node.put("config", report.model().config().toString());
        node.put("mode", report.model().mode().label());
        node.put("deep", report.model().deep());
        node.set("expected", of(report.model().expectation()));
        node.put("verdict", report.verdict().name());
        node.put("upToDate", report.upToDate());
        strings(node.putArray("reasons"), report.reasons());
        strings(node.putArray("notes"), report.notes());
        report.outcome().ifPresent(outcome -> node.set("outcome", JSON.valueToTree(outcome)));
        report.result().ifPresent(result -> details(node, result));
        report.log().ifPresent(log -> node.put("log", log.toString()));
        return node;
    }

    /** What was expected of a model, as an object. */
    public static ObjectNode of(Expectation expectation) {
        ObjectNode node = JSON.createObjectNode();
        node.put("result", expectation.result().label());
        expectation.violates().ifPresent(name -> node.put("violates", name));
        expectation.distinctStates().ifPresent(count -> node.put("distinctStates", count));
        expectation.totalStates().ifPresent(count -> node.put("totalStates", count));
        expectation.stateDepth().ifPresent(count -> node.put("stateDepth", count));
        return node;
    }

    private static void details(ObjectNode node, CheckResult result) {
        if (result instanceof CheckResult.SafetyViolation violation) {
            states(node, violation.behaviour());
        } else if (result instanceof CheckResult.Deadlock deadlock) {
            states(node, deadlock.behaviour());
        } else if (result instanceof CheckResult.SpecError error) {
            states(node, error.behaviour());
        } else if (result instanceof CheckResult.LivenessViolation violation) {
            Lasso lasso = violation.lasso();
            states(node, lasso.states());
            node.put("stuttering", lasso.stuttering());
            lasso.loopStart().ifPresent(number -> node.put("loopStart", number));
        }
        if (!result.details().coverage().isEmpty()) {
            ArrayNode coverage = node.putArray("coverage");
            result.details().coverage().forEach(action -> coverage.add(coverage(action)));
        }
    }

    private static ObjectNode coverage(ActionCoverage action) {
        return JSON.createObjectNode().put("action", action.action()).put("location", action.location().toString())
                .put("distinct", action.distinct()).put("generated", action.generated());
    }

    private static void states(ObjectNode node, List<State> states) {
        ArrayNode behaviour = node.putArray("behaviour");
        for (State state : states) {
            ObjectNode item = behaviour.addObject();
            item.put("number", state.number());
            item.put("action", state.action());
            state.location().ifPresent(at -> item.put("location", at.toString()));
            ObjectNode variables = item.putObject("variables");
            state.variables().forEach((name, value) -> variables.put(name, value.toString()));
        }
    }

    private static void strings(ArrayNode array, List<String> strings) {
        strings.forEach(array::add);
    }
}
