package io.mudlark.probe.mqtt;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.Frame;
import io.mudlark.probe.tcp.Framer;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;

/**
 * Reads both directions of one MQTT connection: cuts them into control packets and, where it came
 * late or lost its place, looks for a segment that begins with one.
 */
final class MqttDecoder implements StreamDecoder {
  private static final MqttFraming FRAMING = new MqttFraming();

  private final Counts<MqttNote> notes;
  private final MqttSession session;
  private final MqttParser parser = new MqttParser();
  private final MqttPacket packet = new MqttPacket();
  private final Side client;
  private final Side server;

  MqttDecoder(MqttShared shared, TcpConnection connection) {
    notes = shared.notes();
    session = new MqttSession(shared, connection);
    client = new Side(shared, true, connection.isMidStream());
    server = new Side(shared, false, connection.isMidStream());
    notes.add(MqttNote.CONNECTIONS);
  }

  /** One direction. */
  private final class Side implements Framer.Sink {
    private final boolean clientSends;
    private final Framer framer;
    private boolean searching;
    private long nanos;

    Side(MqttShared shared, boolean clientSends, boolean searching) {
      this.clientSends = clientSends;
      this.searching = searching;
      framer = new Framer(FRAMING, shared.budget(), shared.config().maxKeptOctets());
    }

    void push(StreamSegment segment) {
      nanos = segment.timeNanos();
      if (searching && !MqttGuess.beginsPacket(segment)) {
        notes.add(MqttNote.UNSYNCHRONIZED);
        return;
      }
      searching = false;
      framer.push(segment, this);
      if (framer.isBroken()) {
        notes.add(MqttNote.BROKEN);
        search();
      }
    }

    private void search() {
      framer.reset();
      searching = true;
    }

    void gap(long octets) {
      if (!searching && !framer.gap(octets, this)) {
        search();
      }
    }

    @Override
    public void frame(Frame frame) {
      notes.add(MqttNote.PACKETS);
      MqttPacket.Outcome outcome = parser.parse(frame, session.level(), packet);
      if (outcome == MqttPacket.Outcome.WHOLE) {
        session.packet(packet, clientSends, nanos, frame.length());
      } else {
        boolean cut = outcome == MqttPacket.Outcome.CUT;
        notes.add(cut ? MqttNote.CUT : MqttNote.MALFORMED);
      }
    }
  }

  @Override
  public void segment(StreamSegment segment) {
    (segment.fromClient() ? client : server).push(segment);
  }

  @Override
  public void gap(boolean fromClient, long octets) {
    (fromClient ? client : server).gap(octets);
  }

  @Override
  public void end(ExchangeEnd reason) {
    client.framer.reset();
    server.framer.reset();
    session.end(reason);
  }
}
