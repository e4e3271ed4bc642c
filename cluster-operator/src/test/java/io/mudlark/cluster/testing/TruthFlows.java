package io.mudlark.cluster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The flows of an attack by a device, as the generator's truth tells of them. */
public final class TruthFlows {
  private static final int SESSION = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.PSH | TcpFlags.FIN;

  private TruthFlows() {}

  /** The flows that belong to this episode, opened by the device, in their order. */
  public static List<FlowRow> of(Path truth, String episode) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<FlowRow> rows = new ArrayList<>();
    try (Stream<String> lines = Files.lines(truth)) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode flow = mapper.readTree(line);
        if (flow.path("type").asText().equals("flow")
            && flow.path("episode").asText().equals(episode)) {
          rows.add(row(flow));
        }
      }
    }
    return rows;
  }

  private static FlowRow row(JsonNode flow) {
    int protocol = flow.path("protocol").asInt();
    boolean tcp = protocol == IpProtocol.TCP;
    long packets = flow.path("packets").asLong();
    long octets = flow.path("octets").asLong();
    long in = tcp ? packets / 2 : 0;
    long octetsIn = tcp ? octets / 2 : 0;
    return Rows.row(
            protocol,
            false,
            flow.path("destination").asText(),
            flow.path("destinationPort").asInt(),
            flow.path("sourcePort").asInt(),
            flow.path("startNanos").asLong(),
            flow.path("endNanos").asLong())
        .out(packets - in, octets - octetsIn, tcp ? SESSION : 0)
        .in(in, octetsIn, tcp ? SESSION : 0)
        .build();
  }
}
