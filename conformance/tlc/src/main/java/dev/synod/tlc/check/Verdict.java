package dev.synod.tlc.check;

/** What the comparison of a model with its expectation came to. */
public enum Verdict {
    /** The result and every pinned figure are as expected. */
    AS_EXPECTED("ok"),
    /** The result, the violated property or a pinned figure is another one. */
    UNEXPECTED("FAILED"),
    /** A file is not what it should be, so that there is nothing to compare. */
    UNUSABLE("UNUSABLE"),
    /** A limit was reached, or the tool crashed, before there was a result. */
    UNDECIDED("UNDECIDED"),
    /**
     * The model needs what the tools at hand do not have: a module of another library, a keyword or an option of a
     * newer version. The reasons say which.
     */
    UNSUPPORTED("NOT SUPPORTED"),
    /** The model was not run, on purpose; the reasons say why. */
    SKIPPED("skipped");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /**
     * The word for it in a table.
     *
     * @return the word; never null
     */
    public String label() {
        return label;
    }
}
