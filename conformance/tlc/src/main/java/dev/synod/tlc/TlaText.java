package dev.synod.tlc;

/** The lexical rules that TLA+ modules and TLC configurations share. */
public final class TlaText {

    private TlaText() {
    }

    /**
     * Replaces comments by blanks: {@code \*} to the end of the line, and {@code (* *)}, which nest. Text inside
     * strings stays, and so do line breaks.
     *
     * @param text the text of a module or a configuration
     * @return text of the same length without comments; never null
     */
    public static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int depth = 0;
        boolean string = false;
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (string) {
                plain.append(character);
                if (character == '\\' && at + 1 < text.length()) {
                    plain.append(text.charAt(++at));
                } else if (character == '"' || character == '\n') {
                    string = false;
                }
            } else if (text.startsWith("(*", at)) {
                depth++;
                plain.append("  ");
                at++;
            } else if (depth > 0 && text.startsWith("*)", at)) {
                depth--;
                plain.append("  ");
                at++;
            } else if (depth > 0) {
                plain.append(character == '\n' ? '\n' : ' ');
            } else if (text.startsWith("\\*", at)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    plain.append(' ');
                    at++;
                }
                at--;
            } else {
                string = character == '"';
                plain.append(character);
            }
            at++;
        }
        return plain.toString();
    }
}
