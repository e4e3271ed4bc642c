package io.mudlark.probe.testing;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.UnreadableCapture;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;

/** Shows every metered packet of a capture to a test. */
public final class Packets {
  private Packets() {}

  /** Shows each packet with its number in the file, from 1 on. */
  public static void each(Path file, ObjIntConsumer<PacketView> sink) {
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    try (CaptureReader reader = CaptureReader.open(file)) {
      int number = 0;
      while (reader.next()) {
        number++;
        if (dissector.dissect(reader.packet(), view) == Fate.METERED) {
          sink.accept(view, number);
        }
      }
    } catch (UnreadableCapture e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
