package dev.synod.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Puts the page together: the style sheet, the libraries with their licences, the scripts in their order, and the data.
 * The scripts share one function's scope, so that the page leaves no names behind.
 */
final class PageWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** In this order: each uses only what stands before it, until the last one starts. */
    private static final List<String> SCRIPTS = List.of("base.js", "data.js", "tla.js", "state.js", "diagram.js",
            "export.js", "module.js", "trace.js", "model.js", "overview.js", "coverage.js", "exploration.js", "main.js");
    private static final List<String> LIBRARIES = List.of("dist/preact.min.umd.js", "hooks/dist/hooks.umd.js");

    private PageWriter() {}

    /** Writes the page. The file appears whole or not at all. @param parts what the page reads only when it is needed */
    static void write(Path page, JsonNode data, Map<String, String> parts) throws IOException {
        Path written = page.resolveSibling(page.getFileName() + ".tmp");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(written)) {
                write(out, data, parts);
            }
            Files.move(written, page, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void write(Writer out, JsonNode data, Map<String, String> parts) throws IOException {
        for (String line : resource("page.html").split("\n")) {
            switch (line.strip()) {
                case "@style@" -> out.append("<style>\n").append(resource("page.css")).append("</style>\n");
                case "@data@" -> {
                    out.append("<script type=\"application/json\" id=\"data\">").append(harmless(JSON.writeValueAsString(data)))
                            .append("</script>\n");
                    for (Map.Entry<String, String> part : parts.entrySet()) {
                        out.append("<script type=\"text/plain\" id=\"").append(part.getKey()).append("\">")
                                .append(part.getValue()).append("</script>\n");
                    }
                }
                case "@scripts@" -> scripts(out);
                default -> out.append(line).append('\n');
            }
        }
    }

    private static void scripts(Writer out) throws IOException {
        String version = version("preact");
        String root = "/META-INF/resources/webjars/preact/" + version + "/";
        out.append("<script>\n/*\nPreact ").append(version).append("\n\n").append(text(root + "LICENSE").strip())
                .append("\n*/\n");
        for (String library : LIBRARIES) {
            // The map of the source is not part of the page.
            out.append(text(root + library).replaceAll("(?m)^//# sourceMappingURL=.*$", "")).append('\n');
        }
        out.append("</script>\n<script>\n(function () {\n\"use strict\";\n");
        for (String script : SCRIPTS) {
            out.append("\n// ").append(script).append('\n').append(resource(script));
        }
        out.append("}());\n</script>\n");
    }

    /** JSON within a script element: nothing in it ends the element, or a line for a reader that takes it for a script. */
    static String harmless(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String version(String library) throws IOException {
        Properties versions = new Properties();
        try (InputStream in = PageWriter.class.getResourceAsStream("libraries.properties")) {
            versions.load(in);
        }
        return versions.getProperty(library);
    }

    private static String resource(String name) throws IOException {
        return text("/dev/synod/report/" + name);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = PageWriter.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
