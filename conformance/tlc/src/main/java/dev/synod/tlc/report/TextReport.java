package dev.synod.tlc.report;

import dev.synod.tlc.Words;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Outcome;
import dev.synod.tlc.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A check report as a table, one line a model. */
public final class TextReport {

    private static final List<String> HEADER = List.of("model", "result", "generated", "distinct", "depth", "time",
            "verdict");
    private static final int FIRST_NUMBER = 2;
    private static final int LAST_NUMBER = 5;
    private static final int NAMES = 3;
    private static final double WORTH_TELLING = 1e-9;

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
        Map<String, List<String>> remarks = new LinkedHashMap<>();
        for (ModelReport model : report.models()) {
            model.notes().forEach(note -> remark(remarks, "note: " + note, model));
            model.outcome().ifPresent(outcome -> outcome.warnings().forEach(
                    warning -> remark(remarks, "warning: " + warning.replaceAll("\\s+", " "), model)));
        }
        remarks.forEach((text, models) -> lines.add(text + " (" + some(models) + ")"));
        collision(report).ifPresent(lines::add);
        lines.add(summary(report));
        return lines;
    }

    /** The greatest probability of a collision, where it is not so small that nobody would want to know. */
    private static Optional<String> collision(CheckReport report) {
        return report.models().stream()
                .filter(model -> model.outcome().map(Outcome::collision).orElse(0.0) >= WORTH_TELLING)
                .max(Comparator.comparing(model -> model.outcome().orElseThrow().collision()))
                .map(model -> String.format(Locale.ROOT, "fingerprints: the greatest probability that two states had "
                        + "the same is %.1e (%s)", model.outcome().orElseThrow().collision(), model.model().name()));
    }

    private static void remark(Map<String, List<String>> remarks, String text, ModelReport report) {
        remarks.computeIfAbsent(text, unused -> new ArrayList<>()).add(report.model().name());
    }

    private static String some(List<String> names) {
        return names.size() <= NAMES ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES)) + " and " + (names.size() - NAMES) + " more";
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
        if (report.verdict() == Verdict.SKIPPED || report.verdict() == Verdict.UNSUPPORTED) {
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
