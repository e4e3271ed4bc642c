package io.mudlark.ipfix.fuzz;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.IpfixFileReader;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.MessageChecksum;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.MalformedMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;

/**
 * Damaged IPFIX files, and streams as they come over TCP: the reader hands out whole messages, or
 * says where it is no longer IPFIX, and never reads an octet twice.
 */
public final class FileFuzzer implements Fuzzer {
  private static final int HEADER = 16;

  private final Mutations mutations;
  private final DecodeSettings settings = DecodeSettings.standard();
  private MessageDecoder decoder = new MessageDecoder(settings);
  private long messages;
  private long broken;

  public FileFuzzer(Mutations mutations) {
    this.mutations = mutations;
  }

  @Override
  public void once(Random random) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      file.writeBytes(ipfix(mutations.original(random)));
    }
    byte[] octets = random.nextInt(4) == 0 ? file.toByteArray() : damage(file, random);
    read(octets);
  }

  private byte[] damage(ByteArrayOutputStream file, Random random) {
    return mutations.damaged(file.toByteArray(), random);
  }

  /** Makes any datagram a message of a file: version and length of IPFIX in front. */
  private static byte[] ipfix(byte[] datagram) {
    byte[] message = new byte[Math.max(HEADER, Math.min(datagram.length, 65_535))];
    System.arraycopy(datagram, 0, message, 0, Math.min(datagram.length, message.length));
    message[0] = 0;
    message[1] = 10;
    message[2] = (byte) (message.length >>> 8);
    message[3] = (byte) message.length;
    return message;
  }

  private void read(byte[] octets) throws IOException {
    IpfixFileReader reader = new IpfixFileReader(new ByteArrayInputStream(octets));
    long handedOut = 0;
    try {
      for (byte[] message = reader.next(); message != null; message = reader.next()) {
        messages++;
        handedOut += message.length;
        Fuzzer.require(handedOut == reader.offset(), "the offset is not where the message ends");
        decoder.accept("file", 0, message, new Checksums(message));
      }
      Fuzzer.require(handedOut == octets.length, "octets were left out");
    } catch (MalformedMessage | EOFException e) {
      broken++;
      Fuzzer.require(handedOut <= octets.length, "octets were read twice");
    }
  }

  private record Checksums(byte[] message) implements RecordSink {
    @Override
    public void record(RecordView record) {
      record.toMap();
    }

    @Override
    public void options(RecordView record) {
      MessageChecksum.check(record, message);
    }
  }

  @Override
  public void check() {
    Fuzzer.require(messages > 0 && broken > 0, "this fuzzer reads nothing, or breaks nothing");
    decoder = new MessageDecoder(settings);
  }
}
