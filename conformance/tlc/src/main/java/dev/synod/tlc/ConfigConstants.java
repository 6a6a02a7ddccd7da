package dev.synod.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a TLC configuration says under CONSTANT and CONSTANTS.
 *
 * @param values      the constants with a value ({@code RM = {r1, r2}}), in order
 * @param substituted the names that a definition takes the place of ({@code Ballot <- MCBallot}), in order
 */
public record ConfigConstants(Map<String, TlaValue> values, Set<String> substituted) {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|<-|[\\w!-]+|\\S");
    private static final Pattern NAME = Pattern.compile("\\w*[A-Za-z_]\\w*");

    /** Copies both. */
    public ConfigConstants {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        substituted = Set.copyOf(substituted);
    }

    /**
     * Reads a configuration.
     *
     * @throws UnusableInputException if it cannot be read, or gives a constant something that is no value
     */
    public static ConfigConstants read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException e) {
            throw new UnusableInputException(file.toString(), "a configuration that cannot be read ("
                    + e.getClass().getSimpleName() + ")", "a TLC configuration (.cfg)", "name its file");
        }
    }

    static ConfigConstants parse(String file, String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(TlaText.withoutComments(text));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        Map<String, TlaValue> values = new LinkedHashMap<>();
        Set<String> substituted = new java.util.LinkedHashSet<>();
        boolean constants = false;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (ConfigFile.isKeyword(token)) {
                constants = token.equals("CONSTANT") || token.equals("CONSTANTS");
                continue;
            }
            if (!constants || !NAME.matcher(token).matches() || i + 1 == tokens.size()) {
                continue;
            }
            if (tokens.get(i + 1).equals("<-")) {
                substituted.add(token);
                i += 1;
                while (i + 1 < tokens.size() && !startsAssignment(tokens, i + 1)) {
                    i++;
                }
            } else if (tokens.get(i + 1).equals("=")) {
                StringBuilder value = new StringBuilder();
                i += 1;
                while (i + 1 < tokens.size() && !startsAssignment(tokens, i + 1)) {
                    value.append(tokens.get(++i)).append(' ');
                }
                values.put(token, value(file, token, value.toString().strip()));
            }
        }
        return new ConfigConstants(values, substituted);
    }

    private static boolean startsAssignment(List<String> tokens, int i) {
        return ConfigFile.isKeyword(tokens.get(i))
                || i + 1 < tokens.size() && (tokens.get(i + 1).equals("=") || tokens.get(i + 1).equals("<-"));
    }

    private static TlaValue value(String file, String constant, String text) {
        TlaValue value = TlaValue.parse(text);
        if (value instanceof TlaValue.Unread) {
            throw new UnusableInputException(file, constant + " = " + text,
                    "a value: a number, a string, a model value, TRUE, FALSE, or a set of such", "correct the configuration");
        }
        return value;
    }
}
