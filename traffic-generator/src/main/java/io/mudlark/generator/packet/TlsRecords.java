package io.mudlark.generator.packet;

import io.mudlark.generator.timeline.Chance;
import java.nio.charset.StandardCharsets;

/**
 * TLS 1.3 records as an observer sees them (RFC 8446): hellos in the clear, everything else as
 * octets that mean nothing. No cryptography is done.
 */
public final class TlsRecords {
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int MAX_RECORD = 16_384;

  private TlsRecords() {}

  /** A ClientHello with the server's name (RFC 6066 3). */
  public static Payload clientHello(String serverName, Chance chance) {
    OctetWriter out = new OctetWriter(1_024);
    int body = hello(out, 1, chance);
    out.u16(6).u16(0x1301).u16(0x1302).u16(0x1303).u8(1).u8(0);
    int extensions = out.length();
    out.u16(0);
    byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
    out.u16(0).u16(name.length + 5).u16(name.length + 3).u8(0).u16(name.length).bytes(name);
    out.u16(10).u16(4).u16(2).u16(0x001D);
    out.u16(13).u16(6).u16(4).u16(0x0403).u16(0x0804);
    out.u16(16).u16(11).u16(9).u8(8).text("http/1.1");
    out.u16(43).u16(3).u8(2).u16(0x0304);
    out.u16(51).u16(38).u16(36).u16(0x001D).u16(32).bytes(chance.octets(32));
    out.closeU16(extensions).closeU24(body).closeU16(3);
    return Payload.of(out.toBytes());
  }

  /** ServerHello, the compatibility message, and an encrypted flight of a certificate's size. */
  public static Payload serverFlight(Chance chance) {
    OctetWriter out = new OctetWriter(8_192);
    int body = hello(out, 2, chance);
    out.u16(0x1301).u8(0);
    int extensions = out.length();
    out.u16(0);
    out.u16(43).u16(2).u16(0x0304);
    out.u16(51).u16(36).u16(0x001D).u16(32).bytes(chance.octets(32));
    out.closeU16(extensions).closeU24(body).closeU16(3);
    changeCipher(out);
    record(out, chance.between(2_400, 3_900), chance);
    return Payload.of(out.toBytes());
  }

  /** The client's compatibility message and its encrypted Finished. */
  public static Payload clientFinished(Chance chance) {
    OctetWriter out = new OctetWriter(256);
    changeCipher(out);
    record(out, 53, chance);
    return Payload.of(out.toBytes());
  }

  /** Encrypted application data: as many records as {@code octets} octets need. */
  public static Payload applicationData(int octets, Chance chance) {
    int records = Math.max(1, (octets + MAX_RECORD - 1) / MAX_RECORD);
    byte[] stream = new byte[octets + 5 * records];
    chance.noise(stream, 0, stream.length);
    int left = octets;
    for (int at = 0; at < stream.length; at += MAX_RECORD + 5) {
      int size = Math.min(left, MAX_RECORD);
      stream[at] = APPLICATION_DATA;
      stream[at + 1] = 3;
      stream[at + 2] = 3;
      stream[at + 3] = (byte) (size >>> 8);
      stream[at + 4] = (byte) size;
      left -= size;
    }
    return Payload.of(stream);
  }

  /** Begins record, handshake message and hello; answers where the message's length stands. */
  private static int hello(OctetWriter out, int type, Chance chance) {
    out.u8(HANDSHAKE).u16(0x0301).u16(0);
    out.u8(type).u24(0).u16(0x0303).bytes(chance.octets(32)).u8(32).bytes(chance.octets(32));
    return 6;
  }

  private static void changeCipher(OctetWriter out) {
    out.u8(20).u16(0x0303).u16(1).u8(1);
  }

  private static void record(OctetWriter out, int octets, Chance chance) {
    out.u8(APPLICATION_DATA).u16(0x0303).u16(octets).bytes(chance.octets(octets));
  }
}
