package io.mudlark.process.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowId;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CaseMemoryCodecTest {
  private static byte[] bytes(CaseMemory memory) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new CaseMemoryCodec().write(memory, out);
    return out.getCopyOfBuffer();
  }

  private static CaseMemory filled(int events) {
    CaseMemory memory = CaseMemory.empty(5, 0.75f);
    for (int i = 0; i < events; i++) {
      memory =
          memory.with(
              i % 400 - 1,
              "x".repeat(300),
              1_700_000_000_000_000_000L + i * 987_654_321L,
              new FlowId(i, -i));
    }
    return memory.toldAgain(new DeviceId("plant", "controller"));
  }

  @Test
  void an_open_case_reads_back_as_it_was_written() throws IOException {
    for (int events : new int[] {0, 1, 7, CaseMemory.MAX_EVENTS, CaseMemory.MAX_EVENTS + 9}) {
      byte[] first = bytes(filled(events));
      CaseMemory read = new CaseMemoryCodec().read(new DataInputDeserializer(first), 1);
      assertThat(bytes(read)).isEqualTo(first);
      assertThat(read.lastNanos()).isEqualTo(filled(events).lastNanos());
      assertThat(read.evidence()).isEqualTo(filled(events).evidence());
      assertThat(read.sender()).isEqualTo(filled(events).sender()).isNotNull();
    }
  }

  @Test
  void the_fullest_case_takes_less_than_two_kibibytes() throws IOException {
    assertThat(bytes(filled(500))).hasSizeLessThan(2_048);
  }

  @Test
  void the_written_form_stays_as_it_is() throws IOException {
    CaseMemory memory =
        CaseMemory.empty(1, 1f)
            .with(2, "c", 1_000, new FlowId(3, 4))
            .with(-1, "odd", 900, new FlowId(5, 6));
    assertThat(java.util.HexFormat.of().formatHex(bytes(memory)))
        .isEqualTo(
            "0000000000000001"
                + "3f800000"
                + "02"
                + "03"
                + "d00f"
                + "00"
                + "c701"
                + "00000000000003e8"
                + "00"
                + "0003"
                + "6f6464"
                + "02"
                + "0000000000000003"
                + "0000000000000004"
                + "0000000000000005"
                + "0000000000000006"
                + "00"
                + "0000"
                + "0000");
  }
}
