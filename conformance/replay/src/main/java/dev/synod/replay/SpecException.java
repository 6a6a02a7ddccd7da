package dev.synod.replay;

/**
 * A specification that cannot be used for a trace: it does not parse, lacks what the trace names, or its evaluation
 * fails. The message says where, what was found, what was expected and what to do.
 */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message where, what was found, what was expected and what to do */
    public SpecException(String message) {
        super(message);
    }
}
