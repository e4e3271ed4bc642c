package io.mudlark.probe.mission;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.application.MqttFacet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The IPFIX message of MISSION's probe: 1,175 octets with one template and one record, always.
 *
 * <p>It departs from RFC 7011 as the original does: sequence number 0, times since 1970 rather than
 * 1900, a duration in milliseconds under a name that says microseconds, texts of 255 octets padded
 * with NUL, elements under the enterprise number 9999.
 */
public final class MissionWire {
  /** Octets of every message. */
  public static final int OCTETS = 1_175;

  private static final int RECORD = 116;
  private static final int TEXT = 255;
  private static final int ENTERPRISE = 9_999;
  private static final String ABSENT = "NULL";
  private static final String UNKNOWN = "Unknown client";
  private static final String BROKER = "Unknown client (probably a broker)";
  private static final double FRACTION = 4_294_967_296.0;

  /** Element and length of the fields that IANA knows, in order. */
  private static final int[][] ELEMENTS = {
    {8, 4}, {12, 4}, {4, 1}, {7, 2}, {11, 2}, {156, 8}, {157, 8}, {162, 4}
  };

  /** Lengths of the fields of the enterprise, numbered from 1. */
  private static final int[] OWN_LENGTHS = {2, 2, 2, TEXT, TEXT, TEXT, TEXT};

  private final boolean compat;
  private final byte[] head = head();

  /**
   * @param compat whether texts are cut in the middle of a character, as the original does, which
   *     kills its own collector
   */
  public MissionWire(boolean compat) {
    this.compat = compat;
  }

  /** Whether the message can say it: an answered MQTT exchange over IPv4. */
  public static boolean accepts(FlowRecord flow) {
    return flow.application() instanceof MqttFacet facet
        && facet.exchange().end().isAnswered()
        && flow.key().protocol() == IpProtocol.TCP
        && flow.key().source().isV4();
  }

  private static byte[] head() {
    ByteBuffer buffer = ByteBuffer.allocate(RECORD);
    int fields = ELEMENTS.length + OWN_LENGTHS.length;
    buffer.putShort((short) 10).putShort((short) OCTETS).putInt(0).putInt(0).putInt(2);
    buffer.putShort((short) 2).putShort((short) 96).putShort((short) 256).putShort((short) fields);
    for (int[] element : ELEMENTS) {
      buffer.putShort((short) element[0]).putShort((short) element[1]);
    }
    for (int i = 0; i < OWN_LENGTHS.length; i++) {
      buffer.putShort((short) (0x8001 + i)).putShort((short) OWN_LENGTHS[i]).putInt(ENTERPRISE);
    }
    return buffer.putShort((short) 256).putShort((short) (OCTETS - RECORD + 4)).array();
  }

  /**
   * The message for an exchange that {@link #accepts} says yes to.
   *
   * @param exportSeconds when it is sent, seconds since the Unix epoch
   * @throws IllegalArgumentException when the exchange is not MQTT
   */
  public byte[] encode(FlowRecord flow, long exportSeconds) {
    if (!(flow.application() instanceof MqttFacet facet)) {
      throw new IllegalArgumentException("not an MQTT exchange: " + flow.application());
    }
    ByteBuffer message = ByteBuffer.allocate(OCTETS).put(head).putInt(4, (int) exportSeconds);
    message.putInt((int) flow.key().source().low()).putInt((int) flow.key().destination().low());
    message.put((byte) flow.key().protocol());
    message.putShort((short) flow.key().sourcePort());
    message.putShort((short) flow.key().destinationPort());
    double start = seconds(flow.startNanos());
    double end = seconds(flow.endNanos());
    putTime(message, start);
    putTime(message, end);
    // Milliseconds, by way of nanoseconds in doubles, which leaves its mark on halves.
    message.putInt((int) (long) Math.rint((end * 1e9 - start * 1e9) / 1e6));
    message.putShort((short) facet.control().qos()).putShort((short) facet.control().type());
    message.putShort((short) facet.control().packetId());
    putText(message, facet.topic().isEmpty() ? ABSENT : facet.topic());
    putText(message, client(facet.sourceClient(), facet.destinationClient()));
    putText(message, client(facet.destinationClient(), facet.sourceClient()));
    putText(message, facet.correlation().isEmpty() ? ABSENT : facet.correlation());
    return message.array();
  }

  /** Who has no name is the broker when the other end has one. */
  private static String client(String name, String peer) {
    return !name.isEmpty() ? name : peer.isEmpty() ? UNKNOWN : BROKER;
  }

  /**
   * The original's clock: seconds since the Unix epoch in one double, of whole microseconds; of
   * other times the nearest, of two the even one.
   */
  private static double seconds(long nanos) {
    long micros = Math.floorDiv(nanos, 1_000L);
    long rest = Math.floorMod(nanos, 1_000L);
    boolean up = rest > 500 || (rest == 500 && micros % 2 != 0);
    micros += up ? 1 : 0;
    return Math.floorDiv(micros, 1_000_000L) + Math.floorMod(micros, 1_000_000L) / 1e6;
  }

  private static void putTime(ByteBuffer message, double time) {
    double whole = Math.floor(time);
    message.putInt((int) (long) whole).putInt((int) (long) ((time - whole) * FRACTION));
  }

  private void putText(ByteBuffer message, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(octets.length, TEXT);
    while (!compat && length < octets.length && (octets[length] & 0xC0) == 0x80) {
      length--;
    }
    message.put(octets, 0, length).position(message.position() + TEXT - length);
  }
}
