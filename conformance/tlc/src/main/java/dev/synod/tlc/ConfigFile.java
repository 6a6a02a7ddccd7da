package dev.synod.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a model's configuration lists, read with as little understanding as that takes; judging a
 * configuration is TLC's business.
 *
 * @param properties the names under PROPERTY and PROPERTIES, in order
 * @param invariants the names under INVARIANT and INVARIANTS, in order
 * @param deadlock   whether a state without successor is an error in it: it does not say {@code CHECK_DEADLOCK FALSE}
 * @param behaviour  whether it names an initial predicate or a specification, so that there are states to check
 */
public record ConfigFile(List<String> properties, List<String> invariants, boolean deadlock, boolean behaviour) {

    private static final Set<String> KEYWORDS = Set.of("CONSTANT", "CONSTANTS", "CONSTRAINT", "CONSTRAINTS",
            "ACTION_CONSTRAINT", "ACTION_CONSTRAINTS", "ACTION-CONSTRAINT", "ACTION-CONSTRAINTS", "INVARIANT",
            "INVARIANTS", "INIT", "NEXT", "VIEW", "SYMMETRY", "SPECIFICATION", "PROPERTY", "PROPERTIES", "TYPE",
            "TYPE_CONSTRAINT", "TYPE-CONSTRAINT", "CHECK_DEADLOCK", "ALIAS", "POSTCONDITION");
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[\\w!-]+|\\S");

    /** Copies the names. */
    public ConfigFile {
        properties = List.copyOf(properties);
        invariants = List.copyOf(invariants);
    }

    /**
     * Reads a configuration.
     *
     * @param file the file
     * @return what it lists; never null
     */
    public static ConfigFile read(Path file) {
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    /** The first word of a line, counted from 1. */
    static Optional<String> firstWord(Path file, int line) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            Matcher token = line < 1 || line > lines.size() ? null : TOKEN.matcher(lines.get(line - 1));
            return token != null && token.find() ? Optional.of(token.group()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigFile parse(String text) {
        List<String> properties = new ArrayList<>();
        List<String> invariants = new ArrayList<>();
        boolean deadlock = true;
        boolean behaviour = false;
        String section = "";
        Matcher token = TOKEN.matcher(TlaText.withoutComments(text));
        while (token.find()) {
            String word = token.group();
            if (KEYWORDS.contains(word)) {
                section = word;
                behaviour |= word.equals("INIT") || word.equals("SPECIFICATION");
            } else if (section.equals("CHECK_DEADLOCK")) {
                deadlock = !word.equals("FALSE");
            } else if (section.startsWith("PROPERT")) {
                properties.add(word);
            } else if (section.startsWith("INVARIANT")) {
                invariants.add(word);
            }
        }
        return new ConfigFile(properties, invariants, deadlock, behaviour);
    }
}
