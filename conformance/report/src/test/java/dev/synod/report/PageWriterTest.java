package dev.synod.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    @Test
    void dataThatLooksLikeMarkupStaysData() throws IOException {
        var data = JSON.createObjectNode().put("text", "</script><script>alert(1)</script><!-- \u2028 \u2029");
        Path page = temp.resolve("index.html");
        PageWriter.write(page, data, Map.of("part", "H4sI"));
        String text = Files.readString(page);
        String begin = "id=\"data\">";
        String json = text.substring(text.indexOf(begin) + begin.length(), text.indexOf("</script>", text.indexOf(begin)));
        assertThat(JSON.readTree(json)).isEqualTo(data);
        assertThat(json).doesNotContain("<", "\u2028", "\u2029");
        assertThat(text).contains("The MIT License (MIT)", "<script type=\"text/plain\" id=\"part\">H4sI</script>");
        assertThat(temp.toFile().list()).containsExactly("index.html");
    }
}
