package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;

/**
 * Requests that reach a device with a victim's address as their source, so that its answers, larger
 * than the requests, hit the victim: SSDP searches or NTP's monitor list. Amplification after
 * Rossow, "Amplification Hell", NDSS 2014 (SSDP about 30, NTP about 500 at most; here 3 packets of
 * about 300 octets, and 6 of 440).
 *
 * @param protocol which service is misused
 * @param victim whose address the requests carry
 * @param requestsPerSecond how fast
 */
public record Reflection(Service protocol, IpAddress victim, int requestsPerSecond)
    implements Attack {
  /** A service that answers more than it is asked. */
  public enum Service {
    SSDP(1900, 3),
    NTP(123, 6);

    private final int port;
    private final int answers;

    Service(int port, int answers) {
      this.port = port;
      this.answers = answers;
    }
  }

  private static final long MILLI = 1_000_000L;

  @Override
  public String type() {
    return protocol == Service.SSDP ? "ssdp-reflection" : "ntp-reflection";
  }

  @Override
  public void launch(Engagement engagement) {
    Payload request = protocol == Service.SSDP ? search() : monitorList(0x17, 0);
    Payload answer = protocol == Service.SSDP ? found() : monitorList(0xD7, 6);
    engagement.repeat(
        1_000 * MILLI / requestsPerSecond, 30, now -> reflect(engagement, now, request, answer));
  }

  private void reflect(Engagement engagement, long now, Payload request, Payload answer) {
    Flow flow =
        engagement
            .wire()
            .udp(
                engagement.far(victim),
                engagement.chance().between(55_000, 65_535),
                engagement.device().end4(),
                protocol.port,
                engagement.episode());
    engagement.wire().send(now, flow, true, request);
    for (int i = 1; i <= protocol.answers; i++) {
      boolean last = i == protocol.answers;
      engagement.at(
          now + i * MILLI / 2,
          then -> {
            engagement.wire().send(then, flow, false, answer);
            if (last) {
              engagement.wire().close(flow);
            }
          });
    }
  }

  private static Payload search() {
    return text(
        """
        M-SEARCH * HTTP/1.1
        HOST: 239.255.255.250:1900
        MAN: "ssdp:discover"
        MX: 1
        ST: ssdp:all

        """);
  }

  private static Payload found() {
    return text(
        """
        HTTP/1.1 200 OK
        CACHE-CONTROL: max-age=1800
        EXT:
        LOCATION: http://device.local:49152/description.xml
        SERVER: Linux/4.4 UPnP/1.0 Fieldlark/1.0
        ST: urn:schemas-upnp-org:service:ContentDirectory:1
        USN: uuid:00000000-0000-0000-0000-000000000000::urn:schemas-upnp-org:service:1

        """);
  }

  private static Payload text(String lines) {
    return Payload.of(new OctetWriter(512).text(lines.replace("\n", "\r\n")).toBytes());
  }

  /** NTP mode 7, implementation 3, request 42, with that many items of 72 octets (ntpdc). */
  private static Payload monitorList(int flags, int items) {
    OctetWriter out = new OctetWriter(8 + items * 72);
    out.u8(flags).u8(0).u8(3).u8(42).u16(items).u16(items == 0 ? 0 : 72);
    return Payload.of(out.zeros(items * 72).toBytes());
  }
}
