package dev.synod.explore.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Why a mutant may survive.
 *
 * @param kind what sort of reason it is
 * @param why  the reason, in a sentence
 */
public record Explanation(Kind kind, String why) {
    /** The name of the file beside a specification that holds the explanations, by the mutants' keys. */
    public static final String FILE_NAME = "mutants.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KEYS = Set.of("kind", "why");

    /** What sort of reason it is. */
    public enum Kind {
        /** The mutant has the same behaviours. */
        EQUIVALENT,
        /** The mutant differs in what nobody needs. */
        EXPLAINED,
        /** Nothing notices the mutant yet, and something should. */
        GAP;

        /** What it is called in the file and in the table. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The explanations in a folder; empty if it has no such file.
     *
     * @throws UnusableInputException if the file is malformed
     */
    public static Map<String, Explanation> read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        Map<String, Explanation> explanations = new LinkedHashMap<>();
        if (!Files.isRegularFile(file)) {
            return explanations;
        }
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw unusable(file + ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr(),
                    "no JSON (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw unusable(file.toString(), "a file that cannot be read");
        }
        if (root == null || !root.isObject()) {
            throw unusable(file.toString(), "no object");
        }
        root.properties().forEach(e -> explanations.put(e.getKey(), explanation(file, e.getKey(), e.getValue())));
        return explanations;
    }

    private static Explanation explanation(Path file, String mutant, JsonNode node) {
        if (!node.isObject() || node.size() != KEYS.size() || !KEYS.stream().allMatch(k -> node.path(k).isTextual())) {
            throw unusable(file.toString(), "no \"kind\" and \"why\", or something else, for \"" + mutant + '"');
        }
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(node.get("kind").asText()) && !node.get("why").asText().isBlank()) {
                return new Explanation(kind, node.get("why").asText());
            }
        }
        throw unusable(file.toString(), "the kind \"" + node.get("kind").asText() + "\" or an empty reason for \""
                + mutant + '"');
    }

    private static UnusableInputException unusable(String where, String found) {
        return new UnusableInputException(where, found,
                "{\"MUTANT\":{\"kind\":\"equivalent|explained|gap\",\"why\":\"a sentence\"},...}", "correct the file");
    }
}
