package dev.synod.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.ExplorationJson;
import dev.synod.explore.mutation.MutationJson;
import dev.synod.explore.mutation.MutationReport;
import dev.synod.tlc.ContentHash;
import dev.synod.tlc.KitFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the last audit, the last mutation and the last explorations of algorithms came to, good or bad, for whoever shows results and runs
 * nothing. They are kept in the folder for recorded results.
 */
public final class LastResults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    private final Path audits;
    private final Path explorations;
    private final Path mutations;
    private final Path specs;

    /**
     * @param work  the folder for recorded results
     * @param specs the folder of specifications
     */
    public LastResults(Path work, Path specs) {
        this.audits = work.resolve("audits");
        this.explorations = work.resolve("explorations");
        this.mutations = work.resolve("mutations");
        this.specs = specs;
    }

    /**
     * A result.
     *
     * @param facts   what came of it
     * @param when    when it was recorded
     * @param current whether the specification's folder, the shared modules and the kit's own code are still the same;
     *                nothing is said of the machine
     * @param trace   for an exploration in which the code left the specification, the trace; else null
     */
    public record Kept(JsonNode facts, Instant when, boolean current, Path trace) {}

    /** Records an audit. */
    public void record(Audit.Report report) {
        ObjectNode facts = JSON.createObjectNode();
        ArrayNode rows = facts.putArray("rows");
        for (Audit.Row row : report.rows()) {
            ObjectNode node = rows.addObject();
            node.put("what", row.what());
            node.put("verdict", row.verdict());
            node.put("standing", row.standing().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
            node.put("states", row.states());
            node.put("events", row.events());
            node.put("rate", row.rate());
            node.put("actions", row.actions());
        }
        report.stories().forEach(facts.putArray("stories")::add);
        write(audits, report.algorithm(), report.algorithm(), facts);
    }

    /**
     * Records an exploration, with the trace of a departure.
     *
     * @param mutant the mutant of the machine that was explored; null for the machine itself
     */
    public void record(Exploration exploration, String mutant) {
        String name = exploration.algorithm() + (mutant == null ? "" : "+" + mutant);
        ObjectNode facts = (ObjectNode) ExplorationJson.of(exploration, null);
        facts.put("mutant", mutant);
        try {
            Path trace = trace(name);
            if (exploration.departure().isPresent()) {
                Files.createDirectories(explorations);
                Files.write(trace, exploration.departure().get().trace());
            } else {
                Files.deleteIfExists(trace);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(explorations, name, exploration.algorithm(), facts);
    }

    /** Records what came of all mutants of an algorithm's specification and of its machine. */
    public void record(String algorithm, MutationReport report) {
        write(mutations, algorithm, algorithm, MutationJson.of(report));
    }

    /** The last audit of an algorithm, if there was one. */
    public Optional<Kept> audit(String algorithm) {
        return read(audits.resolve(algorithm + ENDING), algorithm);
    }

    /** The last mutation of an algorithm with all its mutants, if there was one. */
    public Optional<Kept> mutation(String algorithm) {
        return read(mutations.resolve(algorithm + ENDING), algorithm);
    }

    /** The last explorations of an algorithm and of its mutants, the machine's own first. */
    public List<Kept> explorations(String algorithm) {
        List<Kept> found = new ArrayList<>();
        read(explorations.resolve(algorithm + ENDING), algorithm).ifPresent(found::add);
        if (Files.isDirectory(explorations)) {
            try (Stream<Path> files = Files.list(explorations)) {
                files.filter(f -> f.getFileName().toString().startsWith(algorithm + "+")
                        && f.getFileName().toString().endsWith(ENDING)).sorted()
                        .forEach(f -> read(f, algorithm).ifPresent(found::add));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private Path trace(String name) {
        return explorations.resolve(name + ".ndjson");
    }

    private void write(Path folder, String name, String algorithm, ObjectNode facts) {
        ObjectNode node = JSON.createObjectNode();
        node.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        node.put("inputs", inputs(algorithm));
        node.set("facts", facts);
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, "result", ".tmp");
            JSON.writeValue(written.toFile(), node);
            Files.move(written, folder.resolve(name + ENDING), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that cannot be read counts as none. */
    private Optional<Kept> read(Path file, String algorithm) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(file.toFile());
            Path trace = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.json$", ".ndjson"));
            return node == null || !node.path("facts").isObject() ? Optional.empty()
                    : Optional.of(new Kept(node.get("facts"), Instant.parse(node.path("when").asText()),
                            inputs(algorithm).equals(node.path("inputs").asText()), Files.isRegularFile(trace) ? trace : null));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private String inputs(String algorithm) {
        ContentHash hash = new ContentHash().add("kit", KitFingerprint.value());
        for (String folder : List.of(algorithm, "lib")) {
            try (Stream<Path> files = Files.isDirectory(specs.resolve(folder)) ? Files.list(specs.resolve(folder))
                    : Stream.empty()) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    hash.add(folder + "/" + file.getFileName(), Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return hash.hex();
    }
}
