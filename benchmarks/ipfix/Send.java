import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.ipfix.encode.FlowEncoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.Protocol;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Sends uniflows, of both address families, by our encoder: PORT IPFIX|NETFLOW9 FLOWS; prints flows, packets, octets. */
public final class Send {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  private Send() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Protocol protocol = Protocol.valueOf(args[1]);
    int flows = Integer.parseInt(args[2]);
    ElementRegistry registry = ElementRegistry.standard();
    List<byte[]> messages = new ArrayList<>();
    MessageEncoder encoder = new MessageEncoder(protocol, 1, 1400, registry, messages::add);
    FlowEncoder writer = new FlowEncoder(encoder, protocol, registry, START - 60 * SECOND);
    encoder.exportAt(START + 60 * SECOND);
    writer.templates();
    encoder.flush();
    long packets = 0;
    long octets = 0;
    for (int i = 0; i < flows; i++) {
      FlowRecord flow = flow(i);
      packets += flow.packets();
      octets += flow.octets();
      writer.flow(flow);
    }
    encoder.flush();
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] message : messages) {
        socket.send(
            new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
        // collectors with several threads may read the second message before the first
        Thread.sleep(message == messages.get(0) ? 500 : 2);
      }
    }
    System.out.println(flows + " " + packets + " " + octets);
  }

  private static FlowRecord flow(int i) {
    boolean v6 = i % 3 == 0;
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse(v6 ? "2001:db8::" + Integer.toHexString(i) : "10.0." + i % 200 + ".7"),
            IpAddress.parse(v6 ? "2001:db8::1:1" : "192.0.2." + i % 250),
            i % 2 == 0 ? 6 : 17,
            1024 + i,
            443);
    long start = START + i * 1_000_000L;
    Counters counters = new Counters(1 + i % 9, 60L * (1 + i % 9) + i, 0x12, start, start + SECOND);
    return new FlowRecord(
        FlowId.of("bench", key, start, 0),
        "bench",
        key,
        null,
        null,
        start,
        start + SECOND,
        counters,
        Counters.NONE,
        Initiation.FIRST_PACKET,
        EndReason.IDLE_TIMEOUT);
  }
}
