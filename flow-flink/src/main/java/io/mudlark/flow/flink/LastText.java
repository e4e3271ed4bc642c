package io.mudlark.flow.flink;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes texts that are nearly always the same as the one before: its octets are kept.
 *
 * <p>They are those of {@link Wire#writeText}. Not for several threads at once.
 */
final class LastText {
  private String last = "";
  private byte[] octets = {1};

  void write(String text, DataOutputView out) throws IOException {
    if (!text.equals(last)) {
      DataOutputSerializer written = new DataOutputSerializer(2 * text.length() + 1);
      Wire.writeText(written, text);
      octets = Arrays.copyOf(written.getSharedBuffer(), written.length());
      last = text;
    }
    out.write(octets);
  }
}
