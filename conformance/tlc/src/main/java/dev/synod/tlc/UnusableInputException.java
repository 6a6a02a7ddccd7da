package dev.synod.tlc;

import java.util.Objects;

/**
 * An input cannot be used, and the message is the whole story: where, what was found, what was expected, what to do.
 *
 * <p>The message is for the user as it stands; nobody needs the stack trace.
 */
public final class UnusableInputException extends RuntimeException {

    private final String where;
    private final String found;
    private final String expected;
    private final String remedy;

    /**
     * Tells the story of an unusable input.
     *
     * @param where    the file, with line and column where they are known, or the option or property that is at fault
     * @param found    what is there
     * @param expected what should be there
     * @param remedy   what the user can do
     */
    public UnusableInputException(String where, String found, String expected, String remedy) {
        super(where + System.lineSeparator()
                + "  found     " + found + System.lineSeparator()
                + "  expected  " + expected + System.lineSeparator()
                + "  remedy    " + remedy);
        this.where = Objects.requireNonNull(where);
        this.found = Objects.requireNonNull(found);
        this.expected = Objects.requireNonNull(expected);
        this.remedy = Objects.requireNonNull(remedy);
    }

    /**
     * Says where the fault is.
     *
     * @return the file, with line and column where they are known, or the option or property; never null
     */
    public String where() {
        return where;
    }

    /**
     * Says what was found there.
     *
     * @return what is there; never null
     */
    public String found() {
        return found;
    }

    /**
     * Says what was expected there.
     *
     * @return what should be there; never null
     */
    public String expected() {
        return expected;
    }

    /**
     * Says what to do.
     *
     * @return the remedy; never null
     */
    public String remedy() {
        return remedy;
    }
}
