package dev.synod.tlc.graph;

import com.mxgraph.layout.hierarchical.mxHierarchicalLayout;
import com.mxgraph.model.mxGeometry;
import com.mxgraph.util.mxPoint;
import com.mxgraph.util.mxRectangle;
import com.mxgraph.view.mxCellState;
import com.mxgraph.view.mxGraph;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.swing.SwingConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A state graph as SVG: initial states at the top, each step below the state that it leaves, as far as that is possible. */
public final class SvgDrawing {

    /** The most states that a person can look at. */
    public static final int MOST_STATES = 200;

    private static final int LINE = 14;
    private static final int CHARACTER = 7;
    private static final int MARGIN = 20;
    private static final int PADDING = 8;
    private static final int LONGEST = 60;

    private final StateGraph graph;
    private final mxGraph layout = new mxGraph();
    private final Map<String, Object> nodes = new LinkedHashMap<>();
    private final List<Object> edges = new ArrayList<>();

    private SvgDrawing(StateGraph graph) {
        this.graph = graph;
    }

    /**
     * Draws a graph.
     *
     * @param graph the graph
     * @param file  the file to write
     * @throws IOException if it cannot be written
     */
    public static void write(StateGraph graph, Path file) throws IOException {
        SvgDrawing drawing = new SvgDrawing(graph);
        drawing.place();
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            drawing.write(XMLOutputFactory.newFactory().createXMLStreamWriter(out));
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file, e);
        }
    }

    /** The layout gets boxes without text, so that no fonts are needed. */
    private void place() {
        Object parent = layout.getDefaultParent();
        layout.getModel().beginUpdate();
        try {
            graph.states().forEach((state, lines) -> {
                int width = lines.stream().mapToInt(line -> shortened(line).length()).max().orElse(1) * CHARACTER;
                nodes.put(state, layout.insertVertex(parent, null, null, 0, 0, width + 2 * PADDING,
                        lines.size() * LINE + 2 * PADDING));
            });
            for (StateGraph.Step step : graph.steps()) {
                edges.add(layout.insertEdge(parent, null, null, nodes.get(step.from()), nodes.get(step.to())));
            }
            mxHierarchicalLayout placing = new mxHierarchicalLayout(layout, SwingConstants.NORTH);
            placing.setIntraCellSpacing(40);
            placing.setInterRankCellSpacing(60);
            placing.execute(parent, graph.initial().stream().map(nodes::get).toList());
        } finally {
            layout.getModel().endUpdate();
        }
        layout.getView().validate();
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        mxRectangle bounds = layout.getGraphBounds();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        xml.writeAttribute("viewBox", number(bounds.getX() - MARGIN) + " " + number(bounds.getY() - MARGIN) + " "
                + number(bounds.getWidth() + 2 * MARGIN + LONGEST) + " " + number(bounds.getHeight() + 2 * MARGIN));
        xml.writeAttribute("font-family", "monospace");
        xml.writeAttribute("font-size", "12");
        arrowHead(xml);
        for (int at = 0; at < edges.size(); at++) {
            edge(xml, graph.steps().get(at), layout.getView().getState(edges.get(at)));
        }
        for (Map.Entry<String, Object> node : nodes.entrySet()) {
            state(xml, node.getKey(), layout.getModel().getGeometry(node.getValue()));
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private static void arrowHead(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("defs");
        xml.writeStartElement("marker");
        attributes(xml, "id", "arrow", "viewBox", "0 0 8 8", "refX", "8", "refY", "4", "markerWidth", "8",
                "markerHeight", "8", "orient", "auto");
        xml.writeEmptyElement("path");
        attributes(xml, "d", "M0,0 L8,4 L0,8 z", "fill", "#555");
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void edge(XMLStreamWriter xml, StateGraph.Step step, mxCellState place) throws XMLStreamException {
        List<mxPoint> points = place == null ? List.of() : place.getAbsolutePoints();
        if (points.size() < 2) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (mxPoint point : points) {
            path.append(path.length() == 0 ? "M" : " L").append(number(point.getX())).append(',')
                    .append(number(point.getY()));
        }
        xml.writeEmptyElement("path");
        attributes(xml, "d", path.toString(), "fill", "none", "stroke", "#555", "marker-end", "url(#arrow)");
        if (!step.action().isEmpty()) {
            mxPoint from = points.get((points.size() - 1) / 2);
            mxPoint to = points.get((points.size() - 1) / 2 + 1);
            text(xml, (from.getX() + to.getX()) / 2 + 3, (from.getY() + to.getY()) / 2, "#336", step.action());
        }
    }

    private void state(XMLStreamWriter xml, String state, mxGeometry place) throws XMLStreamException {
        xml.writeEmptyElement("rect");
        attributes(xml, "x", number(place.getX()), "y", number(place.getY()), "width", number(place.getWidth()),
                "height", number(place.getHeight()), "rx", "6", "stroke", "#333", "fill",
                graph.initial().contains(state) ? "#dde6f5" : "#fff");
        double y = place.getY() + PADDING + LINE - 3;
        for (String line : graph.states().get(state)) {
            text(xml, place.getX() + PADDING, y, "#000", shortened(line));
            y += LINE;
        }
    }

    private static void text(XMLStreamWriter xml, double x, double y, String colour, String text)
            throws XMLStreamException {
        xml.writeStartElement("text");
        attributes(xml, "x", number(x), "y", number(y), "fill", colour);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void attributes(XMLStreamWriter xml, String... namesAndValues) throws XMLStreamException {
        for (int at = 0; at < namesAndValues.length; at += 2) {
            xml.writeAttribute(namesAndValues[at], namesAndValues[at + 1]);
        }
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
