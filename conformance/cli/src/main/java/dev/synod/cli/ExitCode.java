package dev.synod.cli;

import dev.synod.tlc.check.Verdict;

/** The exit statuses that every command shares. */
public enum ExitCode {
    /** Everything is as expected. */
    AS_EXPECTED(0),
    /** Something is wrong with what was checked. */
    WRONG(1),
    /** The input could not be used. */
    UNUSABLE(2),
    /** A limit was reached, or nothing was run, so that nothing is known. */
    UNDECIDED(3);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /**
     * The status of the process.
     *
     * @return a number from 0 to 3
     */
    public int status() {
        return status;
    }

    /**
     * The exit status for the verdict on a model check.
     *
     * @param verdict the verdict; skipped means that no model was run at all
     * @return the status; never null
     */
    static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case AS_EXPECTED -> AS_EXPECTED;
            case UNEXPECTED -> WRONG;
            case UNUSABLE -> UNUSABLE;
            case UNDECIDED, UNSUPPORTED, SKIPPED -> UNDECIDED;
        };
    }
}
