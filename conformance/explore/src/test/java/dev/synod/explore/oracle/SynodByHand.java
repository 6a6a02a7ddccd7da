package dev.synod.explore.oracle;

import dev.synod.replay.convert.TlaModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The synod's trace specification as one would write it by hand: the fastest form that we know for stock TLC. */
final class SynodByHand {
    private static final String NAME = "SynodByHand";

    private SynodByHand() {}

    /** The module; it needs the converted one, called Traces, beside it. */
    static TlaModule module(TlaModule traces) {
        StringBuilder config = new StringBuilder();
        // Without the guards and the ranges: nothing of the specification is replaced but its constants.
        traces.config().replace("NEXT Trace_Next", "NEXT ByHandNext").lines()
                .filter(line -> !line.contains("<- Trace_Action_") && !line.contains("<- Trace_Choice_"))
                .forEach(line -> config.append(line).append('\n'));
        try (InputStream text = SynodByHand.class.getResourceAsStream(NAME + ".tla")) {
            return new TlaModule(NAME, new String(text.readAllBytes(), StandardCharsets.UTF_8), config.toString(),
                    List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
