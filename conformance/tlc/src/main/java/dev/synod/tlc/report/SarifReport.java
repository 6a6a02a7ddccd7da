package dev.synod.tlc.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.Location;
import dev.synod.tlc.State;
import dev.synod.tlc.TlaText;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.ModuleScan;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check report in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS), so that tools for code review
 * show what is wrong at its line: a violated property where it is defined, with the counterexample as a code flow, an
 * error of the specification where the tool found it. A model that came out as expected, also one that is meant to fail,
 * is no result.
 */
public final class SarifReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Pattern PLACE = Pattern.compile("(\\w+)(?:\\.tla)?:(\\d+):(\\d+)");

    private final List<Path> library;
    private final Set<String> rules = new LinkedHashSet<>();

    private SarifReport(List<Path> library) {
        this.library = library;
    }

    /** A place in a file. */
    private record Place(Path file, int line, int column) {}

    /**
     * Writes the file.
     *
     * @param report  the report
     * @param library folders in which modules may be besides their own
     * @param file    the file; its folder is made if need be
     * @throws IOException if it cannot be written, or a module cannot be read
     */
    public static void write(CheckReport report, List<Path> library, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(file, JSON.writeValueAsString(new SarifReport(library).of(report)) + "\n");
    }

    private ObjectNode of(CheckReport report) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Synod");
        ArrayNode results = JSON.createArrayNode();
        for (ModelReport model : report.models()) {
            if (model.verdict() != Verdict.AS_EXPECTED && model.verdict() != Verdict.SKIPPED) {
                results.add(result(model));
            }
        }
        ArrayNode described = driver.putArray("rules");
        rules.forEach(rule -> described.addObject().put("id", rule).putObject("shortDescription")
                .put("text", "A model's result: " + rule.replace('-', ' ')));
        run.set("results", results);
        return root;
    }

    private ObjectNode result(ModelReport report) throws IOException {
        Model model = report.model();
        String rule = report.outcome().map(o -> o.kind().label()).orElse(report.verdict().label()).replace(' ', '-');
        rules.add(rule);
        ObjectNode result = JSON.createObjectNode();
        result.put("ruleId", rule);
        result.put("level", report.verdict() == Verdict.UNEXPECTED || report.verdict() == Verdict.UNUSABLE ? "error" : "warning");
        List<String> lines = new ArrayList<>(List.of(model.name() + ": " + String.join("; ", report.reasons())));
        report.outcome().map(o -> o.message()).ifPresent(lines::add);
        result.putObject("message").put("text", String.join("\n", lines));
        List<Path> files = Files.isRegularFile(model.module()) ? ModuleScan.files(model.module(), library)
                : List.of(model.module());
        List<String> properties = report.outcome().map(o -> o.properties()).orElse(List.of());
        Optional<Place> place = report.result().isPresent() && report.result().get() instanceof CheckResult.ConfigError error
                ? Optional.of(new Place(error.config(), error.line().orElse(1), 1))
                : report.outcome().map(o -> o.place()).flatMap(p -> place(p, files));
        for (int i = 0; place.isEmpty() && i < properties.size(); i++) {
            place = definition(properties.get(i), files);
        }
        result.putArray("locations").add(location(place.orElse(new Place(model.module(), 1, 1)), null));
        if (report.result().isPresent()) {
            List<State> behaviour = behaviour(report.result().get());
            if (!behaviour.isEmpty()) {
                ArrayNode steps = result.putArray("codeFlows").addObject().putArray("threadFlows").addObject().putArray("locations");
                for (State state : behaviour) {
                    Place at = state.location().flatMap(l -> place(l, files)).orElse(new Place(model.module(), 1, 1));
                    steps.addObject().set("location", location(at, state.toString()));
                }
            }
        }
        return result;
    }

    private static List<State> behaviour(CheckResult result) {
        if (result instanceof CheckResult.SafetyViolation violation) {
            return violation.behaviour();
        } else if (result instanceof CheckResult.LivenessViolation violation) {
            return violation.lasso().states();
        } else if (result instanceof CheckResult.Deadlock deadlock) {
            return deadlock.behaviour();
        } else if (result instanceof CheckResult.SpecError error) {
            return error.behaviour();
        }
        return List.of();
    }

    private static ObjectNode location(Place place, String message) {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode physical = node.putObject("physicalLocation");
        ObjectNode artifact = physical.putObject("artifactLocation");
        String path = Words.path(place.file()).replace('\\', '/');
        if (Path.of(path).isAbsolute()) {
            artifact.put("uri", place.file().toAbsolutePath().toUri().toString());
        } else {
            artifact.put("uri", path.replace("%", "%25").replace(" ", "%20"));
            artifact.put("uriBaseId", "%SRCROOT%");
        }
        physical.putObject("region").put("startLine", place.line()).put("startColumn", place.column());
        if (message != null) {
            node.putObject("message").put("text", message);
        }
        return node;
    }

    private static Optional<Place> place(String text, List<Path> files) {
        Matcher m = PLACE.matcher(text);
        return m.find() ? place(Location.at(m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))), files)
                : Optional.empty();
    }

    private static Optional<Place> place(Location location, List<Path> files) {
        return files.stream().filter(f -> f.getFileName().toString().equals(location.module() + ".tla")).findFirst()
                .map(f -> new Place(f, Math.max(1, location.beginLine()), Math.max(1, location.beginColumn())));
    }

    /** Where an operator of that name is defined, in the model's own module before those that it reaches. */
    private static Optional<Place> definition(String name, List<Path> files) throws IOException {
        Pattern defined = Pattern.compile("(?m)^\\s*(" + Pattern.quote(name) + ")\\s*==");
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                String text = TlaText.withoutComments(Files.readString(file));
                Matcher m = defined.matcher(text);
                if (m.find()) {
                    String before = text.substring(0, m.start(1));
                    return Optional.of(new Place(file, 1 + (int) before.chars().filter(c -> c == '\n').count(),
                            m.start(1) - before.lastIndexOf('\n')));
                }
            }
        }
        return Optional.empty();
    }
}
