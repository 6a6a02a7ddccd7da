package dev.synod.tlc.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.Specs;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.Tlc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class StateGraphTest {

    @TempDir
    private Path folder;

    @Test
    void whatTlcWritesIsReadAndDrawn() throws Exception {
        Path dot = folder.resolve("Counter.dot");
        new Tlc(TlaTools.bundled()).run(Specs.run("Counter", "Counter").graph(dot).build(), folder.resolve("log"),
                ProgressListener.NONE);
        StateGraph graph = StateGraph.read(dot, 200).orElseThrow();
        assertThat(graph.states()).hasSize(8);
        assertThat(graph.states().values()).contains(List.of("/\\ x = 0", "/\\ y = FALSE"));
        assertThat(graph.initial()).hasSize(1);
        assertThat(graph.steps()).hasSize(8).extracting(StateGraph.Step::action).containsOnly("Up", "Reset");
        assertThat(StateGraph.read(dot, 7)).isEmpty();

        Path svg = folder.resolve("Counter.svg");
        SvgDrawing.write(graph, svg);
        Document drawing = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        NodeList boxes = drawing.getElementsByTagName("rect");
        assertThat(boxes.getLength()).isEqualTo(8);
        for (int one = 0; one < boxes.getLength(); one++) {
            for (int other = one + 1; other < boxes.getLength(); other++) {
                assertThat(overlap((Element) boxes.item(one), (Element) boxes.item(other))).isFalse();
            }
        }
        assertThat(Files.readString(svg)).contains(">Reset<").contains("/\\ y = TRUE");
    }

    private static boolean overlap(Element one, Element other) {
        return one(one, "x", "width", other) && one(one, "y", "height", other);
    }

    private static boolean one(Element box, String start, String size, Element other) {
        double from = Double.parseDouble(box.getAttribute(start));
        double otherFrom = Double.parseDouble(other.getAttribute(start));
        return from < otherFrom + Double.parseDouble(other.getAttribute(size))
                && otherFrom < from + Double.parseDouble(box.getAttribute(size));
    }
}
