package io.mudlark.process.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.model.PnmlReader;
import io.mudlark.process.model.ProcessTreeReader;
import io.mudlark.process.model.PtmlReader;
import io.mudlark.process.mqtt.FlowRowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken files are refused with an IOException or read; nothing else happens. */
class ParserFuzzTest {
  private interface Parser {
    void parse(byte[] bytes) throws IOException;
  }

  private static int refused(String seedText, Parser parser) {
    Random random = new Random(20_260_101);
    int refused = 0;
    byte[] seed = seedText.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1_500; i++) {
      byte[] bytes = seed.clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(bytes.length)];
      }
      if (random.nextInt(4) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        parser.parse(bytes);
      } catch (IOException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
        refused++;
      }
    }
    return refused;
  }

  private static StringReader text(byte[] bytes) {
    return new StringReader(new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void xes() {
    String seed =
        "<log><trace><string key=\"concept:name\" value=\"c\"/><event><string key=\"concept:name\""
            + " value=\"a\"/><date key=\"time:timestamp\" value=\"2020-01-01T00:00:00Z\"/></event>"
            + "</trace></log>";
    assertThat(refused(seed, b -> new XesReader().read(new ByteArrayInputStream(b), "f")))
        .isPositive();
  }

  @Test
  void csv() {
    String seed =
        "case:concept:name,concept:name,time:timestamp\n1,\"a \"\"b\"\"\",2020-01-01 00:00:00\n";
    CsvLogReader reader = new CsvLogReader(CsvColumns.DEFAULT);
    assertThat(refused(seed, b -> reader.read(text(b), "f"))).isPositive();
  }

  @Test
  void flow_rows() {
    String seed =
        "_id,sourceIPv4Address,sourceTransportPort,destinationIPv4Address,destinationTransportPort,"
            + "flowStartNanoseconds,flowEndNanoseconds,mqttControlType,mqttTopic,mqttSrcClientId,"
            + "mqttDstClientId,mqttCorrelationData\n"
            + "1,10.0.0.1,5,10.0.0.2,1883,\"[1,2]\",\"[1,3]\",3,t,c,d,e\n";
    assertThat(refused(seed, b -> new FlowRowReader().read(text(b), "f"))).isPositive();
  }

  @Test
  void pnml() {
    String seed =
        "<pnml><net><page><place id=\"p\"><initialMarking><text>1</text></initialMarking></place>"
            + "<place id=\"q\"/><transition id=\"t\"><name><text>a</text></name></transition>"
            + "<arc id=\"1\" source=\"p\" target=\"t\"/><arc id=\"2\" source=\"t\" target=\"q\">"
            + "<inscription><text>2</text></inscription></arc></page></net></pnml>";
    assertThat(refused(seed, b -> PnmlReader.read(new ByteArrayInputStream(b), "f"))).isPositive();
  }

  @Test
  void ptml() {
    String seed =
        "<ptml><processTree root=\"1\"><sequence id=\"1\"/><manualTask id=\"2\" name=\"a\"/>"
            + "<automaticTask id=\"3\" name=\"\"/><parentsNode sourceId=\"1\" targetId=\"2\"/>"
            + "<parentsNode sourceId=\"1\" targetId=\"3\"/></processTree></ptml>";
    assertThat(refused(seed, b -> PtmlReader.read(new ByteArrayInputStream(b), "f"))).isPositive();
  }

  @Test
  void tree_text() {
    String seed = "->( 'a', X( tau, 'b' ), +( 'c', *( 'd', tau ) ) )";
    assertThat(refused(seed, b -> ProcessTreeReader.parse(new String(b, StandardCharsets.UTF_8))))
        .isPositive();
    String deep = "X(".repeat(100_000);
    assertThat(refusedOnce(() -> ProcessTreeReader.parse(deep))).isTrue();
  }

  private interface Action {
    void run() throws IOException;
  }

  private static boolean refusedOnce(Action action) {
    try {
      action.run();
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
