package io.mudlark.generator.packet;

import io.mudlark.flow.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DNS questions and answers (RFC 1035). */
public final class DnsMessage {
  public static final int TYPE_A = 1;
  public static final int TYPE_TXT = 16;
  public static final int TYPE_AAAA = 28;

  private static final int TYPE_CNAME = 5;
  private static final int TYPE_SOA = 6;
  private static final int CLASS_IN = 1;
  private static final int QUESTION_NAME = 0xC00C;

  private DnsMessage() {}

  /** A question with recursion desired. */
  public static Payload query(int id, String name, int type) {
    OctetWriter out = new OctetWriter(512);
    header(out, id, 0x0100, 0, 0);
    question(out, name, type);
    return Payload.of(out.toBytes());
  }

  /**
   * The answer to it. Without addresses it is the empty answer with the zone's SOA (RFC 2308 2.2).
   *
   * @param alias the CNAME that the addresses belong to, or null
   */
  public static Payload response(
      int id, String name, @Nullable String alias, List<IpAddress> addresses, Answer answer) {
    OctetWriter out = new OctetWriter(512);
    int answers = (alias == null ? 0 : 1) + addresses.size();
    header(out, id, 0x8180, answers, addresses.isEmpty() ? 1 : 0);
    question(out, name, answer.type());
    int owner = QUESTION_NAME;
    if (alias != null) {
      int length = record(out, owner, TYPE_CNAME, answer.ttlSeconds());
      owner = 0xC000 | out.length();
      name(out, alias);
      out.closeU16(length);
    }
    for (IpAddress address : addresses) {
      int length = record(out, owner, answer.type(), answer.ttlSeconds());
      out.address(address).closeU16(length);
    }
    if (addresses.isEmpty()) {
      int length = record(out, owner, TYPE_SOA, answer.ttlSeconds());
      name(out, "ns.example");
      name(out, "hostmaster.example");
      out.u32(2026_03_02).u32(7_200).u32(3_600).u32(1_209_600).u32(300).closeU16(length);
    }
    return Payload.of(out.toBytes());
  }

  /** An answer of one TXT record with the given octets, at most 255. */
  public static Payload textResponse(int id, String name, byte[] text) {
    OctetWriter out = new OctetWriter(1_024);
    header(out, id, 0x8180, 1, 0);
    question(out, name, TYPE_TXT);
    int length = record(out, QUESTION_NAME, TYPE_TXT, 1);
    out.u8(text.length).bytes(text).closeU16(length);
    return Payload.of(out.toBytes());
  }

  /**
   * What kind of record an answer has.
   *
   * @param type its type
   * @param ttlSeconds how long it holds
   */
  public record Answer(int type, int ttlSeconds) {}

  /** A multicast announcement of a service that no one asked for (RFC 6762 8.3). */
  public static Payload announcement(String service, String instance, IpAddress address) {
    OctetWriter out = new OctetWriter(512);
    out.u16(0).u16(0x8400).u16(0).u16(2).u16(0).u16(0);
    name(out, service);
    out.u16(12).u16(CLASS_IN).u32(4_500).u16(0);
    int length = out.length() - 2;
    name(out, instance + "." + service);
    out.closeU16(length);
    name(out, instance + ".local");
    // The topmost class bit says that this record replaces all others of its name.
    out.u16(address.isV4() ? TYPE_A : TYPE_AAAA).u16(0x8001).u32(120).u16(0);
    length = out.length() - 2;
    out.address(address).closeU16(length);
    return Payload.of(out.toBytes());
  }

  private static void header(OctetWriter out, int id, int flags, int answers, int authorities) {
    out.u16(id).u16(flags).u16(1).u16(answers).u16(authorities).u16(0);
  }

  private static void question(OctetWriter out, String name, int type) {
    name(out, name);
    out.u16(type).u16(CLASS_IN);
  }

  private static int record(OctetWriter out, int owner, int type, int ttlSeconds) {
    out.u16(owner).u16(type).u16(CLASS_IN).u32(ttlSeconds).u16(0);
    return out.length() - 2;
  }

  private static void name(OctetWriter out, String name) {
    for (String label : name.split("\\.")) {
      byte[] octets = label.getBytes(StandardCharsets.UTF_8);
      out.u8(octets.length).bytes(octets);
    }
    out.u8(0);
  }
}
