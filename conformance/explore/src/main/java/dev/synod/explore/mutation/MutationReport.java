package dev.synod.explore.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which mutants were caught, by what, and which survive.
 *
 * @param spec  the specification
 * @param rows  one for each mutant
 * @param stale explanations that explain nothing, in sentences
 */
public record MutationReport(String spec, List<Row> rows, List<String> stale) {

    /** Copies the lists. */
    public MutationReport {
        rows = List.copyOf(rows);
        stale = List.copyOf(stale);
    }

    /** What was mutated. */
    public enum Side {
        /** The specification. */
        SPEC,
        /** The machine. */
        CODE
    }

    /** What came of a mutant. */
    public enum Status {
        /** A check noticed it. */
        CAUGHT,
        /** No check noticed it. */
        SURVIVES,
        /** No check noticed it, but one reached a limit. */
        UNDECIDED
    }

    /**
     * What came of one mutant.
     *
     * @param side        what was mutated
     * @param mutant      the mutant's key
     * @param place       where: file, line and column, or the action
     * @param status      what came of it
     * @param by          the check that noticed it, or null
     * @param detail      how, or which limit was reached
     * @param explanation why it may survive, or null
     */
    public record Row(Side side, String mutant, String place, Status status, String by, String detail,
            Explanation explanation) {

        /** The status in words. */
        public String result() {
            return switch (status) {
                case CAUGHT -> by + ": " + detail;
                case UNDECIDED -> "UNDECIDED: " + detail;
                case SURVIVES -> explanation == null ? "SURVIVES" + (detail.isEmpty() ? "" : ": " + detail)
                        : "survives, " + explanation.kind().word() + ": " + explanation.why();
            };
        }

        /** Whether it survives and nobody says why it may. */
        public boolean unexplained() {
            return status == Status.SURVIVES && explanation == null;
        }
    }

    /** The survivors that nobody explains. */
    public List<Row> unexplained() {
        return rows.stream().filter(Row::unexplained).toList();
    }

    /** Whether every survivor is explained, and every explanation explains one. */
    public boolean good() {
        return unexplained().isEmpty() && stale.isEmpty();
    }

    /** Whether some mutant is undecided. */
    public boolean undecided() {
        return rows.stream().anyMatch(r -> r.status() == Status.UNDECIDED);
    }

    /** How many were caught by each check, how many survive: the last line of the table. */
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        for (Side side : Side.values()) {
            for (Row row : rows) {
                if (row.side() == side) {
                    String what = switch (row.status()) {
                        case CAUGHT -> "caught by " + row.by();
                        case UNDECIDED -> "undecided";
                        case SURVIVES -> row.explanation() == null ? "SURVIVE" : row.explanation().kind().word();
                    };
                    figures.merge(side.name().toLowerCase(Locale.ROOT) + " mutants", 1L, Long::sum);
                    figures.merge(side.name().toLowerCase(Locale.ROOT) + " " + what, 1L, Long::sum);
                }
            }
        }
        return figures;
    }

    /** The table, one line a mutant, and a summary. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        int place = rows.stream().mapToInt(r -> r.place().length()).max().orElse(0);
        int mutant = Math.min(70, rows.stream().mapToInt(r -> r.mutant().length()).max().orElse(0));
        for (Row row : rows) {
            lines.add(row.side().name().toLowerCase(Locale.ROOT) + "  " + pad(row.place(), place) + "  "
                    + pad(row.mutant(), mutant) + "  " + row.result());
        }
        lines.addAll(stale);
        lines.add(spec + ": " + figures().entrySet().stream().map(e -> e.getValue() + " " + e.getKey())
                .reduce((a, b) -> a + ", " + b).orElse("no mutants"));
        if (!unexplained().isEmpty()) {
            lines.add("Explain each survivor in " + Explanation.FILE_NAME
                    + " beside the specification (equivalent, explained or gap), or add what notices it");
        }
        return lines;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
