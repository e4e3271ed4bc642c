package io.mudlark.cluster.testing;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rejected flows of MUDscope's example windows, from its own cleaned flow files. Their
 * orientation is by port numbers; here whoever sent the SYN is the opener again.
 */
public final class MudscopeFlows {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
  private static final int IPV4_HEADER = 20;

  private MudscopeFlows() {}

  /** The windows of {@code ut} or {@code tue}, oldest first. */
  public static List<List<FlowRow>> windows(String site) throws IOException {
    String device = site.equals("ut") ? "192.168.32.2" : "192.168.10.206";
    List<List<FlowRow>> windows = new ArrayList<>();
    try (var files = Files.list(Shared.path("golden/mudscope/netflows/" + site + "-tplink"))) {
      for (var file : files.sorted().toList()) {
        windows.add(rows(Files.readAllLines(file), device));
      }
    }
    return windows;
  }

  private static List<FlowRow> rows(List<String> lines, String device) {
    List<String> header = List.of(lines.get(0).split(","));
    List<FlowRow> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(header.get(i), cells[i].trim());
      }
      rows.add(row(row, device));
    }
    return rows;
  }

  private static FlowRow row(Map<String, String> row, String device) {
    int flags = (int) number(row, "flgs_int");
    boolean refused = (flags & TcpFlags.RST) != 0 && (flags & TcpFlags.SYN) != 0;
    // a SYN carries the MSS option, a bare reset carries none
    boolean swapped =
        number(row, "ipkt") == 0 || (refused && number(row, "ibyt") < number(row, "obyt"));
    String opener = row.get(swapped ? "da" : "sa");
    String answerer = row.get(swapped ? "sa" : "da");
    boolean inbound = !opener.equals(device);
    int protocol = row.get("pr").equals("TCP") ? IpProtocol.TCP : IpProtocol.UDP;
    long start = nanos(row.get("ts"));
    long opened = number(row, swapped ? "opkt" : "ipkt");
    long answered = number(row, swapped ? "ipkt" : "opkt");
    int openerFlags = refused ? TcpFlags.SYN : flags;
    int answerFlags = answered == 0 ? 0 : refused ? TcpFlags.RST | TcpFlags.ACK : flags;
    long openerOctets = number(row, swapped ? "obyt" : "ibyt") + IPV4_HEADER * opened;
    long answerOctets = number(row, swapped ? "ibyt" : "obyt") + IPV4_HEADER * answered;
    Rows.Builder builder =
        Rows.row(
            protocol,
            inbound,
            inbound ? opener : answerer,
            (int) number(row, swapped ? "sp" : "dp"),
            (int) number(row, swapped ? "dp" : "sp"),
            start,
            nanos(row.get("te")));
    return inbound
        ? builder
            .in(opened, openerOctets, openerFlags)
            .out(answered, answerOctets, answerFlags)
            .build()
        : builder
            .out(opened, openerOctets, openerFlags)
            .in(answered, answerOctets, answerFlags)
            .build();
  }

  private static long number(Map<String, String> row, String name) {
    return new BigDecimal(row.get(name)).longValue();
  }

  private static long nanos(String text) {
    Instant time = LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
