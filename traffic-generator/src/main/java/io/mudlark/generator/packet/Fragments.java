package io.mudlark.generator.packet;

import java.nio.ByteBuffer;

/**
 * Cuts an IP packet that is too long for a link into fragments (RFC 791 3.2, RFC 8200 4.5), one at
 * a time.
 */
public final class Fragments {
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int MORE = 0x2000;
  private static final int IPV6_HEADER = 40;
  private static final int FRAGMENT_HEADER = 8;
  private static final int FRAGMENT = 44;

  private final int mtu;
  private final OctetWriter out;
  private ByteBuffer whole = ByteBuffer.allocate(0);
  private int link;
  private int header;
  private int done;
  private int octets;
  private int identification;
  private boolean four;

  /**
   * @param mtu octets of an IP packet that the link carries
   */
  public Fragments(int mtu) {
    this.mtu = mtu;
    this.out = new OctetWriter(mtu + 64);
  }

  /** Begins with an Ethernet frame, with or without a VLAN tag, that holds one whole IP packet. */
  public void of(OctetWriter frame) {
    whole = ByteBuffer.wrap(frame.array(), 0, frame.length());
    link = whole.getShort(12) == (short) ETHERTYPE_VLAN ? 18 : 14;
    four = whole.get(link) >>> 4 == 4;
    header = four ? (whole.get(link) & 15) * 4 : IPV6_HEADER;
    identification++;
    done = 0;
  }

  /** Makes the next fragment; false when there is none. */
  public boolean next() {
    int left = whole.limit() - link - header - done;
    if (left <= 0) {
      return false;
    }
    int room = (mtu - header - (four ? 0 : FRAGMENT_HEADER)) / 8 * 8;
    int count = Math.min(left, room);
    out.clear();
    out.bytes(whole.array(), 0, link + header);
    if (four) {
      four(count, count < left);
    } else {
      six(count, count < left);
    }
    out.bytes(whole.array(), link + header + done, count);
    done += count;
    return true;
  }

  private void four(int count, boolean more) {
    octets = header + count;
    out.setU16(link + 2, octets);
    out.setU16(link + 6, (more ? MORE : 0) | done / 8);
    out.setU16(link + 10, 0);
    out.setU16(link + 10, InternetChecksum.finish(InternetChecksum.sum(out.array(), link, header)));
  }

  private void six(int count, boolean more) {
    octets = IPV6_HEADER + FRAGMENT_HEADER + count;
    int next = out.array()[link + 6] & 0xFF;
    out.setU16(link + 4, FRAGMENT_HEADER + count);
    out.setU16(link + 6, FRAGMENT << 8 | (out.array()[link + 7] & 0xFF));
    out.u8(next).u8(0).u16(done | (more ? 1 : 0)).u32(identification);
  }

  /** The frame that was made last. */
  public OctetWriter frame() {
    return out;
  }

  /** Octets of its IP packet, headers included. */
  public int ipOctets() {
    return octets;
  }
}
