package io.mudlark.ipfix.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.encode.NetFlow5Encoder;
import io.mudlark.ipfix.golden.Decoded;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/**
 * The ledger against what was really sent, lost, repeated and reordered: an exporter that restarts
 * and repeats its templates, and a network that treats its datagrams badly.
 */
class LossLedgerProperties {
  private static final ElementRegistry REGISTRY = Decoded.SETTINGS.registry();
  private static final long BOOT = 1_700_000_000_000_000_000L;

  /** A datagram as it was sent. */
  private record Sent(int epoch, long sequence, int units, int records, byte[] octets) {}

  @Property(tries = 1000, seed = "20261121")
  void closes_to_zero_whatever_the_network_does(
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Random random = new Random(seed);
    Map<Protocol, List<Sent>> arrived = new EnumMap<>(Protocol.class);
    Decoded decoded = Decoded.standard();
    // half of the runs mix two protocols of one exporter
    int protocols = 1 + random.nextInt(2);
    List<Protocol> order = new ArrayList<>(List.of(Protocol.values()));
    Collections.shuffle(order, random);
    for (int i = 0; i < protocols; i++) {
      Protocol protocol = order.get(i);
      double loss = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.2;
      double duplication = random.nextInt(2) == 0 ? 0 : random.nextDouble() * 0.1;
      int displacement = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(12);
      List<Sent> sent = export(protocol, random, 1 + random.nextInt(3));
      arrived.put(protocol, travel(sent, random, loss, duplication, displacement));
    }
    int longest = arrived.values().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<Sent> list : arrived.values()) {
        if (i < list.size()) {
          decoded.accept("exporter", BOOT, list.get(i).octets());
        }
      }
    }
    arrived.forEach((protocol, list) -> check(protocol, list, decoded));
    DomainDecoder domain = decoded.decoder.domains().iterator().next();
    if (domain.parkedSets() == 0) {
      LossLedger ledger = domain.ledger();
      assertThat(ledger.of(DecodeFate.RECORDS_DECODED))
          .isEqualTo(
              arrived.values().stream()
                  .flatMap(list -> list.stream().distinct())
                  .mapToLong(Sent::records)
                  .sum());
      assertThat(decoded.rows).hasSize((int) ledger.of(DecodeFate.RECORDS_DECODED));
    }
  }

  private static void check(Protocol protocol, List<Sent> arrived, Decoded decoded) {
    DomainDecoder domain = decoded.decoder.domains().iterator().next();
    SequenceAccount account = domain.ledger().account(protocol);
    assertThat(account.residual()).isZero();
    long exported = 0;
    long received = 0;
    long lastEpoch = arrived.stream().mapToInt(Sent::epoch).max().orElseThrow();
    for (int epoch = 0; epoch <= lastEpoch; epoch++) {
      int wanted = epoch;
      List<Sent> own = arrived.stream().filter(one -> one.epoch() == wanted).distinct().toList();
      if (!own.isEmpty()) {
        // what was sent before the first to arrive, or after the last, nobody can know of
        long first = own.stream().mapToLong(Sent::sequence).min().orElseThrow();
        long last = own.stream().mapToLong(one -> one.sequence() + one.units()).max().orElseThrow();
        exported += last - first;
        received += own.stream().mapToLong(Sent::units).sum();
      }
    }
    long distinct = arrived.stream().distinct().count();
    String story =
        account
            + " of "
            + arrived.stream().map(a -> a.epoch() + ":" + a.sequence() + "+" + a.units()).toList();
    assertThat(account.convention()).as(story).isEqualTo(SequenceConvention.STANDARD);
    assertThat(account.duplicateMessages()).isEqualTo(arrived.size() - distinct);
    assertThat(account.exported()).as(story).isEqualTo(exported);
    assertThat(account.received() + account.unresolved())
        .as(story)
        .isGreaterThanOrEqualTo(received);
    assertThat(account.lost() + account.unresolved())
        .as(story)
        .isGreaterThanOrEqualTo(exported - received);
    if (domain.parkedSets() == 0) {
      assertThat(account.received()).as(story).isEqualTo(received);
      assertThat(account.lost() + account.unresolved()).as(story).isEqualTo(exported - received);
    }
  }

  private static List<Sent> export(Protocol protocol, Random random, int epochs) {
    List<Sent> sent = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      long boot = BOOT + epoch * 3_600_000_000_000L;
      int messages = 40 + random.nextInt(40);
      if (protocol == Protocol.NETFLOW5) {
        netflow5(sent, random, epoch, boot, messages);
      } else {
        templated(protocol, sent, random, epoch, boot, messages);
      }
    }
    return sent;
  }

  private static void templated(
      Protocol protocol, List<Sent> sent, Random random, int epoch, long boot, int messages) {
    int[] records = {0};
    long[] sequence = {0};
    MessageEncoder encoder =
        new MessageEncoder(
            protocol,
            7,
            1400,
            REGISTRY,
            octets -> {
              int units = protocol == Protocol.IPFIX ? records[0] : 1;
              sent.add(new Sent(epoch, sequence[0], units, records[0], octets));
              sequence[0] += units;
            });
    encoder.startedAt(boot);
    Template template =
        Template.ofFlows(256 + epoch, fields("sourceIPv4Address", "octetDeltaCount"));
    for (int i = 0; i < messages; i++) {
      encoder.exportAt(boot + (i / 5 + 1) * 1_000_000_000L);
      if (i % 10 == 0) {
        encoder.template(template);
      }
      records[0] = 1 + random.nextInt(20);
      for (int r = 0; r < records[0]; r++) {
        encoder.record(
            template, List.of(IpAddress.v4(random.nextInt()), (long) random.nextInt(1000)));
      }
      encoder.flush();
    }
  }

  private static void netflow5(List<Sent> sent, Random random, int epoch, long boot, int messages) {
    int[] records = {0};
    long[] sequence = {0};
    NetFlow5Encoder encoder =
        new NetFlow5Encoder(
            7,
            boot,
            octets -> {
              sent.add(new Sent(epoch, sequence[0], records[0], records[0], octets));
              sequence[0] += records[0];
            });
    for (int i = 0; i < messages; i++) {
      encoder.exportAt(boot + (i / 5 + 1) * 1_000_000_000L);
      records[0] = 1 + random.nextInt(29);
      for (int r = 0; r < records[0]; r++) {
        encoder.flow(Flows.uniflow(random, boot));
      }
      encoder.flush();
    }
  }

  private static List<FieldSpecifier> fields(String... names) {
    List<FieldSpecifier> fields = new ArrayList<>();
    for (String name : names) {
      InformationElement element = REGISTRY.named(name);
      fields.add(new FieldSpecifier(element.enterprise(), element.id(), element.type().length()));
    }
    return fields;
  }

  /** Loses, repeats and displaces; datagrams do not overtake a restart, which takes its time. */
  private static List<Sent> travel(
      List<Sent> sent, Random random, double loss, double duplication, int displacement) {
    List<Sent> arrived = new ArrayList<>();
    int epochs = sent.get(sent.size() - 1).epoch();
    for (int epoch = 0; epoch <= epochs; epoch++) {
      int wanted = epoch;
      List<Sent> queue = new ArrayList<>();
      for (Sent datagram : sent.stream().filter(one -> one.epoch() == wanted).toList()) {
        if (random.nextDouble() >= loss) {
          queue.add(datagram);
          if (random.nextDouble() < duplication) {
            queue.add(datagram);
          }
        }
      }
      for (int i = 1; i < queue.size() - 1 && displacement > 0; i++) {
        if (random.nextInt(10) == 0) {
          int to = Math.min(queue.size() - 1, i + 1 + random.nextInt(displacement));
          queue.add(to, queue.remove(i));
        }
      }
      arrived.addAll(queue);
    }
    return arrived;
  }

  @Example
  void what_an_exporter_says_of_itself_is_limited_in_names_and_the_rest_counted() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    for (int i = 0; i < 70; i++) {
      ledger.exporterSays("a" + i + "TotalCount", i);
    }
    ledger.exporterSays("a0TotalCount", 99);
    assertThat(ledger.exporterStatistics()).hasSize(64).containsEntry("a0TotalCount", 99L);
    assertThat(ledger.of(DecodeFate.STATISTICS_OVER_LIMIT)).isEqualTo(6);
  }

  @Example
  void numbers_wrap_at_2_to_the_32() {
    SequenceTracker tracker = new SequenceTracker(32, 1 << 24, SequenceConvention.STANDARD, false);
    tracker.accept(new Arrival(0xFFFF_FFF0L, 10, 0, false, 1, 0, 1));
    tracker.accept(new Arrival(4, 6, 0, false, 2, 0, 2));
    assertThat(tracker.account().lost()).isEqualTo(10);
    tracker.accept(new Arrival(0xFFFF_FFFAL, 10, 0, false, 2, 0, 3));
    assertThat(tracker.account().lost()).isZero();
    assertThat(tracker.account().exported()).isEqualTo(26);
    assertThat(tracker.account().received()).isEqualTo(26);
  }

  @Example
  void softflowds_way_of_counting_is_marked_and_not_called_loss() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    long sequence = 0;
    for (int i = 0; i < 40; i++) {
      int records = 10 + i % 7;
      sequence += records;
      ledger.arrive(Protocol.IPFIX, new Arrival(sequence, records, 0, false, i, 0, i));
    }
    SequenceAccount account = ledger.account(Protocol.IPFIX);
    assertThat(account.convention()).isEqualTo(SequenceConvention.RECORDS_AFTER);
    assertThat(account.lost()).isZero();
    assertThat(account.received()).isEqualTo(sequence);
  }

  /** 24, 12 times 32, and 25: what softflowd sends of a short capture. */
  @Example
  void a_miscounter_that_sends_little_is_presumed_to_be_one() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    long sequence = 0;
    for (int i = 0; i < 14; i++) {
      int flows = i == 0 ? 24 : i == 13 ? 25 : 32;
      sequence += flows;
      int options = i == 0 ? 1 : 0;
      ledger.arrive(
          Protocol.IPFIX, new Arrival(sequence, flows + options, options, false, i, 0, i));
    }
    SequenceAccount account = ledger.account(Protocol.IPFIX);
    assertThat(account.convention()).isEqualTo(SequenceConvention.RECORDS_AFTER);
    assertThat(account.lost()).isZero();
    assertThat(account.received()).isEqualTo(sequence);
  }

  @Example
  void what_was_presumed_is_taken_back_by_the_first_step_that_speaks_for_the_standard() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    int[] sequences = {0, 11, 13, 26};
    int[] records = {10, 11, 2, 13};
    for (int i = 0; i < sequences.length; i++) {
      ledger.arrive(Protocol.IPFIX, new Arrival(sequences[i], records[i], 0, false, i, 0, i));
    }
    SequenceConvention presumed = ledger.account(Protocol.IPFIX).convention();
    assertThat(presumed).isEqualTo(SequenceConvention.RECORDS_AFTER);
    ledger.arrive(Protocol.IPFIX, new Arrival(39, 5, 0, false, 4, 0, 4));
    SequenceAccount account = ledger.account(Protocol.IPFIX);
    assertThat(account.convention()).isEqualTo(SequenceConvention.STANDARD);
    assertThat(account.received()).isEqualTo(41);
  }

  @Example
  void what_came_again_stays_counted_when_a_miscounter_is_found_out() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    long sequence = 0;
    for (int i = 0; i < 60; i++) {
      int records = 10 + i % 7;
      sequence += records;
      Arrival arrival = new Arrival(sequence, records, 0, false, i, 0, i);
      ledger.arrive(Protocol.IPFIX, arrival);
      if (i < 3) {
        assertThat(ledger.isRepeated(Protocol.IPFIX, sequence, i)).isTrue();
        ledger.arrive(Protocol.IPFIX, arrival);
      }
    }
    SequenceAccount account = ledger.account(Protocol.IPFIX);
    assertThat(account.convention()).isEqualTo(SequenceConvention.RECORDS_AFTER);
    assertThat(account.duplicateMessages()).isEqualTo(3);
    assertThat(account.duplicateUnits()).isEqualTo(10 + 11 + 12);
    assertThat(account.received()).isEqualTo(sequence);
  }

  @Example
  void a_real_loss_of_a_miscounter_is_still_found() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    long sequence = 0;
    for (int i = 0; i < 60; i++) {
      int records = 10 + i % 7;
      sequence += records;
      if (i != 30) {
        ledger.arrive(Protocol.IPFIX, new Arrival(sequence, records, 0, false, i, 0, i));
      }
    }
    assertThat(ledger.account(Protocol.IPFIX).lost()).isEqualTo(10 + 30 % 7);
  }

  @Example
  void a_number_that_never_moves_says_nothing_of_losses() {
    LossLedger ledger = new LossLedger(32, 1 << 24);
    for (int i = 0; i < 20; i++) {
      ledger.arrive(Protocol.IPFIX, new Arrival(0, 1, 0, false, i, 0, i));
    }
    SequenceAccount account = ledger.account(Protocol.IPFIX);
    assertThat(account.convention()).isEqualTo(SequenceConvention.CONSTANT);
    assertThat(account.received()).isEqualTo(20);
    assertThat(account.lost()).isZero();
  }

  @Example
  void a_gap_behind_unreadable_data_is_unresolved_until_it_can_be_read() {
    SequenceTracker tracker = new SequenceTracker(32, 1 << 24, SequenceConvention.STANDARD, false);
    tracker.accept(new Arrival(100, 2, 0, true, 1, 0, 1));
    tracker.accept(new Arrival(112, 5, 0, false, 1, 0, 2));
    assertThat(tracker.account().unresolved()).isEqualTo(10);
    assertThat(tracker.account().lost()).isZero();
    tracker.resolve(100, 2, 10);
    assertThat(tracker.account().unresolved()).isZero();
    assertThat(tracker.account().received()).isEqualTo(17);
    assertThat(tracker.account().residual()).isZero();
  }

  @Example
  void the_uptime_of_netflow_wraps_without_looking_like_a_restart() {
    SequenceTracker tracker = new SequenceTracker(32, 1 << 24, SequenceConvention.STANDARD, true);
    long wrap = (1L << 32) * 1_000_000L;
    tracker.accept(new Arrival(1, 5, 0, false, wrap, 1, 1));
    tracker.accept(new Arrival(3, 5, 0, false, wrap, 1 + wrap, 2));
    assertThat(tracker.account().restarts()).isZero();
    assertThat(tracker.account().lost()).isEqualTo(1);
  }

  /** An exporter that tells the uptime of its machine, which goes on when the process is new. */
  @Example
  void numbers_that_begin_again_are_a_restart_though_the_uptime_goes_on() {
    for (long before : new long[] {1000, 0xE000_0000L}) {
      SequenceTracker tracker =
          new SequenceTracker(32, 1 << 24, SequenceConvention.STANDARD, false);
      for (int i = 0; i < 10; i++) {
        tracker.accept(new Arrival(before + 30L * i, 30, 0, false, BOOT + i, 77, i));
      }
      for (int i = 0; i < 10; i++) {
        tracker.accept(new Arrival(30L * i, 30, 0, false, BOOT + 100 + i, 77, 100 + i));
      }
      SequenceAccount account = tracker.account();
      assertThat(account.received()).isEqualTo(600);
      assertThat(account.exported()).isEqualTo(600);
      assertThat(account.restarts()).isEqualTo(1);
      assertThat(account.late() + account.reordered()).isZero();
    }
  }
}
