package dev.synod.explore.mutation;

import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Checks a changed specification by the models of its manifest: by their properties, and by the counts pinned. */
public final class ModelDetector implements Detector {
    private final CheckSettings settings;
    private final List<String> models;

    /**
     * @param folder   the folder of the specification, unchanged
     * @param settings how to run TLC; what has been recorded of earlier runs should be in another folder
     * @param models   the models' short names, in the order in which they are to be checked
     * @throws UnusableInputException if the manifest has no such model
     */
    public ModelDetector(Path folder, CheckSettings settings, List<String> models) {
        this.settings = settings;
        this.models = List.copyOf(models);
        known(folder, models);
    }

    /**
     * Sees to it that a folder's manifest has models of those short names.
     *
     * @throws UnusableInputException if it does not
     */
    public static void known(Path folder, List<String> names) {
        List<Model> known = ModelFinder.models(folder);
        names.forEach(name -> named(name, known));
    }

    private static Model named(String name, List<Model> known) {
        return known.stream().filter(m -> m.shortName().equals(name)).findFirst()
                .orElseThrow(() -> new UnusableInputException("--model", name, "one of "
                        + known.stream().map(Model::shortName).collect(Collectors.joining(", ")),
                        "name a model of the manifest"));
    }

    /** The short names of the quick models in a folder that are expected to succeed, those that take least time first. */
    public static List<String> quick(Path folder) {
        return ModelFinder.models(folder).stream()
                .filter(m -> !m.deep() && m.expectation().result() == ExpectedResult.SUCCESS)
                .sorted(Comparator.comparing(m -> m.runtime().orElse(Model.QUICK)))
                .map(Model::shortName)
                .toList();
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Finding check(Path specs, Path module) throws InterruptedException {
        List<Model> known = ModelFinder.models(module.getParent());
        Finding undecided = null;
        for (String name : models) {
            Model model = named(name, known);
            ModelReport report = new Checker(settings, new CheckListener() {}).check(List.of(model)).models().get(0);
            if (report.verdict() == Verdict.UNEXPECTED) {
                return Finding.noticed(name + ": " + detail(report));
            } else if (report.verdict() == Verdict.UNUSABLE) {
                return Finding.noticed(name + " cannot be checked: " + String.join("; ", report.reasons()));
            } else if (tooMany(report)) {
                return Finding.noticed(name + ": more than the expected "
                        + model.expectation().distinctStates().getAsLong() + " distinct states");
            } else if (report.verdict() != Verdict.AS_EXPECTED) {
                undecided = new Finding(Kind.UNDECIDED, name + ": " + String.join("; ", report.reasons()));
            }
        }
        return undecided == null ? Finding.NOTHING : undecided;
    }

    /** Whether a search that was stopped had by then found more states than there should be. */
    private static boolean tooMany(ModelReport report) {
        Long found = report.outcome().map(o -> o.distinct()).orElse(null);
        OptionalLong expected = report.model().expectation().distinctStates();
        return report.verdict() == Verdict.UNDECIDED && found != null && expected.isPresent()
                && found > expected.getAsLong();
    }

    private static String detail(ModelReport report) {
        String properties = report.outcome().map(o -> String.join(", ", o.properties())).orElse("");
        if (!properties.isEmpty()) {
            return "violates " + properties;
        }
        String message = report.outcome().map(o -> o.message()).filter(m -> m != null)
                .map(m -> " (" + m.lines().findFirst().orElse("").strip() + ")").orElse("");
        return String.join("; ", report.reasons()) + message;
    }
}
