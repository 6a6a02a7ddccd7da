package dev.synod.replay.engine;

import dev.synod.replay.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;

/** The specification's text behind a node of SANY's tree. */
final class SourceText {
    private static final int MAX_LENGTH = 200;

    private final List<Path> folders;
    private final Map<String, Path> files = new HashMap<>();
    private final Map<Path, List<String>> lines = new HashMap<>();

    /** @param folders where modules are looked for */
    SourceText(List<Path> folders) {
        this.folders = folders;
    }

    SourceLocation location(SemanticNode node) {
        Location l = node.getLocation();
        return new SourceLocation(l.source(), file(l.source()), l.beginLine(), l.beginColumn());
    }

    /** The node's text on one line, shortened where it is long. */
    String text(SemanticNode node) {
        Location l = node.getLocation();
        Path file = file(l.source());
        if (file == null) {
            return node.toString().strip();
        }
        List<String> all = lines.computeIfAbsent(file, SourceText::read);
        StringBuilder text = new StringBuilder();
        for (int i = l.beginLine(); i <= l.endLine() && i <= all.size(); i++) {
            String line = all.get(i - 1);
            int from = i == l.beginLine() ? l.beginColumn() - 1 : 0;
            int to = i == l.endLine() ? l.endColumn() : line.length();
            String part = line.substring(Math.min(from, line.length()), Math.min(to, line.length()));
            int comment = part.indexOf("\\*");
            text.append(comment < 0 ? part : part.substring(0, comment)).append(' ');
        }
        String s = text.toString().strip().replaceAll("\\s+", " ");
        return s.length() <= MAX_LENGTH ? s : s.substring(0, MAX_LENGTH) + "...";
    }

    /** An infix operator as the text has it: SANY knows {@code >=} by another of its names. */
    String operator(OpApplNode appl) {
        Location left = appl.getArgs()[0].getLocation();
        Location right = appl.getArgs()[1].getLocation();
        Path file = file(left.source());
        if (file != null && left.source().equals(right.source()) && left.endLine() == right.beginLine()
                && left.endColumn() < right.beginColumn()) {
            String line = lines.computeIfAbsent(file, SourceText::read).get(left.endLine() - 1);
            String between = line.substring(left.endColumn(), right.beginColumn() - 1);
            // An operand in parentheses leaves one here.
            String operator = between.replaceAll("[()]", "").strip();
            if (!operator.isEmpty() && !operator.contains(",")) {
                return operator;
            }
        }
        return appl.getOperator().getName().toString();
    }

    private Path file(String module) {
        return files.computeIfAbsent(module, m -> folders.stream()
                .map(f -> f.resolve(m + ".tla"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null));
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
