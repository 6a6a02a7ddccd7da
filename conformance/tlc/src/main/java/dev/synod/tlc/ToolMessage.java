package dev.synod.tlc;

/**
 * One message of TLC's {@code -tool} output.
 *
 * @param code     the message's code, as in {@code tlc2.output.EC}
 * @param severity the message's class, as in {@code tlc2.output.MP}
 * @param body     the text between its first and last line, without the final line break
 */
record ToolMessage(int code, int severity, String body) {

    static final int ERROR = 1;
    static final int TOOL_BUG = 2;
    static final int WARNING = 3;

    boolean isError() {
        return severity == ERROR || severity == TOOL_BUG;
    }
}
