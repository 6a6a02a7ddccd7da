package dev.synod.tlc.report;

import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check report as JUnit XML, one file for each folder of models, as Surefire would write it. An unexpected result is
 * a failure; an unusable, undecided or unsupported model is an error.
 */
public final class JUnitReport {

    private final Function<ModelReport, String> again;

    /**
     * Makes a writer.
     *
     * @param again the command that checks a model again
     */
    public JUnitReport(Function<ModelReport, String> again) {
        this.again = again;
    }

    /**
     * Writes the files {@code TEST-synod.<folder>.xml}.
     *
     * @param report the report
     * @param folder the folder to write to; created if need be
     * @throws IOException if a file cannot be written
     */
    public void write(CheckReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, List<ModelReport>> suites = report.models().stream().collect(Collectors.groupingBy(
                model -> suite(model), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<ModelReport>> suite : suites.entrySet()) {
            Path file = folder.resolve("TEST-" + suite.getKey() + ".xml");
            try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                write(suite.getKey(), suite.getValue(), XMLOutputFactory.newFactory().createXMLStreamWriter(out));
            } catch (XMLStreamException e) {
                throw new IOException("cannot write " + file, e);
            }
        }
    }

    private static String suite(ModelReport report) {
        String name = report.model().name();
        return "synod." + name.substring(0, name.indexOf('/')).replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private void write(String suite, List<ModelReport> reports, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite);
        xml.writeAttribute("tests", Integer.toString(reports.size()));
        xml.writeAttribute("failures", count(reports, Verdict.UNEXPECTED));
        xml.writeAttribute("errors", Long.toString(reports.stream().filter(JUnitReport::isError).count()));
        xml.writeAttribute("skipped", count(reports, Verdict.SKIPPED));
        xml.writeAttribute("time", seconds(reports.stream().map(JUnitReport::time).reduce(Duration.ZERO,
                Duration::plus)));
        for (ModelReport report : reports) {
            write(suite, report, xml);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void write(String suite, ModelReport report, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", report.model().shortName());
        xml.writeAttribute("time", seconds(time(report)));
        if (report.verdict() == Verdict.SKIPPED) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", String.join("; ", report.reasons()));
            xml.writeEndElement();
        } else if (report.verdict() != Verdict.AS_EXPECTED) {
            xml.writeStartElement(isError(report) ? "error" : "failure");
            xml.writeAttribute("type", report.verdict().name());
            xml.writeAttribute("message", printable(String.join("; ", report.reasons())));
            xml.writeCharacters(printable(String.join("\n", Story.lines(report, again.apply(report)))));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean isError(ModelReport report) {
        return report.verdict() == Verdict.UNUSABLE || report.verdict() == Verdict.UNDECIDED
                || report.verdict() == Verdict.UNSUPPORTED;
    }

    private static String count(List<ModelReport> reports, Verdict verdict) {
        return Long.toString(reports.stream().filter(report -> report.verdict() == verdict).count());
    }

    /** A model that was up to date took no time in this build. */
    private static Duration time(ModelReport report) {
        return report.upToDate() ? Duration.ZERO
                : report.outcome().map(outcome -> Duration.ofMillis(outcome.millis())).orElse(Duration.ZERO);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    /** XML 1.0 has no place for most control characters. */
    private static String printable(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?");
    }
}
