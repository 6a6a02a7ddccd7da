package dev.synod.explore.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.explore.explorer.Exploration;
import dev.synod.explore.explorer.ExplorationStory;
import dev.synod.runtime.SmallModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link ExploreBench} measured of one algorithm.
 *
 * @param algorithm    its name
 * @param model        what was explored
 * @param surroundings where it was measured
 * @param rows         one for each number of workers
 */
public record ExploreFigures(String algorithm, SmallModel model, Surroundings surroundings, List<Row> rows) {

    /** Copies the list. */
    public ExploreFigures {
        rows = List.copyOf(rows);
    }

    /**
     * The same model with some number of workers.
     *
     * @param workers  how many threads the explorer has, and TLC
     * @param outcome  what the explorations came to; they are stopped at the first that is not equal
     * @param states   distinct states of the specification; the code reached as many
     * @param first    the seconds of the first exploration with that many, both searches together
     * @param second   those of the second, in a virtual machine that is warmer
     * @param tlc      the seconds of TLC, from the start of its process to its end, or NaN if it was not asked
     * @param tlcStart the seconds of TLC for the same model without a state, or NaN
     */
    public record Row(int workers, Exploration.Outcome outcome, long states, double first, double second, double tlc,
            double tlcStart) {

        /** How many times as many states a second the explorer visits at first, TLC's start being part of its time. */
        public double ratio() {
            return tlc / first;
        }

        /** The same, of the second exploration and without TLC's start. */
        public double ratioWarm() {
            return (tlc - tlcStart) / second;
        }
    }

    /** The worst of the outcomes. */
    public Exploration.Outcome outcome() {
        return rows.stream().map(Row::outcome).filter(o -> o.exitCode() != 0).findFirst()
                .orElse(Exploration.Outcome.EQUAL);
    }

    /** The figures for people. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(algorithm + ": " + ExplorationStory.describe(model) + "; on " + surroundings);
        lines.add(String.format("  %7s  %11s  %16s  %16s  %16s  %9s  %s", "workers", "states", "first, a second",
                "then, a second", "TLC, a second", "its start", "explorer / TLC"));
        for (Row row : rows) {
            if (row.outcome() != Exploration.Outcome.EQUAL) {
                lines.add(String.format(Locale.ROOT, "  %7d  %s: nothing to measure; see synod explore", row.workers(),
                        row.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
                continue;
            }
            String asked = Double.isNaN(row.tlc()) ? "not asked" : rate(row, row.tlc());
            lines.add(String.format(Locale.ROOT, "  %7d  %,11d  %16s  %16s  %16s  %9s  %s", row.workers(), row.states(),
                    rate(row, row.first()), rate(row, row.second()), asked,
                    Double.isNaN(row.tlc()) ? "" : String.format(Locale.ROOT, "%.1f s", row.tlcStart()),
                    Double.isNaN(row.tlc()) ? "" : String.format(Locale.ROOT, "%.1f; %.1f warm and without its start",
                            row.ratio(), row.ratioWarm())));
        }
        return lines;
    }

    private static String rate(Row row, double seconds) {
        return String.format(Locale.ROOT, "%,.0f", row.states() / seconds);
    }

    /** The same facts for machines. */
    public JsonNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("algorithm", algorithm);
        node.put("model", ExplorationStory.describe(model));
        node.put("surroundings", surroundings.toString());
        for (Row row : rows) {
            ObjectNode object = node.withArray("rows").addObject();
            object.put("workers", row.workers());
            object.put("outcome", row.outcome().name().toLowerCase(Locale.ROOT));
            object.put("states", row.states());
            object.put("firstSeconds", row.first());
            object.put("secondSeconds", row.second());
            if (!Double.isNaN(row.tlc())) {
                object.put("tlcSeconds", row.tlc());
                object.put("tlcStartSeconds", row.tlcStart());
                object.put("ratio", row.ratio());
                object.put("ratioWarm", row.ratioWarm());
            }
        }
        return node;
    }
}
