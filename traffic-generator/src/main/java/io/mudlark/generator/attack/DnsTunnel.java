package io.mudlark.generator.attack;

import io.mudlark.generator.packet.DnsMessage;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that carries data out in the names it asks for, and commands in with the TXT
 * records of the answers, all through its own resolver. No MUD file forbids it.
 *
 * @param domain the domain whose name server is the other end
 * @param queriesPerSecond how fast
 */
public record DnsTunnel(String domain, int queriesPerSecond) implements Attack {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LABEL = 60;
  private static final int ANSWER_OCTETS = 110;

  @Override
  public String type() {
    return "dns-tunnel";
  }

  @Override
  public void launch(Engagement engagement) {
    engagement.repeat(1_000_000_000L / queriesPerSecond, 30, now -> ask(engagement, now));
  }

  private void ask(Engagement engagement, long now) {
    Chance chance = engagement.chance();
    StringBuilder name = new StringBuilder();
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < LABEL; i++) {
        name.append(BASE32.charAt(chance.below(32)));
      }
      name.append('.');
    }
    name.append(domain);
    Flow flow =
        engagement
            .wire()
            .udp(
                engagement.device().end4(),
                engagement.device().nextPort(),
                engagement.habitat().site().gateway().end4(),
                53,
                engagement.episode());
    int id = chance.below(65_536);
    String question = name.toString();
    engagement.wire().send(now, flow, true, DnsMessage.query(id, question, DnsMessage.TYPE_TXT));
    engagement.at(
        now + chance.around(30_000_000, 40),
        then -> {
          byte[] command = chance.octets(ANSWER_OCTETS);
          engagement.wire().send(then, flow, false, DnsMessage.textResponse(id, question, command));
          engagement.wire().close(flow);
        });
  }
}
