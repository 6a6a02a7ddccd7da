package dev.synod.tlc;

/** The tools at hand cannot do what a run asks for; the message says what, and which can. */
public final class UnsupportedByToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the tools lack.
     *
     * @param reason what they lack
     */
    public UnsupportedByToolException(String reason) {
        super(reason);
    }
}
