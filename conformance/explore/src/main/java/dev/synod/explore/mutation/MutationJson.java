package dev.synod.explore.mutation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A mutation's result for machines: the facts of {@link MutationReport#table}. */
public final class MutationJson {
    private MutationJson() {}

    /** One result as an object. */
    public static ObjectNode of(MutationReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("spec", report.spec());
        node.put("good", report.good());
        node.put("undecided", report.undecided());
        ObjectNode figures = node.putObject("figures");
        report.figures().forEach(figures::put);
        report.stale().forEach(node.putArray("stale")::add);
        node.putArray("mutants");
        report.rows().forEach(row -> node.withArray("mutants").add(of(row)));
        return node;
    }

    private static ObjectNode of(MutationReport.Row row) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("side", row.side().name().toLowerCase(Locale.ROOT));
        node.put("mutant", row.mutant());
        node.put("place", row.place());
        node.put("status", row.status().name().toLowerCase(Locale.ROOT));
        if (row.by() != null) {
            node.put("by", row.by());
        }
        node.put("detail", row.detail());
        if (row.explanation() != null) {
            node.putObject("explanation").put("kind", row.explanation().kind().word()).put("why", row.explanation().why());
        }
        return node;
    }
}
