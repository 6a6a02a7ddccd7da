package dev.synod.tlc.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What has to come of a model. */
public enum ExpectedResult {
    /** No property is violated. */
    SUCCESS("success"),
    /** An assumption is false. */
    ASSUMPTION_FAILURE("assumption failure"),
    /** A state has no successor. */
    DEADLOCK_FAILURE("deadlock failure"),
    /** A finite behaviour violates a property. */
    SAFETY_FAILURE("safety failure"),
    /** An infinite behaviour violates a property. */
    LIVENESS_FAILURE("liveness failure"),
    /** Nobody has seen the end of it yet. */
    UNKNOWN("unknown");

    private final String label;

    ExpectedResult(String label) {
        this.label = label;
    }

    /**
     * The manifest's word for it.
     *
     * @return the word; never null
     */
    public String label() {
        return label;
    }

    /**
     * Finds the result by the manifest's word.
     *
     * @param label the word
     * @return the result, if the word is known
     */
    public static Optional<ExpectedResult> of(String label) {
        return Arrays.stream(values()).filter(result -> result.label.equals(label)).findFirst();
    }

    /**
     * All the words.
     *
     * @return the words in order; never null
     */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ExpectedResult::label).toList();
    }
}
