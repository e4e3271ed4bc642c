package io.mudlark.probe.packet;

import io.mudlark.probe.capture.CapturedPacket;

/**
 * Takes packets apart down to their ports and says what becomes of each; remembers nothing but the
 * first fragments of fragmented ones.
 */
public final class Dissector {
  private final Counts<Note> notes = new Counts<>(Note.class);
  private final LinkLayer link = new LinkLayer(notes);
  private final InternetLayer internet = new InternetLayer(notes);

  /**
   * Fills {@code view} from {@code packet}.
   *
   * @return the packet's fate; {@link Fate#METERED} when the view is complete
   */
  public Fate dissect(CapturedPacket packet, PacketView view) {
    view.reset(packet);
    Fate fate = link.unwrap(view, packet.linkType());
    if (fate == Fate.METERED) {
      fate = internet.dissect(view);
    }
    if (fate == Fate.METERED && view.cut) {
      notes.add(Note.CUT_BY_SNAPSHOT);
    }
    return fate;
  }

  /** What was noted about the packets so far. */
  public Counts<Note> notes() {
    return notes;
  }
}
