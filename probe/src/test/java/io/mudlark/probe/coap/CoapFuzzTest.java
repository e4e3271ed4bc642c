package io.mudlark.probe.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tcp.TcpLimits;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.FuzzTime;
import io.mudlark.probe.testing.PacketBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Damaged CoAP messages, alone and among others of their exchanges. */
@Execution(ExecutionMode.CONCURRENT)
class CoapFuzzTest {
  private static final ExchangeConfig SMALL =
      new ExchangeConfig(
          Duration.ofSeconds(5), Duration.ofSeconds(20), 50, false, TcpLimits.DEFAULT);
  private static final List<byte[]> MESSAGES =
      List.of(
          Coap.message(0, 1, 1, "aa").path("sensors", "t").observe(0).build(),
          Coap.message(2, 0x45, 1, "aa").observe(7).payload("21.5").build(),
          Coap.message(0, 0x45, 900, "aa").observe(8).payload("21.6").build(),
          Coap.message(0, 3, 2, "bb").path("large").block1(0, true, 2).payload("0123").build(),
          Coap.message(2, 0x5F, 2, "bb").block1(0, true, 2).build(),
          Coap.message(0, 3, 3, "bc").path("large").block1(1, false, 2).payload("45").build(),
          Coap.message(2, 0x44, 3, "bc").block1(1, false, 2).build(),
          Coap.message(0, 0, 4, "").build(),
          Coap.message(3, 0, 4, "").build());

  @Test
  void damaged_messages_escape_nowhere_and_stay_within_the_limits() {
    AtomicLong time = new AtomicLong();
    AtomicLong emitted = new AtomicLong();
    ExchangeMeter meter =
        new ExchangeMeter(
            "lab",
            SMALL,
            flow -> {
              emitted.incrementAndGet();
              assertThat(flow.endNanos()).isGreaterThanOrEqualTo(flow.startNanos());
            });
    meter.add(new CoapProtocol(meter.table(), Set.of(CoapProtocol.PORT)));
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    FuzzTime.run(
        7,
        random -> {
          byte[] message = FuzzTime.damage(MESSAGES.get(random.nextInt(MESSAGES.size())), random);
          boolean toServer = random.nextBoolean();
          int client = 40_000 + random.nextInt(100);
          PacketBuilder packet =
              toServer
                  ? PacketBuilder.packet().udpPorts(client, CoapProtocol.PORT, message)
                  : PacketBuilder.packet()
                      .from("10.0.0.2")
                      .to("10.0.0.1")
                      .udpPorts(CoapProtocol.PORT, client, message);
          byte[] frame = packet.frame();
          time.addAndGet(random.nextInt(20_000_000));
          dissector.dissect(
              Captures.show(LinkType.ETHERNET, frame, frame.length, frame.length, time.get()),
              view);
          meter.accept(view);
          assertThat(meter.table().size()).isLessThanOrEqualTo(50);
        });
    meter.flush();
    assertThat(emitted.get()).isPositive();
    assertThat(meter.table().size()).isZero();
  }
}
