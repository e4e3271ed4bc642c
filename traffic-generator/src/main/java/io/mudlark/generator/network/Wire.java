package io.mudlark.generator.network;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.generator.capture.CaptureWriter;
import io.mudlark.generator.capture.ImpairedCapture;
import io.mudlark.generator.packet.Fragments;
import io.mudlark.generator.packet.Link;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.PacketEncoder;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Episode;
import io.mudlark.generator.truth.Flow;
import io.mudlark.generator.truth.ProcessCase;
import io.mudlark.generator.truth.TruthLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The observed link of one site: whatever is sent here is written, counted and labelled. */
public final class Wire {
  private static final int MILLIONTHS = 1_000_000;
  private static final int MTU = 1_500;
  private static final int SHORTEST_FRAME = 60;

  private final SiteNetwork site;
  private final CaptureWriter capture;
  private final TruthLog truth;
  private final PacketEncoder encoder = new PacketEncoder();
  private final Fragments fragments = new Fragments(MTU);
  private final Impairment impairment;
  private final Chance chance;
  private long packets;
  private long missed;

  /** A link of which nothing is missed. */
  public Wire(SiteNetwork site, CaptureWriter capture, TruthLog truth) {
    this(site, capture, truth, Impairment.NONE, new Chance(0));
  }

  /**
   * @param chance says which packets are missed
   */
  public Wire(
      SiteNetwork site,
      CaptureWriter capture,
      TruthLog truth,
      Impairment impairment,
      Chance chance) {
    this.site = site;
    this.capture =
        impairment.reorder() == 0
            ? capture
            : new ImpairedCapture(capture, chance, impairment.reorder());
    this.truth = truth;
    this.impairment = impairment;
    this.chance = chance;
  }

  /** What becomes of the next segment or question on its way: chance says. */
  public Passage passage() {
    double resend = impairment.resend();
    if (resend == 0 || chance.below(MILLIONTHS) >= resend * MILLIONTHS) {
      return Passage.ARRIVED;
    }
    return chance.below(2) == 0 ? Passage.LOST_BEFORE_TAP : Passage.LOST_BEHIND_TAP;
  }

  /** How many packets were sent and not captured. */
  public long missed() {
    return missed;
  }

  /** Writes what is still waiting and closes the capture. */
  public void close() throws IOException {
    capture.close();
  }

  /** How many packets were sent. */
  public long packets() {
    return packets;
  }

  /** Opens a TCP flow; benign when {@code episode} is null. */
  public Flow tcp(Endpoint from, int sourcePort, Endpoint to, int port, @Nullable Episode episode) {
    return open(from, to, new Ports(IpProtocol.TCP, sourcePort, port), episode);
  }

  /** Opens a UDP flow; benign when {@code episode} is null. */
  public Flow udp(Endpoint from, int sourcePort, Endpoint to, int port, @Nullable Episode episode) {
    return open(from, to, new Ports(IpProtocol.UDP, sourcePort, port), episode);
  }

  /** Opens an ICMP or ICMPv6 flow, by the family of the addresses. */
  public Flow icmp(Endpoint from, Endpoint to, int typeAndCode, @Nullable Episode episode) {
    int protocol = from.address().isV4() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    return open(from, to, new Ports(protocol, 0, typeAndCode), episode);
  }

  /** Opens a flow of a protocol without ports. */
  public Flow raw(Endpoint from, Endpoint to, int protocol, @Nullable Episode episode) {
    return open(from, to, new Ports(protocol, 0, 0), episode);
  }

  private Flow open(Endpoint from, Endpoint to, Ports ports, @Nullable Episode episode) {
    FlowKey key =
        new FlowKey(
            site.vlanId(),
            from.address(),
            to.address(),
            ports.protocol(),
            ports.source(),
            ports.destination());
    Link link = new Link(from.mac(), to.mac(), site.vlanId());
    return truth.opened(Flow.of(site.name(), key, link, episode));
  }

  /** Writes the truth about a flow that has no more packets. */
  public void close(Flow flow) {
    truth.closed(flow);
  }

  /** Writes the truth about a run of an MQTT process that has ended. */
  public void closeCase(ProcessCase ended) {
    truth.ended(ended);
  }

  /** Sends one TCP segment, {@code forward} from the flow's source. */
  public void send(long now, Flow flow, boolean forward, TcpSegment segment, Payload payload) {
    encoder.tcp(flow.link(forward), flow.key(forward), segment, payload);
    write(now, flow);
  }

  /** Sends one UDP datagram, {@code forward} from the flow's source. */
  public void send(long now, Flow flow, boolean forward, Payload payload) {
    encoder.udp(flow.link(forward), flow.key(forward), payload);
    write(now, flow);
  }

  /** Sends one ICMP message, {@code forward} from the flow's source. */
  public void sendIcmp(long now, Flow flow, boolean forward, int typeAndCode, byte[] body) {
    encoder.icmp(flow.link(forward), flow.key(forward), typeAndCode, Payload.of(body));
    write(now, flow);
  }

  /** Sends one IP packet of another protocol, forward. */
  public void sendRaw(long now, Flow flow, Payload payload) {
    encoder.raw(flow.link(true), flow.key(true), payload);
    write(now, flow);
  }

  /** One host asks for another's MAC by ARP, to all, and is answered. */
  public void arp(long now, Endpoint asks, Endpoint asked, @Nullable Episode episode) {
    FlowKey key = new FlowKey(site.vlanId(), asks.address(), asked.address(), 0, 0, 0);
    Link question = new Link(asks.mac(), MacAddress.BROADCAST, site.vlanId());
    Flow flow = truth.opened(Flow.arp(site.name(), key, question, episode));
    encoder.arp(question, 1, asks.address(), asked.address(), new MacAddress(0));
    write(now, flow);
    Link answer = new Link(asked.mac(), asks.mac(), site.vlanId());
    encoder.arp(answer, 2, asked.address(), asks.address(), asks.mac());
    write(now, flow);
    truth.closed(flow);
  }

  /**
   * What is longer than the link can carry goes in fragments, each of them a packet; TCP cuts its
   * segments itself.
   */
  private void write(long now, Flow flow) {
    if (encoder.ipOctets() <= MTU || flow.key(true).protocol() == IpProtocol.TCP) {
      write(now, flow, encoder.frame(), encoder.ipOctets());
      return;
    }
    fragments.of(encoder.frame());
    while (fragments.next()) {
      write(now, flow, fragments.frame(), fragments.ipOctets());
    }
  }

  private void write(long now, Flow flow, OctetWriter frame, int ipOctets) {
    if (impairment.loss() > 0 && chance.below(MILLIONTHS) < impairment.loss() * MILLIONTHS) {
      missed++;
      return;
    }
    if (impairment.padded() && frame.length() < SHORTEST_FRAME) {
      frame.zeros(SHORTEST_FRAME - frame.length());
    }
    try {
      capture.write(now, frame.array(), frame.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    packets++;
    flow.saw(now, ipOctets);
  }

  private record Ports(int protocol, int source, int destination) {}
}
