package io.mudlark.jobs.collect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MISSION's collector with all that ends it: written from the description of its behaviour, apart
 * from our decoder, so that it can say which of our messages it would survive.
 */
final class OriginalCollector {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(8, "sourceIPv4Address"),
          Map.entry(12, "destinationIPv4Address"),
          Map.entry(4, "protocol"),
          Map.entry(7, "sourceTransportPort"),
          Map.entry(11, "destinationTransportPort"),
          Map.entry(156, "flowStartNanoseconds"),
          Map.entry(157, "flowEndNanoseconds"),
          Map.entry(162, "flowDurationMicroseconds"),
          Map.entry(0x8001, "mqttQoS"),
          Map.entry(0x8002, "mqttControlType"),
          Map.entry(0x8003, "mqttPacketId"),
          Map.entry(0x8004, "mqttTopic"),
          Map.entry(0x8005, "mqttSrcClientId"),
          Map.entry(0x8006, "mqttDstClientId"),
          Map.entry(0x8007, "mqttCorrelationData"));

  private OriginalCollector() {}

  /** What ends its decoder's thread. */
  static final class Killed extends Exception {
    private static final long serialVersionUID = 1L;

    Killed(String why) {
      super(why);
    }
  }

  /** The document of a message that stands for itself. */
  static Map<String, Object> decode(byte[] message) throws Killed {
    if (isText(message)) {
      throw new Killed("a datagram that is valid UTF-8");
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    if (u16(in) != 10) {
      throw new Killed("a version that is not 10");
    }
    if (u16(in) != message.length) {
      throw new Killed("a length that is not the datagram's");
    }
    in.position(16);
    Map<Integer, int[][]> templates = new LinkedHashMap<>();
    Map<String, Object> document = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      int id = u16(in);
      int end = in.position() + u16(in) - 2;
      if (id == 2) {
        template(in, end, templates);
      } else if (templates.containsKey(id)) {
        document.putAll(record(in, templates.get(id)));
      } else {
        throw new Killed("data without its template in the message");
      }
      if (in.position() != end) {
        throw new Killed("padding in set " + id);
      }
    }
    if (document.size() != NAMES.size()) {
      throw new Killed("a field is missing");
    }
    return document;
  }

  private static void template(ByteBuffer in, int end, Map<Integer, int[][]> templates)
      throws Killed {
    while (in.position() < end) {
      int id = u16(in);
      int[][] fields = new int[u16(in)][];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = new int[] {u16(in), u16(in)};
        if (fields[i][1] == 65_535) {
          throw new Killed("a variable length");
        }
        if ((fields[i][0] & 0x8000) != 0) {
          in.getInt();
        }
      }
      templates.put(id, fields);
    }
  }

  private static Map<String, Object> record(ByteBuffer in, int[][] fields) throws Killed {
    Map<String, Object> document = new LinkedHashMap<>();
    for (int[] field : fields) {
      String name = NAMES.get(field[0]);
      if (name == null) {
        throw new Killed("element " + field[0]);
      }
      byte[] octets = new byte[field[1]];
      in.get(octets);
      document.put(name, value(field[0], octets));
    }
    return document;
  }

  private static Object value(int element, byte[] octets) throws Killed {
    ByteBuffer in = ByteBuffer.wrap(octets);
    if (element >= 0x8004) {
      return text(octets);
    }
    if (element == 8 || element == 12) {
      return (octets[0] & 0xFF)
          + "."
          + (octets[1] & 0xFF)
          + "."
          + (octets[2] & 0xFF)
          + "."
          + (octets[3] & 0xFF);
    }
    if (element == 156 || element == 157) {
      return List.of(in.getInt() & 0xFFFF_FFFFL, in.getInt() & 0xFFFF_FFFFL);
    }
    switch (octets.length) {
      case 1:
        return octets[0] & 0xFFL;
      case 2:
        return in.getShort() & 0xFFFFL;
      case 4:
        return in.getInt() & 0xFFFF_FFFFL;
      default:
        throw new Killed("an integer of " + octets.length + " octets");
    }
  }

  /** Decodes all of the field strictly, then cuts at the first NUL. */
  private static String text(byte[] octets) throws Killed {
    try {
      String all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      int end = all.indexOf('\0');
      return end < 0 ? all : all.substring(0, end);
    } catch (CharacterCodingException e) {
      throw new Killed("a text cut inside a character");
    }
  }

  private static boolean isText(byte[] message) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static int u16(ByteBuffer in) {
    return in.getShort() & 0xFFFF;
  }
}
