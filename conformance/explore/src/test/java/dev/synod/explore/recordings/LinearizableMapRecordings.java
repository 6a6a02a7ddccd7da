package dev.synod.explore.recordings;

import dev.synod.explore.history.KnownHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The histories of a map that are known to be linearizable, or not to be. */
public final class LinearizableMapRecordings extends Recordings {
    public LinearizableMapRecordings() {
        super("linearizable-map");
    }

    @Override
    protected void record() throws IOException {
        for (KnownHistory known : KnownHistory.ALL) {
            write(known.name(), new String(known.trace(), StandardCharsets.UTF_8), known.about());
        }
    }
}
