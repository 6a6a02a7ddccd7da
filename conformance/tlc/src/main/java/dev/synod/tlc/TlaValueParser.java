package dev.synod.tlc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values in the syntax in which TLC prints them. */
final class TlaValueParser {

    /** Thrown inside the parser at text that is not a value; carries no trace because it only steers. */
    private static final class NotAValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAValue() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int position;

    private TlaValueParser(String text) {
        this.text = text;
    }

    static TlaValue parse(String text) {
        TlaValueParser parser = new TlaValueParser(text);
        try {
            TlaValue value = parser.value();
            parser.skipBlanks();
            if (parser.position == text.length()) {
                return value;
            }
        } catch (NotAValue | NumberFormatException notAValue) {
            // falls through: the text is kept as it is
        }
        return new TlaValue.Unread(text.strip());
    }

    private TlaValue value() {
        skipBlanks();
        if (tryTake("<<")) {
            return new TlaValue.Tuple(list(">>"));
        }
        if (tryTake("{")) {
            return new TlaValue.SetOf(list("}"));
        }
        if (tryTake("[")) {
            return record();
        }
        if (tryTake("(")) {
            return function();
        }
        char next = peek();
        if (next == '"') {
            return new TlaValue.Str(string());
        }
        if (next == '-' || isDigit(next) && !startsName()) {
            return number();
        }
        return named(name());
    }

    /** A model value may begin with digits, say {@code 1st}; a number is digits only. */
    private boolean startsName() {
        int at = position;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at < text.length() && isNamePart(text.charAt(at));
    }

    private TlaValue number() {
        long low = integer();
        skipBlanks();
        if (tryTake("..")) {
            skipBlanks();
            return new TlaValue.Interval(low, integer());
        }
        return new TlaValue.Int(low);
    }

    private long integer() {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        return Long.parseLong(text.substring(start, position));
    }

    private static TlaValue named(String name) {
        return switch (name) {
            case "TRUE" -> new TlaValue.Bool(true);
            case "FALSE" -> new TlaValue.Bool(false);
            case "SUBSET", "UNION", "DOMAIN", "LAMBDA" -> throw new NotAValue();
            default -> new TlaValue.Model(name);
        };
    }

    private List<TlaValue> list(String end) {
        List<TlaValue> elements = new ArrayList<>();
        skipBlanks();
        if (tryTake(end)) {
            return elements;
        }
        while (true) {
            elements.add(value());
            skipBlanks();
            if (tryTake(end)) {
                return elements;
            }
            take(",");
        }
    }

    private TlaValue record() {
        Map<String, TlaValue> fields = new LinkedHashMap<>();
        skipBlanks();
        if (tryTake("]")) {
            return new TlaValue.Rec(fields);
        }
        while (true) {
            skipBlanks();
            String field = name();
            skipBlanks();
            take("|->");
            fields.put(field, value());
            skipBlanks();
            if (tryTake("]")) {
                return new TlaValue.Rec(fields);
            }
            take(",");
        }
    }

    private TlaValue function() {
        Map<TlaValue, TlaValue> entries = new LinkedHashMap<>();
        while (true) {
            TlaValue argument = value();
            skipBlanks();
            take(":>");
            entries.put(argument, value());
            skipBlanks();
            if (tryTake(")")) {
                return new TlaValue.Function(entries);
            }
            take("@@");
        }
    }

    private String string() {
        StringBuilder characters = new StringBuilder();
        position++;
        while (peek() != '"') {
            char character = text.charAt(position++);
            characters.append(character == '\\' ? unescaped() : character);
        }
        position++;
        return characters.toString();
    }

    private char unescaped() {
        char escaped = peek();
        position++;
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> escaped;
        };
    }

    private String name() {
        int start = position;
        while (position < text.length() && isNamePart(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw new NotAValue();
        }
        return text.substring(start, position);
    }

    private void take(String expected) {
        if (!tryTake(expected)) {
            throw new NotAValue();
        }
    }

    private boolean tryTake(String expected) {
        if (text.startsWith(expected, position)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    private char peek() {
        if (position >= text.length()) {
            throw new NotAValue();
        }
        return text.charAt(position);
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }
}
