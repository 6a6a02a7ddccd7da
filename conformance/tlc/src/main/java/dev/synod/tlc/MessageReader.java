package dev.synod.tlc;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits {@code -tool} output, line by line, into messages and the plain lines between them.
 *
 * <p>A message may hold another one, begun in the middle of a line; it stays part of the outer message's body. That
 * is why only the end mark with the outer message's own code ends it.
 */
final class MessageReader {

    private static final Pattern START = Pattern.compile("@!@!@STARTMSG (-?\\d+):(\\d+) @!@!@");

    private final Consumer<ToolMessage> messages;
    private final Consumer<String> plainLines;
    private int code;
    private int severity;
    private String end;
    private StringBuilder body;

    MessageReader(Consumer<ToolMessage> messages, Consumer<String> plainLines) {
        this.messages = messages;
        this.plainLines = plainLines;
    }

    void line(String line) {
        if (body == null) {
            Matcher start = START.matcher(line);
            if (start.matches()) {
                code = Integer.parseInt(start.group(1));
                severity = Integer.parseInt(start.group(2));
                end = "@!@!@ENDMSG " + code + " @!@!@";
                body = new StringBuilder();
            } else {
                plainLines.accept(line);
            }
        } else if (line.equals(end)) {
            ToolMessage message = new ToolMessage(code, severity, body.toString());
            body = null;
            messages.accept(message);
        } else {
            body.append(body.length() == 0 ? "" : "\n").append(line);
        }
    }
}
