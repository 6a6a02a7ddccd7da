package dev.synod.explore.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Records the traces of the algorithms that it is given by name anew, and writes which verdict each gets. Run it by hand,
 * look at every verdict, and commit only what you understand: it writes down what the replay says, and the test of the
 * recorded traces holds later replays to that.
 */
final class RecordTraces {
    private RecordTraces() {}

    public static void main(String[] args) throws IOException {
        Map<String, Recordings> all = new TreeMap<>();
        ServiceLoader.load(Recordings.class).forEach(recordings -> all.put(recordings.algorithm(), recordings));
        for (String algorithm : args) {
            if (!all.containsKey(algorithm)) {
                throw new IllegalArgumentException("No recordings of \"" + algorithm + "\". Known: "
                        + String.join(", ", all.keySet()) + ".");
            }
            all.get(algorithm).recordInto(Path.of("../../traces"));
        }
    }
}
