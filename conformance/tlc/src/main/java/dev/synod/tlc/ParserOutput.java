package dev.synod.tlc;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the parser, SANY, prints. It has no message codes, so this is the one place that reads prose.
 */
final class ParserOutput {

    private static final String PARSING = "Parsing file ";
    private static final Pattern AT = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Pattern SPAN = Pattern.compile(
            "line (\\d+), col (\\d+) to line (\\d+), col (\\d+) of module (\\w+)");
    private static final Pattern PARSE_ERROR = Pattern.compile("\\*\\*\\*\\s*Parse Error\\s*\\*\\*\\*|Lexical error.*");
    private static final Pattern ERRORS = Pattern.compile("\\*\\*\\* (Errors|Abort messages): \\d+");

    private static final Pattern MISSING = Pattern.compile(
            "Cannot find source file for module (\\w+) imported in module");
    private static final String FATAL = "Fatal errors";
    private static final String PROCESSED = "Semantic processing of module ";

    private final Set<Path> files = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();

    /** An error that the parser reports. */
    record ParserError(CheckResult.Stage stage, Optional<Location> location, String message) {
    }

    void line(String line) {
        if (line.startsWith(PARSING)) {
            files.add(Path.of(line.substring(PARSING.length()).strip()));
        }
        lines.add(line);
    }

    /** The files that the parser said it read. */
    Set<Path> files() {
        return files;
    }

    /** The module that a module extends or instantiates and that the parser did not find. */
    Optional<String> missingModule() {
        return lines.stream().map(MISSING::matcher).filter(Matcher::find).map(missing -> missing.group(1)).findFirst();
    }

    /** Whether the parser reported any error. */
    boolean hasError() {
        return lines.stream().anyMatch(line -> PARSE_ERROR.matcher(line).find() || ERRORS.matcher(line).matches()
                || line.startsWith(FATAL));
    }

    /** Whether the parser said that it came as far as the semantics of a module. */
    boolean processed(String module) {
        return lines.contains(PROCESSED + module);
    }

    /** The first error. A text that fits no known shape is reported whole. */
    ParserError error() {
        for (int at = 0; at < lines.size(); at++) {
            if (PARSE_ERROR.matcher(lines.get(at)).find()) {
                return parseError(at);
            }
        }
        for (int at = 0; at < lines.size(); at++) {
            Matcher errors = ERRORS.matcher(lines.get(at));
            if (errors.matches()) {
                return listedError(at + 1, errors.group(1).startsWith("Abort"));
            }
        }
        return new ParserError(CheckResult.Stage.PARSING, Optional.empty(), String.join("\n", lines).strip());
    }

    private ParserError parseError(int start) {
        List<String> message = new ArrayList<>();
        int first = lines.get(start).startsWith("Lexical") ? start : start + 1;
        for (int at = first; at < lines.size() && !lines.get(at).startsWith("Residual stack trace"); at++) {
            if (lines.get(at).isBlank() && !message.isEmpty()) {
                break;
            }
            message.add(lines.get(at).strip());
        }
        String text = String.join("\n", message).strip();
        Matcher at = AT.matcher(text);
        Optional<Location> location = at.find()
                ? Optional.of(Location.at(lastModule(start), Integer.parseInt(at.group(1)),
                        Integer.parseInt(at.group(2))))
                : Optional.empty();
        return new ParserError(CheckResult.Stage.PARSING, location, text);
    }

    private ParserError listedError(int start, boolean abort) {
        int at = start;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        Optional<Location> location = Optional.empty();
        if (at < lines.size()) {
            Matcher span = SPAN.matcher(lines.get(at));
            if (span.find()) {
                location = Optional.of(new Location(span.group(5), Integer.parseInt(span.group(1)),
                        Integer.parseInt(span.group(2)), Integer.parseInt(span.group(3)),
                        Integer.parseInt(span.group(4))));
            }
            at++;
        }
        StringBuilder message = new StringBuilder();
        for (; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (line.isEmpty() && message.length() > 0) {
                break;
            }
            message.append(message.length() == 0 ? "" : "\n").append(line);
        }
        return new ParserError(abort ? CheckResult.Stage.PARSING : CheckResult.Stage.SEMANTICS, location,
                message.toString().strip());
    }

    private String lastModule(int before) {
        for (int at = before; at >= 0; at--) {
            String line = lines.get(at);
            if (line.startsWith(PARSING)) {
                String file = line.substring(Math.max(line.lastIndexOf('/'), line.lastIndexOf(File.separatorChar)) + 1)
                        .strip();
                return file.endsWith(".tla") ? file.substring(0, file.length() - ".tla".length()) : file;
            }
        }
        return "unknown";
    }
}
