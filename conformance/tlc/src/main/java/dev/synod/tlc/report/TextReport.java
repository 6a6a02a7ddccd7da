package dev.synod.tlc.report;

import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Outcome;
import dev.synod.tlc.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A check report as a table, one line a model. */
public final class TextReport {

    private static final List<String> HEADER = List.of("model", "result", "generated", "distinct", "depth", "time",
            "verdict");
    private static final int FIRST_NUMBER = 2;
    private static final int LAST_NUMBER = 5;

    private TextReport() {
    }

    /**
     * Writes the table, its notes and a summary.
     *
     * @param report the report
     * @return the lines; never null
     */
    public static List<String> lines(CheckReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        report.models().forEach(model -> rows.add(row(model)));
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(padded(row, widths)));
        for (ModelReport model : report.models()) {
            model.notes().forEach(note -> lines.add("note: " + model.model().name() + ": " + note));
            model.outcome().ifPresent(outcome -> outcome.warnings().forEach(warning ->
                    lines.add("warning: " + model.model().name() + ": " + warning.replaceAll("\\s+", " "))));
        }
        lines.add(summary(report));
        return lines;
    }

    private static String summary(CheckReport report) {
        StringBuilder text = new StringBuilder(Words.of(report.models().size(), "model")).append(":");
        String separator = " ";
        for (Verdict verdict : Verdict.values()) {
            long count = report.count(verdict);
            if (count > 0) {
                text.append(separator).append(count).append(' ').append(verdict.label());
                separator = ", ";
            }
        }
        long upToDate = report.models().stream().filter(ModelReport::upToDate).count();
        if (upToDate > 0) {
            text.append(" (").append(upToDate).append(" up to date)");
        }
        return text.append(", in ").append(Words.duration(report.duration())).toString();
    }

    private static List<String> row(ModelReport report) {
        List<String> row = new ArrayList<>();
        row.add(report.model().name());
        row.add(report.outcome().map(TextReport::result).orElse("-"));
        row.add(report.outcome().map(outcome -> count(outcome.generated())).orElse("-"));
        row.add(report.outcome().map(outcome -> count(outcome.distinct())).orElse("-"));
        row.add(report.outcome().map(outcome -> outcome.depth() == null ? "-" : outcome.depth().toString())
                .orElse("-"));
        row.add(report.outcome().map(outcome -> Words.duration(Duration.ofMillis(outcome.millis()))).orElse("-"));
        row.add(verdict(report));
        return row;
    }

    private static String verdict(ModelReport report) {
        String label = report.verdict().label();
        if (report.verdict() == Verdict.SKIPPED) {
            return label + ": " + String.join("; ", report.reasons());
        }
        return report.upToDate() ? label + ", up to date" : label;
    }

    private static String result(Outcome outcome) {
        String properties = outcome.properties().isEmpty() ? "" : ": " + String.join(" or ", outcome.properties());
        return outcome.kind().label() + properties;
    }

    private static String count(Long count) {
        return count == null ? "-" : Words.count(count);
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            boolean number = column >= FIRST_NUMBER && column <= LAST_NUMBER;
            line.append(number ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
