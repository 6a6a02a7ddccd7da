package dev.synod.tlc.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.tlc.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What came of a model when it was last run, good or bad, for whoever shows results and runs nothing.
 *
 * @param report  the facts, as {@link JsonReport} has them, with the counterexample
 * @param when    when the run ended
 * @param current whether the model and everything that its verdict depends on are still the same
 */
public record LastRun(JsonNode report, Instant when, boolean current) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Records a run. The file appears whole or not at all. */
    static void record(Path file, ModelReport report, InputDigest inputs) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("inputs", inputs.hash());
        node.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        node.set("report", JsonReport.of(report));
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(file.getParent(), "run", ".tmp");
        JSON.writeValue(written.toFile(), node);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The run recorded in a file; empty if there is none that can be read. */
    static Optional<LastRun> read(Path file, InputDigest inputs) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(file.toFile());
            return node == null || !node.path("report").isObject() ? Optional.empty()
                    : Optional.of(new LastRun(node.get("report"), Instant.parse(node.path("when").asText()),
                            inputs.pure() && inputs.hash().equals(node.path("inputs").asText())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
