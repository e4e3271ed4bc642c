package io.mudlark.jobs.mine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.Trace;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class DrawingTest {
  private static final EventLog LOG =
      new EventLog(
          List.of(
              Trace.of("1", "ask \u2192 <b>", "work", "done"),
              Trace.of("2", "ask \u2192 <b>", "done", "work"),
              Trace.of("3", "ask \u2192 <b>")));

  private static final Discovery FOUND = Discovery.of(LOG, Discovery.Miner.inductive, 0, 0.5);

  private static Document parsed(Drawing drawing) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(drawing.svg("a & \"b\""))));
  }

  @Test
  void a_graph_has_a_node_for_each_activity_and_a_count_on_each_edge() throws Exception {
    Document svg = parsed(ModelDrawings.directlyFollows(FOUND.graph(), 100));
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
    assertThat(svg.getDocumentElement().getTextContent()).contains("\u2192 <b>");
  }

  @Test
  void a_net_and_a_bpmn_diagram_are_well_formed() throws Exception {
    Document net = parsed(ModelDrawings.net(FOUND.net()));
    assertThat(net.getElementsByTagName("circle").getLength()).isEqualTo(FOUND.net().placeCount());
    assertThat(net.getElementsByTagName("rect").getLength())
        .isEqualTo(FOUND.net().transitionCount());
    assertThat(FOUND.tree()).isNotNull();
    if (FOUND.tree() != null) {
      Document bpmn = parsed(ModelDrawings.bpmn(FOUND.tree()));
      assertThat(bpmn.getElementsByTagName("rect").getLength()).isEqualTo(3);
    }
  }

  @Test
  void the_same_log_is_drawn_in_the_same_bytes() {
    assertThat(ModelDrawings.net(FOUND.net()).svg("n"))
        .isEqualTo(ModelDrawings.net(FOUND.net()).svg("n"));
  }

  @Test
  void the_page_asks_nobody_for_anything(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.html");
    FOUND.draw("<script>", Map.of("Cases", "3"), page);
    assertThat(Files.readString(page))
        .startsWith("<!doctype html>")
        .contains("default-src 'none'", "Directly-follows graph", "BPMN", "Petri net")
        .doesNotContain("<script", "src=", "href=");
  }
}
