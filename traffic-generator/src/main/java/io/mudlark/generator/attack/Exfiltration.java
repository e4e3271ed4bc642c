package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.conversation.TcpConversation;
import io.mudlark.generator.conversation.TlsSession;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that uploads what it has recorded to a host its maker never named, over what
 * looks like TLS.
 *
 * @param receiver who gets it
 * @param port the receiver's port
 * @param megabytes how much, in units of 10^6 octets
 */
public record Exfiltration(IpAddress receiver, int port, int megabytes) implements Attack {
  private static final int BLOCK = 50_000;

  @Override
  public String type() {
    return "exfiltration";
  }

  @Override
  public void launch(Engagement engagement) {
    int blocks = megabytes * 1_000_000 / BLOCK;
    long pause = (engagement.endNanos() - engagement.startNanos()) / blocks / 2;
    engagement.at(
        engagement.startNanos(),
        now -> {
          Flow flow = engagement.tcpFromDevice(engagement.far(receiver), port);
          TcpConversation.begin(
              engagement.habitat(),
              now,
              flow,
              TlsSession.of(
                  "files.drop.example",
                  engagement.chance(),
                  blocks,
                  n -> new TlsSession.Exchange(pause, BLOCK, 0)),
              engagement.chance());
        });
  }
}
