package io.mudlark.source.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.SessionOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Saved state of every version goes on being read. */
class SessionStateTest {
  private static final SessionKey KEY = new SessionKey("lab", "udp:192.0.2.1", 7);
  private static final SessionSettings SETTINGS =
      SessionSettings.of(DecodeSettings.standard(), ReceiveWindow.LIVE);
  private static final String WRITTEN = "session-v1-decoder-v2.hex";

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = SessionStateTest.class.getResourceAsStream("/state/" + name)) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim());
    }
  }

  /** Templates, five flows told, and then two that were not. */
  static byte[] written() {
    Exports exporter = new Exports(7);
    SessionOutput out = new SessionOutput();
    ExportSession session =
        new ExportSession(KEY, SETTINGS, new TemplateBudget(1000), new FlowAssembler("lab"));
    long now = Exports.START_NANOS;
    session.accept(Exports.received("192.0.2.1", now, exporter.templates()), Long.MIN_VALUE, out);
    session.accept(
        Exports.received("192.0.2.1", now, exporter.message(5, now)), Long.MIN_VALUE, out);
    session.tell(out);
    session.accept(
        Exports.received("192.0.2.1", now, exporter.message(2, now)), Long.MIN_VALUE, out);
    return session.snapshot();
  }

  @Test
  void what_version_1_wrote_is_read_and_goes_on() throws IOException {
    ExportSession session =
        ExportSession.restore(
            KEY,
            SETTINGS,
            new TemplateBudget(1000),
            new FlowAssembler("lab"),
            golden("session-v1.hex"));
    SessionOutput out = new SessionOutput();
    Exports exporter = new Exports(7);
    exporter.templates();
    exporter.message(7, Exports.START_NANOS);
    byte[] next = exporter.message(3, Exports.START_NANOS);
    session.accept(Exports.received("192.0.2.1", Exports.START_NANOS, next), Long.MIN_VALUE, out);
    session.tell(out);
    assertThat(out.flows()).hasSize(3);
    assertThat(out.amount("udp:192.0.2.1/7 flows")).as("two untold and three new").isEqualTo(5);
    assertThat(out.amount("udp:192.0.2.1/7 lost")).isZero();
    assertThat(out.packets("metered")).isEqualTo(25);
  }

  /** The decoder's own state within it is of version 2. */
  @Test
  void the_bytes_that_are_written_never_change() throws IOException {
    String written = HexFormat.of().formatHex(written());
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(Path.of("src/test/resources/state", WRITTEN), written + "\n");
    }
    assertThat(written).isEqualTo(HexFormat.of().formatHex(golden(WRITTEN)));
  }
}
