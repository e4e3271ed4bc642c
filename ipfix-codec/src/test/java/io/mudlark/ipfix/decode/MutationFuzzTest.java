package io.mudlark.ipfix.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.golden.CapturedDatagrams;
import io.mudlark.ipfix.golden.Decoded;
import io.mudlark.ipfix.golden.SharedData;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutated datagrams of real exporters and of our own tests: nothing escapes, records and work stay
 * in proportion to the octets, and the ledger still adds up.
 *
 * <p>{@code -Dfuzz.rounds=N} sets how many datagrams are decoded; the everyday number takes a few
 * seconds.
 */
class MutationFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 90_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20261121L);
  private static final int[] LIES = {0, 1, 2, 3, 4, 255, 256, 291, 292, 293, 65534, 65535, 0x8001};

  private long records;
  private long work;

  private static List<byte[]> corpus() throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(SharedData.exports())) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = file.toString();
      if (name.endsWith(".dat") || name.endsWith(".bin")) {
        corpus.add(Files.readAllBytes(file));
      } else if (name.endsWith(".pcap")
          && !name.contains("metering")
          && Files.size(file) < 100_000) {
        CapturedDatagrams.of(file).stream().limit(8).forEach(one -> corpus.add(one.payload()));
      }
    }
    Bytes list = Bytes.of().u8(3).u16(291, 65535).u8(6).u8(3).u16(7, 2).u8(80);
    Bytes template = Bytes.of().u16(256, 3).u16(291, 65535, 292, 65535, 293, 65535);
    Bytes record = Bytes.of().u8(list.size()).raw(list.octets()).u8(5, 255).u16(257, 9).u8(0);
    corpus.add(Bytes.ipfix(0, Bytes.of().set(2, template).set(256, record)));
    return corpus;
  }

  private static byte[] mutate(byte[] seed, Random random, List<byte[]> corpus) {
    byte[] octets = seed.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && octets.length > 4; i++) {
      int at = random.nextInt(octets.length);
      int kind = random.nextInt(5);
      if (kind == 0) {
        octets[at] ^= (byte) (1 << random.nextInt(8));
      } else if (kind == 1 && at + 1 < octets.length) {
        int lie = LIES[random.nextInt(LIES.length)];
        octets[at] = (byte) (lie >>> 8);
        octets[at + 1] = (byte) lie;
      } else if (kind == 2) {
        octets = java.util.Arrays.copyOf(octets, at);
      } else if (kind == 3) {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int count = Math.min(octets.length - at, other.length);
        System.arraycopy(other, 0, octets, at, random.nextInt(count + 1));
      } else {
        octets[at] = (byte) random.nextInt(256);
      }
    }
    return octets;
  }

  @Test
  void no_datagram_makes_the_decoder_throw_hang_or_miscount() throws IOException {
    List<byte[]> corpus = corpus();
    Random random = new Random(SEED);
    FlowAssembler assembler = new FlowAssembler("fuzz");
    RecordSink sink =
        new RecordSink() {
          @Override
          public void record(RecordView record) {
            records++;
            assembler.assemble(record);
            if (records % 8 == 0) {
              record.toMap();
            }
          }

          @Override
          public void options(RecordView record) {
            records++;
          }
        };
    MessageDecoder decoder = new MessageDecoder(Decoded.SETTINGS);
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 5_000 == 0) {
        decoder = new MessageDecoder(Decoded.SETTINGS);
      }
      byte[] datagram = mutate(corpus.get(random.nextInt(corpus.size())), random, corpus);
      long before = records;
      decoder.accept("e" + random.nextInt(3), round, datagram, sink);
      work += datagram.length;
      // parked sets of at most 256 KiB may be read when their template comes
      assertThat(records - before).isLessThan(datagram.length + (1 << 18) + 1);
      if (round % 5_000 == 4_999) {
        check(decoder);
      }
    }
    assertThat(records).isLessThan(work);
  }

  private static void check(MessageDecoder decoder) {
    for (DomainDecoder domain : decoder.domains()) {
      for (Protocol protocol : Protocol.values()) {
        var account = domain.ledger().account(protocol);
        if (account != null) {
          assertThat(account.residual()).as(domain.key() + " " + account).isZero();
          assertThat(account.lost()).isNotNegative();
          assertThat(account.unresolved()).isNotNegative();
        }
      }
      byte[] snapshot = domain.snapshot();
      DomainDecoder again =
          DomainDecoder.restore(
              domain.key(),
              Decoded.SETTINGS,
              new io.mudlark.ipfix.template.TemplateBudget(1 << 20),
              snapshot);
      assertThat(again.snapshot()).isEqualTo(snapshot);
    }
  }
}
