package dev.synod.maven;

import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.manifest.Expectation;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** A model that the pom lists: {@code <model>} with the elements below. */
public final class ModelConfiguration {

    private String module;
    private String config;
    private String result = ExpectedResult.SUCCESS.label();
    private String violates;
    private Long distinctStates;
    private Long totalStates;

    /** Creates a model without files; Maven fills them in. */
    public ModelConfiguration() {
    }

    /**
     * Sets the module.
     *
     * @param file the module's file, from the project's folder
     */
    public void setModule(String file) {
        this.module = file;
    }

    /**
     * Sets the configuration.
     *
     * @param file the configuration's file, from the project's folder; if not set, the one with the module's name
     */
    public void setConfig(String file) {
        this.config = file;
    }

    /**
     * Sets what has to come of it.
     *
     * @param label a result in the words of manifests, {@code success} if not set
     */
    public void setResult(String label) {
        this.result = label;
    }

    /**
     * Sets the property that it has to violate.
     *
     * @param property the property's name
     */
    public void setViolates(String property) {
        this.violates = property;
    }

    /**
     * Pins the number of distinct states.
     *
     * @param count the number
     */
    public void setDistinctStates(Long count) {
        this.distinctStates = count;
    }

    /**
     * Pins the number of states generated.
     *
     * @param count the number
     */
    public void setTotalStates(Long count) {
        this.totalStates = count;
    }

    /** The model that this describes. */
    Model model(Function<String, Path> fromProject) {
        if (module == null) {
            throw new UnusableInputException("<model> in the pom", "no <module>", "the module's file", "add it");
        }
        String beside = config == null ? module.replaceFirst("\\.tla$", ".cfg") : config;
        ExpectedResult expected = ExpectedResult.of(result).orElseThrow(() -> new UnusableInputException(
                "<result> of " + module + " in the pom", '"' + result + '"',
                "one of " + String.join(", ", ExpectedResult.labels()), "correct it"));
        return Model.of(fromProject.apply(module), fromProject.apply(beside), new Expectation(expected,
                Optional.ofNullable(violates), optional(distinctStates), optional(totalStates), OptionalInt.empty()));
    }

    private static OptionalLong optional(Long count) {
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
