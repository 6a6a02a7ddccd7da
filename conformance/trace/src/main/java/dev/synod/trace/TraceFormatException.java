package dev.synod.trace;

/** A trace that cannot be used as it is: says where, what was found, what was expected and what to do. */
public final class TraceFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String trace;
    private final long line;
    private final int column;
    private final String found;
    private final String expected;
    private final String remedy;

    /**
     * @param trace    the file's name or another name of the input
     * @param line     the line, from 1
     * @param column   the column in bytes, from 1; 0 where the line as a whole is meant
     * @param found    what stands there
     * @param expected what should stand there
     * @param remedy   what the user can do about it
     */
    public TraceFormatException(
            String trace, long line, int column, String found, String expected, String remedy) {
        super(trace + ":" + line + (column > 0 ? ":" + column : "") + ": found " + found + ", expected " + expected
                + ". " + remedy);
        this.trace = trace;
        this.line = line;
        this.column = column;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
    }

    /** The file's name or another name of the input. */
    public String trace() {
        return trace;
    }

    /** The line, from 1. */
    public long line() {
        return line;
    }

    /** The column in bytes, from 1; 0 where the line as a whole is meant. */
    public int column() {
        return column;
    }

    /** What stands there. */
    public String found() {
        return found;
    }

    /** What should stand there. */
    public String expected() {
        return expected;
    }

    /** What the user can do about it. */
    public String remedy() {
        return remedy;
    }
}
