package dev.synod.tlc.check;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.synod.tlc.manifest.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The recorded outcomes of models that came out as expected, one JSON file each. A file that cannot be read, or that
 * does not agree with the model's expectation, counts as none.
 */
final class ResultCache {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /** One recorded outcome, and the hash of the inputs that it belongs to. */
    record Entry(String inputs, Outcome outcome) {
    }

    ResultCache(Path folder) {
        this.folder = folder;
    }

    /** The outcome recorded for a model with these very inputs. */
    Optional<Outcome> find(Model model, InputDigest inputs) {
        Path file = file(model);
        if (!inputs.pure() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Entry entry = JSON.readValue(file.toFile(), Entry.class);
            boolean valid = entry.inputs() != null && entry.inputs().equals(inputs.hash()) && entry.outcome() != null
                    && Comparison.of(model.expectation(), entry.outcome()).verdict() == Verdict.AS_EXPECTED;
            return valid ? Optional.of(entry.outcome()) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Records an outcome. The file appears whole or not at all. */
    void record(Model model, InputDigest inputs, Outcome outcome) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, "entry", ".tmp");
        JSON.writeValue(written.toFile(), new Entry(inputs.hash(), outcome));
        Files.move(written, file(model), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forgets a model. */
    void forget(Model model) throws IOException {
        Files.deleteIfExists(file(model));
    }

    private Path file(Model model) {
        return folder.resolve(WorkFiles.nameOf(model) + ".json");
    }
}
