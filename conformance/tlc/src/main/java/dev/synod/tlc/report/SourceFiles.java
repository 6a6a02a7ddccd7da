package dev.synod.tlc.report;

import dev.synod.tlc.Location;
import dev.synod.tlc.TlaText;
import dev.synod.tlc.check.ModelReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the things that a model's result names stand in its files. A name that is not found, and a module that is not a
 * file of its own, have no place; nothing is guessed.
 */
final class SourceFiles {

    private static final Pattern HEADER = Pattern.compile("-{4,}\\s*MODULE\\s+\\w+\\s*-{4,}");
    /** The parser takes a tab for as many columns as lead to the next multiple of this. */
    private static final int TAB = 8;

    private final Path root;
    private final Path config;
    private final Optional<Path> manifest;
    private final Map<String, Path> modules = new HashMap<>();

    /**
     * A place in a file, as an editor counts: lines and characters from 1.
     *
     * @param file   the file
     * @param region the lines and characters; empty for the file as a whole
     */
    record Place(Path file, Optional<Region> region) {
        static Place of(Path file) {
            return new Place(file, Optional.empty());
        }
    }

    /** A stretch of text; the end column is that of the character after the last one. */
    record Region(int beginLine, int beginColumn, int endLine, int endColumn) {
    }

    SourceFiles(ModelReport report) {
        this.root = report.model().module();
        this.config = report.model().config();
        this.manifest = report.model().manifest();
        // Standard modules are unpacked for the parser, and gone when it has read them.
        report.result().map(result -> result.details().modules()).orElse(Set.of()).stream().sorted()
                .filter(Files::isRegularFile).forEach(file -> modules.putIfAbsent(nameOf(file), file));
        modules.put(nameOf(root), root);
    }

    private static String nameOf(Path module) {
        return module.getFileName().toString().replaceFirst("\\.tla$", "");
    }

    /** The root module as a whole. */
    Place module() {
        return Place.of(root);
    }

    /** A line of the configuration, or the configuration as a whole. */
    Place config(OptionalInt line) {
        return line.isPresent() ? wholeLine(config, line.getAsInt()) : Place.of(config);
    }

    /** Where the configuration lists a name. */
    Place inConfig(String name) {
        return find(config, TlaText.withoutComments(text(config)), Pattern.compile("(?<![\\w!])" + Pattern.quote(name)
                + "(?![\\w!])")).orElse(Place.of(config));
    }

    /** Where the manifest lists the model; its configuration, where there is no manifest. */
    Place entry() {
        return manifest.map(file -> find(file, text(file), Pattern.compile("\"[^\"]*\\b"
                + Pattern.quote(config.getFileName().toString()) + "\"")).orElse(Place.of(file)))
                .orElse(Place.of(config));
    }

    /** The place that a tool tells, if it is in a file. */
    Optional<Place> place(Location location) {
        Path file = modules.get(location.module());
        if (file == null) {
            return Optional.empty();
        }
        List<String> lines = text(file).lines().toList();
        if (location.beginLine() < 1 || location.endLine() > lines.size()) {
            return Optional.of(Place.of(file));
        }
        return Optional.of(new Place(file, Optional.of(new Region(
                location.beginLine(), character(lines.get(location.beginLine() - 1), location.beginColumn()),
                location.endLine(), character(lines.get(location.endLine() - 1), location.endColumn()) + 1))));
    }

    /** The character that stands in one of the parser's columns. */
    private static int character(String line, int column) {
        int at = 0;
        for (int index = 0; index < line.length(); index++) {
            at += line.charAt(index) == '\t' ? TAB - at % TAB : 1;
            if (at >= column) {
                return index + 1;
            }
        }
        return line.length() + 1;
    }

    /**
     * Where a name is defined: in the root module before others, and nearest to the margin, since a definition inside of
     * another one is not what a configuration can name.
     */
    Optional<Place> definition(String name) {
        if (!name.matches("\\w+")) {
            return Optional.empty();
        }
        Pattern definition = Pattern.compile("(?m)^([ \\t]*)(?:LOCAL\\s+)?(" + name + ")\\s*(?:\\([^)]*\\))?\\s*==(?!=)");
        List<Path> files = new ArrayList<>(modules.values());
        files.sort(null);
        files.remove(root);
        files.add(0, root);
        for (Path file : files) {
            String text = text(file);
            Matcher header = HEADER.matcher(text);
            int start = header.find() ? header.start() : 0;
            String code = " ".repeat(start) + TlaText.withoutComments(text.substring(start));
            Matcher found = definition.matcher(code);
            int least = Integer.MAX_VALUE;
            int at = -1;
            while (found.find()) {
                if (found.group(1).length() < least) {
                    least = found.group(1).length();
                    at = found.start(2);
                }
            }
            if (at >= 0) {
                return Optional.of(new Place(file, Optional.of(region(text, at, at + name.length()))));
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> find(Path file, String text, Pattern pattern) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(new Place(file, Optional.of(region(text, found.start(), found.end()))))
                : Optional.empty();
    }

    private static Place wholeLine(Path file, int line) {
        List<String> lines = text(file).lines().toList();
        return line < 1 || line > lines.size() ? Place.of(file)
                : new Place(file, Optional.of(new Region(line, 1, line, lines.get(line - 1).length() + 1)));
    }

    /** A stretch within one line. */
    private static Region region(String text, int start, int end) {
        int line = 1 + (int) text.substring(0, start).chars().filter(character -> character == '\n').count();
        int column = start - text.lastIndexOf('\n', start - 1);
        return new Region(line, column, line, column + end - start);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
