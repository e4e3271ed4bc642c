package io.mudlark.source.testing;

import io.mudlark.flow.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** IPFIX messages with names in them, octet by octet as their exporters lay them out. */
public final class DnsExports {
  /** The other end of every flow here; 10.0.0.1 is the first. */
  public static final IpAddress RESOLVER = IpAddress.parse("192.0.2.53");

  private static final IpAddress DEVICE = IpAddress.parse("10.0.0.1");
  private static final int CERT = 6871;
  private static final int GIGAMON = 26866;
  private static final int MUDLARK = 32473;
  private static final int VARIABLE = 65535;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DnsExports() {}

  /** A resource record; {@code alias} is empty for one with an address. */
  public record Answer(
      String name, long ttl, IpAddress address, String alias, boolean response, int section) {
    public static Answer address(String name, long ttl, IpAddress address) {
      return new Answer(name, ttl, address, "", true, 1);
    }

    public static Answer alias(String name, long ttl, String alias) {
      return new Answer(name, ttl, DEVICE, alias, true, 1);
    }

    public Answer question() {
      return new Answer(name, ttl, address, alias, false, section);
    }

    public Answer section(int other) {
      return new Answer(name, ttl, address, alias, response, other);
    }

    private DnsExports octets() {
      DnsExports data = new DnsExports().u8(255);
      if (!alias.isEmpty()) {
        data.u16(304).text(alias);
      } else {
        data.u16(address.isV4() ? 302 : 303).raw(address.octets());
      }
      return new DnsExports()
          .variable(data)
          .text(name)
          .u32(ttl)
          .u16(1)
          .u8(response ? 1 : 0, 0, 0, section)
          .u16(77);
    }
  }

  /** A flow with its answers in a list of lists, as YAF 2 exports it, and the templates of it. */
  public static byte[] yaf(long startNanos, long endNanos, int[] ports, List<Answer> answers) {
    return yaf(DEVICE, startNanos, endNanos, ports, answers);
  }

  /** The same of another host. */
  public static byte[] yaf(
      IpAddress host, long startNanos, long endNanos, int[] ports, List<Answer> answers) {
    DnsExports templates =
        new DnsExports()
            .template(256, flow(0, 293, VARIABLE))
            .template(300, new int[][] {{0, 292, VARIABLE}})
            .template(
                301,
                new int[][] {
                  {0, 292, VARIABLE},
                  {CERT, 179, VARIABLE},
                  {CERT, 199, 4},
                  {CERT, 175, 2},
                  {CERT, 174, 1},
                  {CERT, 176, 1},
                  {CERT, 177, 1},
                  {CERT, 178, 1},
                  {CERT, 226, 2}
                })
            .template(302, new int[][] {{0, 8, 4}})
            .template(303, new int[][] {{0, 27, 16}})
            .template(304, new int[][] {{CERT, 180, VARIABLE}});
    DnsExports records = new DnsExports().u8(255).u16(301);
    answers.forEach(answer -> records.raw(answer.octets().octets()));
    DnsExports list = new DnsExports().variable(records);
    DnsExports several =
        new DnsExports().u8(255).u16(300, list.octets().length + 4).raw(list.octets());
    DnsExports record = new DnsExports().flow(host, startNanos, endNanos, ports).variable(several);
    return message(endNanos, templates, record);
  }

  /** A flow with the answers side by side, as Gigamon's table of elements has them. */
  public static byte[] gigamon(
      long endNanos, List<String> names, List<Long> lives, List<IpAddress> addresses) {
    int[][] fields = new int[9 + 3 * names.size()][];
    System.arraycopy(flow(0, 1, 0), 0, fields, 0, 9);
    DnsExports record =
        new DnsExports().flow(endNanos - Exports.SECOND, endNanos, new int[] {5000, 53});
    for (int i = 0; i < names.size(); i++) {
      fields[9 + 3 * i] = new int[] {GIGAMON, 205, VARIABLE};
      fields[10 + 3 * i] = new int[] {GIGAMON, 206, 4};
      fields[11 + 3 * i] = new int[] {GIGAMON, 207, 4};
      record.text(names.get(i)).u32(lives.get(i)).raw(addresses.get(i).octets());
    }
    return message(endNanos, new DnsExports().template(256, fields), record);
  }

  /** A flow to port 443 whose client asked for a server by name. */
  public static byte[] tls(long endNanos, String serverName) {
    DnsExports record =
        new DnsExports()
            .flow(endNanos - Exports.SECOND, endNanos, new int[] {5000, 443})
            .text(serverName);
    return message(endNanos, new DnsExports().template(256, flow(MUDLARK, 71, VARIABLE)), record);
  }

  /** The fields of a flow and one more. */
  private static int[][] flow(int enterprise, int element, int length) {
    return new int[][] {
      {0, 8, 4},
      {0, 12, 4},
      {0, 7, 2},
      {0, 11, 2},
      {0, 4, 1},
      {0, 2, 8},
      {0, 1, 8},
      {0, 152, 8},
      {0, 153, 8},
      {enterprise, element, length}
    };
  }

  private DnsExports flow(long startNanos, long endNanos, int[] ports) {
    return flow(DEVICE, startNanos, endNanos, ports);
  }

  private DnsExports flow(IpAddress host, long startNanos, long endNanos, int[] ports) {
    raw(host.octets()).raw(RESOLVER.octets()).u16(ports).u8(17);
    return u64(2).u64(200).u64(startNanos / 1_000_000).u64(endNanos / 1_000_000);
  }

  private DnsExports template(int id, int[][] fields) {
    u16(id, fields.length);
    for (int[] field : fields) {
      u16(field[0] == 0 ? field[1] : field[1] | 0x8000, field[2]);
      if (field[0] != 0) {
        u32(field[0]);
      }
    }
    return this;
  }

  private static byte[] message(long nanos, DnsExports templates, DnsExports record) {
    DnsExports body = new DnsExports();
    body.u16(2, templates.octets().length + 4).raw(templates.octets());
    body.u16(256, record.octets().length + 4).raw(record.octets());
    return new DnsExports()
        .u16(10, body.octets().length + 16)
        .u32(nanos / Exports.SECOND)
        .u32(0)
        .u32(7)
        .raw(body.octets())
        .octets();
  }

  private DnsExports text(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return u8(octets.length).raw(octets);
  }

  private DnsExports variable(DnsExports content) {
    return u8(255).u16(content.octets().length).raw(content.octets());
  }

  private DnsExports u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  private DnsExports u16(int... values) {
    for (int value : values) {
      out.write(value >>> 8);
      out.write(value);
    }
    return this;
  }

  private DnsExports u32(long value) {
    return raw(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  private DnsExports u64(long value) {
    return raw(ByteBuffer.allocate(8).putLong(value).array());
  }

  private DnsExports raw(byte[] octets) {
    out.writeBytes(octets);
    return this;
  }

  private byte[] octets() {
    return out.toByteArray();
  }
}
