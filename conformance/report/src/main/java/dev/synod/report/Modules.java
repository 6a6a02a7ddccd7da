package dev.synod.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.ModuleScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The texts of the modules that the page speaks of, each once, by a short name: the file's path below the specifications. */
final class Modules {
    private final Path specs;
    private final Map<String, ObjectNode> texts = new TreeMap<>();

    Modules(Path specs) {
        this.specs = specs.toAbsolutePath().normalize();
    }

    /** Adds a module with those that it reaches. @return its key */
    String add(Path module, List<Path> library) throws IOException {
        String key = key(module);
        ObjectNode node = texts.get(key);
        if (node == null || !node.has("reaches")) {
            List<Path> files = ModuleScan.files(module, library);
            files.forEach(this::key);
            node = texts.get(key);
            files.stream().skip(1).map(this::key).forEach(node.putArray("reaches")::add);
        }
        return key;
    }

    /** The key of a module's file, which is added. */
    String key(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String key = (absolute.startsWith(specs) ? specs.relativize(absolute).toString() : Words.path(absolute))
                .replace('\\', '/');
        texts.computeIfAbsent(key, k -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("name", absolute.getFileName().toString().replaceFirst("\\.tla$", ""));
            node.put("path", Words.path(absolute));
            try {
                node.put("text", Files.readString(absolute));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return node;
        });
        return key;
    }

    /** The same facts with keys in the place of the files of modules. */
    <T extends JsonNode> T relative(T facts) {
        if (facts instanceof ObjectNode object && object.hasNonNull("file") && object.has("line")) {
            object.put("file", key(Path.of(object.get("file").asText())));
        }
        facts.forEach(this::relative);
        return facts;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        texts.forEach(node::set);
        return node;
    }
}
