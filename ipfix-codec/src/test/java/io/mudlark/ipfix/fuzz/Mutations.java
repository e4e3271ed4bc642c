package io.mudlark.ipfix.fuzz;

import io.mudlark.ipfix.decode.Bytes;
import io.mudlark.ipfix.golden.CapturedDatagrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damaged versions of real exporters' datagrams, and of some of our own with nested lists. */
public final class Mutations {
  /** Counts, lengths and ids that parsers have fallen over, or that mean something special. */
  private static final int[] LIES = {0, 1, 2, 3, 4, 255, 256, 291, 292, 293, 65534, 65535, 0x8001};

  private final List<byte[]> corpus;

  private Mutations(List<byte[]> corpus) {
    this.corpus = corpus;
  }

  /**
   * Takes datagrams of a folder of captures, at most eight of a file.
   *
   * @param folder with {@code .pcap} files, and {@code .dat} files of one datagram
   */
  public static Mutations of(Path folder) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
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
    corpus.add(listsInLists());
    corpus.add(manyEmptyFields());
    return new Mutations(corpus);
  }

  private static byte[] listsInLists() {
    Bytes list = Bytes.of().u8(3).u16(291, 65535).u8(6).u8(3).u16(7, 2).u8(80);
    Bytes template = Bytes.of().u16(256, 3).u16(291, 65535, 292, 65535, 293, 65535);
    Bytes record = Bytes.of().u8(list.size()).raw(list.octets()).u8(5, 255).u16(257, 9).u8(0);
    return Bytes.ipfix(0, Bytes.of().set(2, template).set(256, record));
  }

  private static byte[] manyEmptyFields() {
    Bytes template = Bytes.of().u16(256, 61).u16(4, 1);
    for (int i = 0; i < 60; i++) {
      template.u16(82, 0);
    }
    return Bytes.ipfix(0, Bytes.of().set(2, template).set(256, Bytes.of().raw(new byte[1000])));
  }

  /** A datagram as some exporter sent it. */
  byte[] original(Random random) {
    return corpus.get(random.nextInt(corpus.size()));
  }

  /** A datagram with one to six faults: bits, lies, cuts, and pieces of other datagrams. */
  byte[] next(Random random) {
    return damaged(original(random), random);
  }

  /** The same faults in octets of the caller. */
  byte[] damaged(byte[] seed, Random random) {
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
        octets = Arrays.copyOf(octets, at);
      } else if (kind == 3) {
        byte[] other = original(random);
        int count = Math.min(octets.length - at, other.length);
        System.arraycopy(other, 0, octets, at, random.nextInt(count + 1));
      } else {
        octets[at] = (byte) random.nextInt(256);
      }
    }
    return octets;
  }
}
