package dev.synod.cli;

import dev.synod.replay.minimise.Minimiser.Minimised;
import java.nio.file.Path;

/** A test class for a trace that leaves its specification. */
final class RegressionTest {
    private RegressionTest() {}

    static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /**
     * The class's text. It passes as long as the trace leaves the specification where it does now.
     *
     * @param type   the class's name, with its package
     * @param file   the trace's file
     * @param module the module to which it was held, or null for the one that its header names
     * @param specs  the folder of specifications, or null where a module is named
     */
    static String of(String type, Minimised small, Path file, Path module, Path specs) {
        int dot = type.lastIndexOf('.');
        // Nothing of the specification in a comment: \\u begins an escape there, too.
        return (dot < 0 ? "" : "package " + type.substring(0, dot) + ";\n\n")
                + "import dev.synod.junit.TraceReplay;\n"
                + "import org.junit.jupiter.api.Test;\n\n"
                + "/** The smallest part found of a trace of " + small.from() + " events that fails for the same reason: "
                + small.events().size() + " of them. */\n"
                + "class " + simpleName(type) + " {\n\n"
                + "    @Test\n"
                + "    void theTraceLeavesTheSpecification() {\n"
                + "        try (TraceReplay replay = new TraceReplay(" + text(path(module)) + ", " + text(path(specs)) + ")) {\n"
                + "            replay.assertDiverges(" + text(path(file)) + ",\n"
                + "                    " + text(small.failure().what()) + ", " + text(small.failure().conjunct()) + ");\n"
                + "        }\n"
                + "    }\n"
                + "}\n";
    }

    /** As from the working folder, in which tests run. */
    private static String path(Path path) {
        if (path == null) {
            return "";
        }
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    private static String text(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                literal.append(String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
