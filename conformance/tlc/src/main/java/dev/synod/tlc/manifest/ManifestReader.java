package dev.synod.tlc.manifest;

import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code manifest.json} in the schema of {@code tlaplus/Examples}.
 *
 * <p>The paths in a manifest start from the root of the collection, which is the nearest folder above the manifest
 * from which its first module is found.
 *
 * <p>The schema allows no other keys than its own, and neither does this reader: a misspelt key would be an
 * expectation that nobody checks. The one exception is {@code synod}, an object in a model, with {@code violates}, the
 * name of the property that a failing model has to violate, {@code deep}, which overrides the schema's convention that
 * a model is small when its {@code runtime} is at most 30 seconds, and {@code explorer}, true in the one model of which
 * the explorer must find {@code distinctStates} in the code as well.
 */
public final class ManifestReader {

    /** The name of a manifest's file. */
    public static final String FILE_NAME = "manifest.json";

    private static final Set<String> MANIFEST_KEYS = Set.of("sources", "authors", "tags", "modules");
    private static final String ACTION_COMPOSITION = "action composition";
    private static final Set<String> FEATURES = Set.of("pluscal", ACTION_COMPOSITION);
    private static final Set<String> MODULE_KEYS = Set.of("path", "features", "models", "proof");
    private static final Set<String> MODEL_KEYS = Set.of("path", "runtime", "mode", "result", "distinctStates",
            "totalStates", "stateDepth", "workers", "synod");
    private static final Set<String> SYNOD_KEYS = Set.of("deep", "explorer", "violates");
    private static final Pattern RUNTIME = Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)");
    private static final String UNKNOWN_RUNTIME = "unknown";

    private final Path file;
    private Path root;

    private ManifestReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a manifest.
     *
     * @param file the manifest
     * @return what it says; never null
     * @throws UnusableInputException if it is not there, is not JSON, breaks the schema, or names a file that is not
     *                                there
     */
    public static Manifest read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableInputException(file.toString(), "no readable file", "a manifest",
                    "correct the path");
        }
        return new ManifestReader(file).manifest(LocatedJson.read(file, bytes));
    }

    private Manifest manifest(LocatedJson json) {
        Map<String, LocatedJson> fields = known(json, MANIFEST_KEYS);
        strings(required(json, "sources"));
        strings(required(json, "authors"));
        strings(required(json, "tags"));
        List<LocatedJson> items = required(json, "modules").items();
        if (fields.isEmpty() || items.isEmpty()) {
            return new Manifest(file, file.toAbsolutePath().normalize().getParent(), List.of());
        }
        root = root(required(items.get(0), "path"));
        List<Manifest.Module> modules = new ArrayList<>();
        for (LocatedJson item : items) {
            modules.add(module(item));
        }
        List<Model> explored = modules.stream().flatMap(m -> m.models().stream()).filter(Model::explored).toList();
        if (explored.size() > 1) {
            throw required(json, "modules").wrong("two models with \"explorer\": " + explored.get(0).shortName() + " and "
                    + explored.get(1).shortName(), "at most one, that of the algorithm's own small model",
                    "remove it from the others");
        }
        return new Manifest(file, root, modules);
    }

    private Path root(LocatedJson first) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (Files.isRegularFile(resolve(candidate, first))) {
                return candidate;
            }
        }
        throw first.wrong('"' + first.text() + "\", which is in no folder above the manifest",
                "a path to a module, from the root of the collection", "correct the path, or add the module");
    }

    private static Path resolve(Path folder, LocatedJson path) {
        try {
            return folder.resolve(path.text()).normalize();
        } catch (InvalidPathException e) {
            throw path.wrong('"' + path.text() + '"', "a path", "correct the path");
        }
    }

    private Path existing(LocatedJson path, String extension) {
        Path resolved = resolve(root, path);
        if (!path.text().endsWith(extension)) {
            throw path.not("a path that ends in " + extension);
        }
        if (!Files.isRegularFile(resolved)) {
            throw path.wrong('"' + path.text() + "\", but there is no such file below " + root,
                    "the path of a file, from " + root, "correct the path, or add the file");
        }
        return resolved;
    }

    private Manifest.Module module(LocatedJson json) {
        Map<String, LocatedJson> fields = known(json, MODULE_KEYS);
        Path path = existing(required(json, "path"), ".tla");
        boolean composesActions = features(required(json, "features")).contains(ACTION_COMPOSITION);
        LocatedJson proof = fields.get("proof");
        if (proof != null) {
            known(proof, Set.of("runtime"));
            runtime(required(proof, "runtime"));
        }
        List<Model> models = new ArrayList<>();
        for (LocatedJson item : required(json, "models").items()) {
            models.add(model(path, item, composesActions));
        }
        return new Manifest.Module(path, proof != null, models);
    }

    private Model model(Path module, LocatedJson json, boolean composesActions) {
        Map<String, LocatedJson> fields = known(json, MODEL_KEYS);
        Path config = existing(required(json, "path"), ".cfg");
        Optional<Duration> runtime = runtime(required(json, "runtime"));
        SearchMode mode = mode(required(json, "mode"));
        boolean deep = runtime.isEmpty() || runtime.get().compareTo(Model.QUICK) > 0;
        Optional<String> violates = Optional.empty();
        ExpectedResult result = result(required(json, "result"));
        LocatedJson synod = fields.get("synod");
        if (synod != null) {
            Map<String, LocatedJson> own = known(synod, SYNOD_KEYS);
            deep = own.containsKey("deep") ? own.get("deep").truth() : deep;
            violates = violates(own.get("violates"), result);
        }
        boolean explored = synod != null && synod.fields().containsKey("explorer")
                && synod.fields().get("explorer").truth();
        if (explored && (result != ExpectedResult.SUCCESS || !fields.containsKey("distinctStates"))) {
            throw synod.fields().get("explorer").wrong("true, in a model without a success or without \"distinctStates\"",
                    "it only where there is a number of states to find", "pin the count, or remove it");
        }
        Expectation expectation = new Expectation(result, violates, count(fields.get("distinctStates")),
                count(fields.get("totalStates")), depth(fields.get("stateDepth")));
        return new Model(Model.nameOf(config), module, config, mode, expectation, runtime,
                workers(fields.get("workers")), deep, explored, Optional.of(file), composesActions, root);
    }

    private static Optional<String> violates(LocatedJson json, ExpectedResult result) {
        if (json == null) {
            return Optional.empty();
        }
        if (result != ExpectedResult.SAFETY_FAILURE && result != ExpectedResult.LIVENESS_FAILURE) {
            throw json.wrong("a property to violate, in a model whose result is \"" + result.label() + '"',
                    "one only where the result is \"safety failure\" or \"liveness failure\"",
                    "remove it, or correct the result");
        }
        return Optional.of(json.text());
    }

    private static SearchMode mode(LocatedJson json) {
        if (json.isObject()) {
            known(json, Set.of("simulate"));
            LocatedJson simulate = required(json, "simulate");
            known(simulate, Set.of("traceCount"));
            return new SearchMode.Simulate(required(simulate, "traceCount").number());
        }
        return switch (json.text()) {
            case "exhaustive search" -> new SearchMode.Exhaustive();
            case "generate" -> new SearchMode.Generate();
            case "symbolic" -> new SearchMode.Symbolic();
            default -> throw json.not("\"exhaustive search\", \"generate\", \"symbolic\" or {\"simulate\": ...}");
        };
    }

    private static ExpectedResult result(LocatedJson json) {
        return ExpectedResult.of(json.text())
                .orElseThrow(() -> json.not("one of " + String.join(", ", ExpectedResult.labels())));
    }

    private static Optional<Duration> runtime(LocatedJson json) {
        String text = json.text();
        if (text.equals(UNKNOWN_RUNTIME)) {
            return Optional.empty();
        }
        Matcher runtime = RUNTIME.matcher(text);
        if (!runtime.matches()) {
            throw json.not("hours, minutes and seconds as 00:00:00, or \"unknown\"");
        }
        return Optional.of(Duration.ofHours(Long.parseLong(runtime.group(1)))
                .plusMinutes(Long.parseLong(runtime.group(2))).plusSeconds(Long.parseLong(runtime.group(3))));
    }

    private static Optional<Workers> workers(LocatedJson json) {
        if (json == null) {
            return Optional.empty();
        }
        if (json.isText() && json.text().equals("auto")) {
            return Optional.of(Workers.AUTO);
        }
        if (!json.isText()) {
            long count = json.natural();
            if (count >= 1 && count <= Integer.MAX_VALUE) {
                return Optional.of(Workers.of((int) count));
            }
        }
        throw json.not("a whole number, 1 or more, or \"auto\"");
    }

    private static OptionalLong count(LocatedJson json) {
        return json == null ? OptionalLong.empty() : OptionalLong.of(json.natural());
    }

    private static OptionalInt depth(LocatedJson json) {
        return json == null ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, json.natural()));
    }

    private static Set<String> features(LocatedJson json) {
        Set<String> found = new TreeSet<>();
        for (LocatedJson item : json.items()) {
            if (!FEATURES.contains(item.text())) {
                throw item.not("one of " + String.join(", ", new TreeSet<>(FEATURES)));
            }
            found.add(item.text());
        }
        return found;
    }

    private static void strings(LocatedJson json) {
        json.items().forEach(LocatedJson::text);
    }

    private static LocatedJson required(LocatedJson json, String key) {
        LocatedJson field = json.fields().get(key);
        if (field == null) {
            throw json.wrong("an object without the key \"" + key + '"', "the key \"" + key + '"', "add it");
        }
        return field;
    }

    private static Map<String, LocatedJson> known(LocatedJson json, Set<String> keys) {
        json.fields().forEach((name, field) -> {
            if (!keys.contains(name)) {
                throw field.wrong("the key \"" + name + "\", which the schema does not have",
                        "one of " + String.join(", ", new TreeSet<>(keys)), "correct its spelling, or remove it");
            }
        });
        return json.fields();
    }
}
