package io.mudlark.generator.attack;

import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.packet.DnsMessage;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that asks its own resolver for random names of a victim's domain, so that
 * the resolver floods the victim's name servers: Mirai's "water torture". No MUD file forbids it.
 *
 * @param domain the victim's domain
 * @param packetsPerSecond how fast
 */
public record DnsFlood(String domain, int packetsPerSecond) implements Attack {
  private static final String LETTERS = "abcdefghijklmnopqrstuvw0123456789";

  @Override
  public String type() {
    return "dns-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    engagement.repeat(1_000_000_000L / packetsPerSecond, 30, now -> ask(engagement, now));
  }

  private void ask(Engagement engagement, long now) {
    Chance chance = engagement.chance();
    StringBuilder name = new StringBuilder(13);
    for (int i = 0; i < 12; i++) {
      name.append(LETTERS.charAt(chance.below(LETTERS.length())));
    }
    name.append('.').append(domain);
    Endpoint resolver = engagement.habitat().site().gateway().end4();
    Flow flow =
        engagement
            .wire()
            .udp(
                engagement.device().end4(),
                engagement.device().nextPort(),
                resolver,
                53,
                engagement.episode());
    int id = chance.below(65_536);
    engagement
        .wire()
        .send(now, flow, true, DnsMessage.query(id, name.toString(), DnsMessage.TYPE_A));
    engagement.wire().close(flow);
  }
}
