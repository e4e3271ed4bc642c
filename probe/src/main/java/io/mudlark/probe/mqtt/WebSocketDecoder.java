package io.mudlark.probe.mqtt;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.tcp.Frame;
import io.mudlark.probe.tcp.Framer;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads MQTT out of a WebSocket (MQTT 5.0, 6): waits for both halves of the upgrade, takes the
 * masks off, and passes the octets on as the stream that they are.
 */
final class WebSocketDecoder implements StreamDecoder {
  private static final byte[] GET = "GET ".getBytes(StandardCharsets.US_ASCII);
  private static final String SUBPROTOCOL = "sec-websocket-protocol";
  private static final WebSocketFraming FRAMING = new WebSocketFraming();

  /** No upgrade needs more header than this. */
  private static final int MAX_HEADER = 8_192;

  private final MqttShared shared;
  private final TcpConnection connection;
  private final Side client;
  private final Side server;
  private final StreamSegment unmasked = new StreamSegment();
  private @Nullable MqttDecoder inner;
  private boolean finished;

  WebSocketDecoder(MqttShared shared, TcpConnection connection) {
    this.shared = shared;
    this.connection = connection;
    this.client = new Side("get ");
    this.server = new Side("http/1.1 101");
  }

  /** Whether these octets may begin a request to upgrade. */
  static boolean isUpgrade(StreamSegment first) {
    if (!first.fromClient()) {
      return false;
    }
    for (int i = 0; i < Math.min(GET.length, first.length()); i++) {
      if (first.buffer().get(first.offset() + i) != GET[i]) {
        return false;
      }
    }
    return true;
  }

  /** One direction: first lines of text, then frames. */
  private final class Side implements Framer.Sink {
    private final String expected;
    private final Framer framer =
        new Framer(FRAMING, shared.budget(), shared.config().maxKeptOctets());
    private final StringBuilder header = new StringBuilder();
    private final StreamSegment rest = new StreamSegment();
    private int taken;
    private boolean upgraded;

    Side(String expected) {
      this.expected = expected;
    }

    void push(StreamSegment segment) {
      unmasked.arrive(
          segment.packet(), segment.timeNanos(), segment.packetNumber(), segment.fromClient());
      int read = upgraded ? 0 : readHeader(segment);
      if (!finished && read < segment.length()) {
        rest.show(segment.buffer(), segment.offset() + read, segment.length() - read);
        framer.push(rest, this);
        finished |= framer.isBroken();
      }
    }

    /** Reads up to the empty line; returns how many octets that took. */
    private int readHeader(StreamSegment segment) {
      int wanted = Math.min(segment.length(), MAX_HEADER);
      if (finished || !shared.budget().take(wanted)) {
        shared.notes().add(MqttNote.WITHOUT_ROOM, finished ? 0 : 1);
        giveUp();
        return segment.length();
      }
      taken += wanted;
      for (int i = 0; i < segment.length(); i++) {
        header.append((char) (segment.buffer().get(segment.offset() + i) & 0xFF));
        int size = header.length();
        if (size >= 4 && header.indexOf("\r\n\r\n", size - 4) >= 0) {
          judge();
          return i + 1;
        }
        if (size > MAX_HEADER) {
          giveUp();
          return segment.length();
        }
      }
      return segment.length();
    }

    private void judge() {
      String text = header.toString().toLowerCase(Locale.ROOT);
      upgraded =
          text.startsWith(expected)
              && text.lines().anyMatch(WebSocketDecoder::isUpgradeHeader)
              && text.lines().anyMatch(line -> value(line, SUBPROTOCOL).contains("mqtt"));
      finished |= !upgraded;
      if (upgraded && inner == null) {
        shared.notes().add(MqttNote.WEB_SOCKETS);
        inner = new MqttDecoder(shared, connection);
      }
      forget();
    }

    private void giveUp() {
      finished = true;
      forget();
    }

    /** Gives back the room of the header. */
    void forget() {
      header.setLength(0);
      header.trimToSize();
      shared.budget().giveBack(taken);
      taken = 0;
    }

    @Override
    public void frame(Frame frame) {
      if (frame.kept() < 2) {
        finished = true;
        return;
      }
      int first = frame.buffer().get(frame.offset());
      int second = frame.buffer().get(frame.offset() + 1);
      int opcode = first & 0x0F;
      if ((first & 0x70) != 0) {
        shared.notes().add(MqttNote.COMPRESSED);
        finished = true;
      } else if (opcode <= 2) {
        payload(frame, WebSocketFraming.header(second), second < 0);
      }
    }
  }

  private static boolean isUpgradeHeader(String line) {
    return Arrays.stream(value(line, "upgrade").split(","))
        .anyMatch(protocol -> protocol.strip().equals("websocket"));
  }

  /** The value of a header line in lower case; blanks around it are optional (RFC 9110 5.6.3). */
  private static String value(String line, String name) {
    return line.startsWith(name + ":") ? line.substring(name.length() + 1).strip() : "";
  }

  private void payload(Frame frame, int header, boolean masked) {
    MqttDecoder reader = inner;
    if (reader == null) {
      return;
    }
    int length = Math.max(0, frame.kept() - header);
    if (length > 0) {
      byte[] octets = new byte[length];
      frame.buffer().get(frame.offset() + header, octets);
      if (masked) {
        int mask = frame.offset() + header - WebSocketFraming.MASK_OCTETS;
        for (int i = 0; i < length; i++) {
          octets[i] ^= frame.buffer().get(mask + i % WebSocketFraming.MASK_OCTETS);
        }
      }
      unmasked.show(ByteBuffer.wrap(octets), 0, length);
      reader.segment(unmasked);
    }
    if (!frame.isWhole()) {
      reader.gap(unmasked.fromClient(), frame.length() - Math.max(frame.kept(), header));
    }
  }

  @Override
  public void segment(StreamSegment segment) {
    (segment.fromClient() ? client : server).push(segment);
  }

  @Override
  public void gap(boolean fromClient, long octets) {
    Side side = fromClient ? client : server;
    // Where frames begin cannot be guessed under a mask: what follows is lost.
    finished |= !side.upgraded || !side.framer.gap(octets, side);
  }

  @Override
  public void end(ExchangeEnd reason) {
    for (Side side : List.of(client, server)) {
      side.framer.reset();
      side.forget();
    }
    if (inner != null) {
      inner.end(reason);
    }
  }

  @Override
  public boolean isFinished() {
    return finished;
  }
}
