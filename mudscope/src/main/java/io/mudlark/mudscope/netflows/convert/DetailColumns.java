package io.mudlark.mudscope.netflows.convert;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mudscope.netflows.NumberText;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns that Mudlark's flow tables have after MUDscope's 31; empty when not applicable. */
final class DetailColumns {
  private record Column(String name, Function<FlowRecord, String> text) {}

  private static final double NANOS_PER_SECOND = 1e9;

  private static final List<Column> ALL =
      List.of(
          new Column("obps", flow -> rate(8.0 * flow.reverse().octets(), seconds(flow))),
          new Column("opps", flow -> rate((double) flow.reverse().packets(), seconds(flow))),
          new Column("obpp", flow -> perPacket(flow.reverse())),
          new Column("iflg", flow -> flags(flow, flow.forward())),
          new Column("oflg", flow -> flags(flow, flow.reverse())),
          new Column("icmp_type", flow -> icmp(flow.key(), flow.key().icmpType())),
          new Column("icmp_code", flow -> icmp(flow.key(), flow.key().icmpCode())),
          new Column("vlan", flow -> vlan(flow.key().vlanId())),
          new Column("smac", flow -> mac(flow.sourceMac())),
          new Column("dmac", flow -> mac(flow.destinationMac())),
          new Column("initiation", flow -> word(flow.initiation())),
          new Column("end_reason", flow -> word(flow.endReason())),
          new Column("flow_id", flow -> flow.id().toString()));

  private DetailColumns() {}

  static String header() {
    return String.join(",", ALL.stream().map(Column::name).toList());
  }

  static void append(StringBuilder out, FlowRecord flow) {
    for (Column column : ALL) {
      out.append(',').append(column.text().apply(flow));
    }
  }

  private static double seconds(FlowRecord flow) {
    return (flow.endNanos() - flow.startNanos()) / NANOS_PER_SECOND;
  }

  private static String rate(double amount, double by) {
    return NumberText.brief(ExactRow.rate(amount, by));
  }

  private static String perPacket(Counters direction) {
    return rate((double) direction.octets(), (double) direction.packets());
  }

  private static String flags(FlowRecord flow, Counters direction) {
    boolean tcp = flow.key().protocol() == IpProtocol.TCP;
    return tcp ? TcpFlags.format(direction.tcpFlags()) : "........";
  }

  private static String icmp(FlowKey key, int number) {
    return key.isIcmp() ? Integer.toString(number) : "";
  }

  private static String vlan(int id) {
    return id == FlowKey.NO_VLAN ? "" : Integer.toString(id);
  }

  private static String mac(@Nullable MacAddress address) {
    return address == null ? "" : address.toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
