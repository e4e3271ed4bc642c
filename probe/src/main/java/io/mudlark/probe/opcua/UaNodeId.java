package io.mudlark.probe.opcua;

/**
 * A node id (OPC 10000-6 5.2.2.9), with its text as OPC 10000-6 5.3.1.10 writes it: {@code i=85},
 * {@code ns=2;s=Pump}, {@code g=...} for a GUID, {@code b=} with hexadecimal digits for octets.
 *
 * @param namespace namespace index
 * @param number numeric identifier, or -1 when it is of another kind
 * @param text the whole id
 */
record UaNodeId(int namespace, long number, String text) {
  /** Octets of an identifier that are kept. */
  static final int LIMIT = 256;

  private static final int HAS_URI = 0x80;
  private static final int HAS_SERVER = 0x40;

  /** Reads a node id, or an expanded one, whose URI and server index are passed over. */
  static UaNodeId read(UaCursor in) {
    int encoding = in.u8();
    UaNodeId id = identifier(in, encoding & 0x3F);
    if ((encoding & HAS_URI) != 0) {
      in.skipString();
    }
    if ((encoding & HAS_SERVER) != 0) {
      in.u32();
    }
    return id;
  }

  private static UaNodeId identifier(UaCursor in, int encoding) {
    switch (encoding) {
      case 0:
        return numeric(0, in.u8());
      case 1:
        int small = in.u8();
        return numeric(small, in.u16());
      case 2:
        int namespace = in.u16();
        return numeric(namespace, in.u32());
      case 3:
        return other(in.u16(), "s=" + in.string(LIMIT));
      case 4:
        return other(in.u16(), "g=" + guid(in));
      case 5:
        int index = in.u16();
        int length = in.byteStringLength();
        return other(index, "b=" + in.hex(in.skip(length), length, LIMIT));
      default:
        in.fail();
        return numeric(0, 0);
    }
  }

  private static String guid(UaCursor in) {
    String first = hex(in.u32(), 8) + "-" + hex(in.u16(), 4) + "-" + hex(in.u16(), 4);
    String tail = in.hex(in.skip(8), 8, 8);
    return in.failed() ? "" : first + "-" + tail.substring(0, 4) + "-" + tail.substring(4);
  }

  private static String hex(long value, int width) {
    String digits = Long.toHexString(value);
    return "0".repeat(width - digits.length()) + digits;
  }

  private static UaNodeId numeric(int namespace, long number) {
    return new UaNodeId(namespace, number, prefix(namespace) + "i=" + number);
  }

  private static UaNodeId other(int namespace, String text) {
    return new UaNodeId(namespace, -1, prefix(namespace) + text);
  }

  private static String prefix(int namespace) {
    return namespace == 0 ? "" : "ns=" + namespace + ";";
  }
}
