package dev.synod.tlc.check;

/** The kinds of result, in the words of manifests where these have one. */
public enum ResultKind {
    /** No property is violated. */
    SUCCESS("success"),
    /** No property is violated in the behaviours that were looked at. */
    NO_VIOLATION_FOUND("no violation found"),
    /** An assumption is false. */
    ASSUMPTION_FAILURE("assumption failure"),
    /** A state has no successor. */
    DEADLOCK_FAILURE("deadlock failure"),
    /** A finite behaviour violates a property. */
    SAFETY_FAILURE("safety failure"),
    /** An infinite behaviour violates a property. */
    LIVENESS_FAILURE("liveness failure"),
    /** The modules do not parse. */
    PARSE_ERROR("parse error"),
    /** An expression cannot be evaluated. */
    EVALUATION_ERROR("evaluation error"),
    /** The configuration is at fault. */
    CONFIG_ERROR("configuration error"),
    /** The time, the memory or the disk ran out. */
    LIMIT_REACHED("limit reached"),
    /** The tools at hand lack what the model needs. */
    UNSUPPORTED("not supported"),
    /** The tool crashed. */
    TOOL_CRASH("tool crash");

    private final String label;

    ResultKind(String label) {
        this.label = label;
    }

    /**
     * The words for it.
     *
     * @return the words; never null
     */
    public String label() {
        return label;
    }
}
