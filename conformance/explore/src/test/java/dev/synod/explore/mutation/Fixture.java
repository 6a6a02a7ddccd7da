package dev.synod.explore.mutation;

import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A tiny specification, with a model and traces: each node counts to two, and may tell so. */
final class Fixture {
    static final String MODULE = """
            ---- MODULE Count ----
            EXTENDS Integers
            CONSTANT Node
            VARIABLES count, told

            Init == /\\ count = [n \\in Node |-> 0]
                    /\\ told  = {}

            \\* Once more, but not more than twice.
            Step(p) ==
              /\\ count[p] < 2
              /\\ count[p] >= 0
              /\\ count' = [count EXCEPT ![p] = @ + 1]
              /\\ UNCHANGED told

            Tell(p) ==
              /\\ count[p] = 2
              /\\ told' = told \\cup {p}
              /\\ UNCHANGED count

            Next == \\E p \\in Node : Step(p) \\/ Tell(p)

            Low == \\A p \\in Node : count[p] =< 2
            ====
            """;
    private static final String CONFIG = """
            INIT Init
            NEXT Next
            CONSTANT Node = {a, b}
            INVARIANT Low
            CHECK_DEADLOCK FALSE
            """;
    private static final String MANIFEST = """
            {"sources": [], "authors": [], "tags": [], "modules": [{"path": "specs/count/Count.tla", "features": [],
              "models": [{"path": "specs/count/Count.cfg", "runtime": "00:00:01", "mode": "exhaustive search",
                "result": "success", "distinctStates": %d}]}]}
            """;

    final Path specs;
    final Path folder;

    /** Writes it below that folder. The model has 16 states: each node has counted to 0, 1, 2, or has told so. */
    Fixture(Path below) throws IOException {
        specs = below.resolve("specs");
        folder = Files.createDirectories(specs.resolve("count"));
        Files.writeString(folder.resolve("Count.tla"), MODULE);
        Files.writeString(folder.resolve("Count.cfg"), CONFIG);
        Files.writeString(folder.resolve("manifest.json"), MANIFEST.formatted(16));
    }

    Path module() {
        return folder.resolve("Count.tla");
    }

    Mutation mutation() {
        return new Mutation(specs, "count/Count", line -> {});
    }

    /** One trace in which a counts to two, and one in which it counts to three. */
    List<Evidence> traces() {
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(specs)))) {
            return List.of(Evidence.judged("good", trace(1, 2), replayer), Evidence.judged("bad", trace(1, 2, 3), replayer));
        }
    }

    private static byte[] trace(long... counts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceHeader header = new TraceHeader("count/Count", Map.of("Node", Value.set(List.of(Value.of("a"), Value.of("b")))),
                null, "p", List.of("count"), List.of(), List.of(), Map.of());
        try (TraceWriter writer = new TraceWriter(out, header)) {
            long n = 0;
            for (long count : counts) {
                writer.write(new TraceEvent(++n, "a", null, "Step", Map.of("p", Value.of("a")),
                        Map.of("count", Value.of(count))));
            }
            writer.finish();
        }
        return out.toByteArray();
    }
}
