package dev.synod.tlc.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.Lasso;
import dev.synod.tlc.Location;
import dev.synod.tlc.State;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Outcome;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A check report in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS), which code review tools show at
 * the lines that it names: one result for each model that did not come out as expected, at the definition of the violated
 * property, or at the last action where no property is violated, with the counterexample as a code flow.
 *
 * <p>Paths are relative to the nearest folder with version control around the first model ({@code %SRCROOT%}), or to the
 * current folder where there is none. The same report gives the same bytes on every machine.
 */
public final class SarifReport {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROOT = "%SRCROOT%";
    /** Tools that show results refuse files with too many steps. */
    private static final int MOST_STEPS = 200;
    private static final String PINNED = "pinned-figure";
    private static final String MISSING = "missing-failure";
    private static final String UNUSABLE = "unusable-input";

    /** What is told about each kind of result, by its identifier. */
    private static final Map<String, String> RULES = new TreeMap<>(Map.ofEntries(
            Map.entry("assumption-failure", "An assumption of the specification is false for this model."),
            Map.entry("configuration-error", "TLC cannot use the model's configuration."),
            Map.entry("deadlock-failure", "A state without successor can be reached."),
            Map.entry("evaluation-error", "TLC cannot evaluate the specification."),
            Map.entry("limit-reached", "The time, the memory or the disk ran out before the search was complete."),
            Map.entry("liveness-failure", "An infinite behaviour violates a temporal property."),
            Map.entry(MISSING, "A failure that the manifest expects was not found."),
            Map.entry("not-supported", "The model needs what the tools at hand do not have."),
            Map.entry("parse-error", "The specification is not TLA+."),
            Map.entry(PINNED, "A figure, or the name of the violated property, is not the one that the manifest pins."),
            Map.entry("safety-failure", "A finite behaviour violates a property."),
            Map.entry("stopped", "The check was stopped before the model was done."),
            Map.entry("tool-crash", "TLC ended as it should not."),
            Map.entry(UNUSABLE, "A file of the model cannot be used.")));

    private final Function<ModelReport, String> again;
    private final Path root;

    private SarifReport(Function<ModelReport, String> again, Path root) {
        this.again = again;
        this.root = root;
    }

    /**
     * Writes the report.
     *
     * @param report the report
     * @param again  the command that checks a model again
     * @param file   the file to write; its folder is created if need be
     * @throws IOException if the file cannot be written
     */
    public static void write(CheckReport report, Function<ModelReport, String> again, Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Files.writeString(absolute, JSON.writeValueAsString(new SarifReport(again, rootOf(report)).log(report)) + "\n");
    }

    private static Path rootOf(CheckReport report) {
        Path here = Path.of("").toAbsolutePath();
        Path start = report.models().isEmpty() ? here : report.models().get(0).model().module().toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return here;
    }

    private ObjectNode log(CheckReport report) {
        ObjectNode log = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "synod");
        ArrayNode rules = driver.putArray("rules");
        RULES.forEach((id, description) -> rules.addObject().put("id", id)
                .putObject("shortDescription").put("text", description));
        run.putArray("invocations").addObject().put("executionSuccessful",
                report.count(Verdict.UNUSABLE) + report.count(Verdict.UNDECIDED) == 0);
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        report.failures().forEach(failure -> results.add(result(failure)));
        return log;
    }

    private ObjectNode result(ModelReport report) {
        String rule = rule(report);
        ObjectNode result = JSON.createObjectNode().put("ruleId", rule)
                .put("ruleIndex", List.copyOf(RULES.keySet()).indexOf(rule))
                .put("level", report.verdict() == Verdict.UNDECIDED || report.verdict() == Verdict.UNSUPPORTED
                        ? "warning" : "error");
        result.putObject("message").put("text", message(report));
        SourceFiles files = new SourceFiles(report);
        List<Named> places = places(report, rule, files);
        result.putArray("locations").add(location(places.get(0).place()));
        if (places.size() > 1) {
            ArrayNode related = result.putArray("relatedLocations");
            places.subList(1, places.size()).forEach(named -> {
                ObjectNode location = location(named.place());
                location.putObject("message").put("text", named.text());
                related.add(location);
            });
        }
        codeFlow(report, files).ifPresent(flow -> result.putArray("codeFlows").add(flow));
        result.putObject("partialFingerprints").put("synodModel/v1", report.model().name() + " " + rule);
        return result;
    }

    private static String rule(ModelReport report) {
        if (report.outcome().isEmpty()) {
            return switch (report.verdict()) {
                case UNSUPPORTED -> "not-supported";
                case UNDECIDED -> "stopped";
                default -> UNUSABLE;
            };
        }
        Outcome outcome = report.outcome().get();
        Expectation expected = report.model().expectation();
        return switch (outcome.kind()) {
            case SUCCESS -> expected.result().label().equals(outcome.kind().label()) ? PINNED : MISSING;
            case NO_VIOLATION_FOUND -> MISSING;
            default -> expected.result().label().equals(outcome.kind().label())
                    && expected.violates().map(outcome.properties()::contains).orElse(true)
                    ? PINNED : outcome.kind().label().replace(' ', '-');
        };
    }

    private String message(ModelReport report) {
        List<String> parts = new ArrayList<>(List.of(report.model().name() + ": "
                + String.join("; ", report.reasons())));
        report.result().flatMap(Story::property).ifPresent(parts::add);
        report.outcome().filter(outcome -> outcome.message() != null && !report.reasons().contains(outcome.message()))
                .ifPresent(outcome -> parts.add((outcome.place() == null ? "" : outcome.place() + ": ")
                        + outcome.message().strip()));
        parts.add("Again: " + again.apply(report));
        return String.join("\n", parts);
    }

    /** A place, and what to tell of it. */
    private record Named(SourceFiles.Place place, String text) {
    }

    /** The place to show the result at, and then others that have to do with it. */
    private static List<Named> places(ModelReport report, String rule, SourceFiles files) {
        List<Named> places = new ArrayList<>();
        if (report.result().isEmpty() || rule.equals(PINNED) || rule.equals(MISSING)) {
            places.add(new Named(files.entry(), "what the manifest expects"));
        }
        report.result().ifPresent(result -> add(result, files, places));
        if (places.isEmpty()) {
            places.add(new Named(files.module(), "the model's module"));
        }
        return places;
    }

    private static void add(CheckResult result, SourceFiles files, List<Named> places) {
        if (result instanceof CheckResult.SafetyViolation violation) {
            if (violation.kind() != CheckResult.PropertyKind.ASSERTION) {
                places.add(new Named(files.definition(violation.property()).orElse(files.inConfig(violation.property())),
                        "the definition of " + violation.property()));
            }
            lastStep(violation.behaviour(), files, places);
        } else if (result instanceof CheckResult.LivenessViolation violation) {
            List<String> names = violation.candidates();
            // TLC does not say which of several; that the configuration lists them is what is sure.
            if (names.size() != 1 && !names.isEmpty()) {
                places.add(new Named(files.inConfig(names.get(0)), "one of the properties listed here"));
            }
            names.forEach(name -> files.definition(name).ifPresent(
                    place -> places.add(new Named(place, "the definition of " + name))));
        } else if (result instanceof CheckResult.Deadlock deadlock) {
            lastStep(deadlock.behaviour(), files, places);
        } else if (result instanceof CheckResult.AssumptionFailed failed) {
            error(failed.location(), files, places);
        } else if (result instanceof CheckResult.SpecError error) {
            error(error.location(), files, places);
            lastStep(error.behaviour(), files, places);
        } else if (result instanceof CheckResult.ConfigError error) {
            places.add(new Named(files.config(error.line()), "the configuration"));
        }
    }

    private static void error(Optional<Location> location, SourceFiles files, List<Named> places) {
        location.flatMap(files::place).ifPresent(place -> places.add(new Named(place, "the error")));
    }

    private static void lastStep(List<State> states, SourceFiles files, List<Named> places) {
        if (!states.isEmpty()) {
            State last = states.get(states.size() - 1);
            last.location().flatMap(files::place).ifPresent(
                    place -> places.add(new Named(place, "the last step, " + last.action())));
        }
    }

    private Optional<ObjectNode> codeFlow(ModelReport report, SourceFiles files) {
        List<State> states = report.result().map(SarifReport::behaviour).orElse(List.of());
        if (states.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode flow = JSON.createObjectNode();
        List<State> shown = states.subList(Math.max(0, states.size() - MOST_STEPS), states.size());
        String text = shown.size() == states.size() ? "The counterexample, " + Words.of(states.size(), "state")
                : "The last " + shown.size() + " of the " + Words.count(states.size()) + " states of the counterexample";
        if (report.result().orElseThrow() instanceof CheckResult.LivenessViolation violation) {
            text += "; then " + Story.end(violation.lasso());
        }
        flow.putObject("message").put("text", text);
        ArrayNode steps = flow.putArray("threadFlows").addObject().putArray("locations");
        for (State state : shown) {
            ObjectNode step = steps.addObject();
            ObjectNode location = location(state.location().flatMap(files::place).orElse(files.module()));
            location.putObject("message").put("text", state.number() + " " + state.action());
            step.set("location", location);
            ObjectNode values = step.putObject("state");
            state.variables().forEach((name, value) ->
                    values.putObject(name).put("text", Story.shortened(value.toString())));
        }
        return Optional.of(flow);
    }

    private static List<State> behaviour(CheckResult result) {
        if (result instanceof CheckResult.SafetyViolation violation) {
            return violation.behaviour();
        }
        if (result instanceof CheckResult.LivenessViolation violation) {
            return violation.lasso().states();
        }
        if (result instanceof CheckResult.Deadlock deadlock) {
            return deadlock.behaviour();
        }
        return result instanceof CheckResult.SpecError error ? error.behaviour() : List.of();
    }

    private ObjectNode location(SourceFiles.Place place) {
        ObjectNode location = JSON.createObjectNode();
        ObjectNode physical = location.putObject("physicalLocation");
        ObjectNode artifact = physical.putObject("artifactLocation");
        Path file = place.file().toAbsolutePath().normalize();
        if (file.startsWith(root)) {
            artifact.put("uri", root.toUri().relativize(file.toUri()).toString()).put("uriBaseId", ROOT);
        } else {
            artifact.put("uri", file.toUri().toString());
        }
        place.region().ifPresent(region -> physical.putObject("region")
                .put("startLine", region.beginLine()).put("startColumn", region.beginColumn())
                .put("endLine", region.endLine()).put("endColumn", region.endColumn()));
        return location;
    }
}
