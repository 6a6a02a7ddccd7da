package dev.synod.tlc.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value that knows where it stands, so that whoever reads it can say what is wrong with it.
 *
 * <p>The content is a {@code Map<String, LocatedJson>}, a {@code List<LocatedJson>}, a String, a BigDecimal, a Boolean
 * or null.
 */
public final class LocatedJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final String path;
    private final JsonLocation location;
    private final Object content;

    private LocatedJson(Path file, String path, JsonLocation location, Object content) {
        this.file = file;
        this.path = path;
        this.location = location;
        this.content = content;
    }

    /**
     * Reads a file's only value.
     *
     * @param file  the file, for the messages
     * @param bytes its content
     * @return the value; never null
     * @throws UnusableInputException if it is no JSON
     */
    public static LocatedJson read(Path file, byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            if (parser.currentToken() == null) {
                throw new UnusableInputException(file.toString(), "an empty file", "a JSON object",
                        "write it, or remove the file");
            }
            LocatedJson value = value(file, "", parser);
            if (parser.nextToken() != null) {
                throw broken(file, parser.currentTokenLocation(), "more text after the end of the object");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw broken(file, e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw broken(file, null, e.getMessage());
        }
    }

    private static UnusableInputException broken(Path file, JsonLocation at, String found) {
        String where = at == null ? file.toString() : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
        return new UnusableInputException(where, found, "JSON", "correct the syntax");
    }

    private static LocatedJson value(Path file, String path, JsonParser parser) throws IOException {
        JsonLocation location = parser.currentTokenLocation();
        Object content = switch (parser.currentToken()) {
            case START_OBJECT -> object(file, path, parser);
            case START_ARRAY -> array(file, path, parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
        return new LocatedJson(file, path, location, content);
    }

    private static Map<String, LocatedJson> object(Path file, String path, JsonParser parser) throws IOException {
        Map<String, LocatedJson> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonLocation at = parser.currentTokenLocation();
            parser.nextToken();
            LocatedJson field = value(file, path.isEmpty() ? name : path + "." + name, parser);
            if (fields.put(name, field) != null) {
                throw broken(file, at, "the key \"" + name + "\" for the second time");
            }
        }
        return fields;
    }

    private static List<LocatedJson> array(Path file, String path, JsonParser parser) throws IOException {
        List<LocatedJson> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(file, path + "[" + items.size() + "]", parser));
        }
        return items;
    }

    /**
     * The story of what is wrong with this value.
     *
     * @param found    what is there
     * @param expected what should be there
     * @param remedy   what the user can do
     * @return the story, with the value's place; never null
     */
    public UnusableInputException wrong(String found, String expected, String remedy) {
        String where = file + ":" + location.getLineNr() + ":" + location.getColumnNr();
        return new UnusableInputException(path.isEmpty() ? where : where + ": " + path, found, expected, remedy);
    }

    /** The story of a value that is of another kind. */
    UnusableInputException not(String expected) {
        return wrong(describe(), expected, "correct the file");
    }

    private String describe() {
        if (content == null) {
            return "null";
        }
        if (content instanceof Map) {
            return "an object";
        }
        if (content instanceof List) {
            return "an array";
        }
        return content instanceof String text ? '"' + text + '"' : content.toString();
    }

    boolean isObject() {
        return content instanceof Map;
    }

    boolean isText() {
        return content instanceof String;
    }

    /**
     * The line on which the value begins.
     *
     * @return the line, from 1
     */
    public long line() {
        return location.getLineNr();
    }

    /**
     * The fields of an object.
     *
     * @return the fields in their order; never null
     * @throws UnusableInputException if this is no object
     */
    @SuppressWarnings("unchecked")
    public Map<String, LocatedJson> fields() {
        if (content instanceof Map) {
            return (Map<String, LocatedJson>) content;
        }
        throw not("an object");
    }

    /**
     * The items of an array.
     *
     * @return the items in their order; never null
     * @throws UnusableInputException if this is no array
     */
    @SuppressWarnings("unchecked")
    public List<LocatedJson> items() {
        if (content instanceof List) {
            return (List<LocatedJson>) content;
        }
        throw not("an array");
    }

    /**
     * The characters of a string.
     *
     * @return the characters; never null
     * @throws UnusableInputException if this is no string
     */
    public String text() {
        if (content instanceof String text) {
            return text;
        }
        throw not("a string");
    }

    boolean truth() {
        if (content instanceof Boolean truth) {
            return truth;
        }
        throw not("true or false");
    }

    double number() {
        if (content instanceof BigDecimal number) {
            return number.doubleValue();
        }
        throw not("a number");
    }

    long natural() {
        if (content instanceof BigDecimal number) {
            try {
                long value = number.longValueExact();
                if (value >= 0) {
                    return value;
                }
            } catch (ArithmeticException e) {
                // falls through to the story
            }
        }
        throw not("a whole number, 0 or more");
    }
}
