package io.mudlark.ipfix.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.decode.Bytes;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.golden.Decoded;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageChecksumTest {
  /** messageScope and messageMD5Checksum (RFC 5655 8.1.1), then a template without one. */
  private static byte[] message() {
    Bytes checksum = Bytes.of().u16(300, 2, 1).u16(263, 1, 262, 16);
    Bytes other = Bytes.of().u16(301, 2, 1).u16(263, 1, 34, 4);
    Bytes sets =
        Bytes.of()
            .set(3, checksum)
            .set(3, other)
            .set(301, Bytes.of().u8(0).u32(100))
            .set(300, Bytes.of().u8(0).raw(new byte[16]));
    return Bytes.ipfix(0, sets);
  }

  private static List<MessageChecksum.Verdict> verdicts(byte[] message) {
    List<MessageChecksum.Verdict> verdicts = new ArrayList<>();
    new MessageDecoder(Decoded.SETTINGS)
        .accept(
            "file",
            0,
            message,
            new RecordSink() {
              @Override
              public void record(RecordView record) {}

              @Override
              public void options(RecordView record) {
                verdicts.add(MessageChecksum.check(record, message));
              }
            });
    return verdicts;
  }

  @Test
  void tells_a_right_checksum_from_a_wrong_one_and_from_none() throws Exception {
    byte[] message = message();
    assertThat(verdicts(message))
        .containsExactly(MessageChecksum.Verdict.ABSENT, MessageChecksum.Verdict.WRONG);
    byte[] digest = MessageDigest.getInstance("MD5").digest(message);
    System.arraycopy(digest, 0, message, message.length - 16, 16);
    assertThat(verdicts(message))
        .containsExactly(MessageChecksum.Verdict.ABSENT, MessageChecksum.Verdict.RIGHT);
  }
}
