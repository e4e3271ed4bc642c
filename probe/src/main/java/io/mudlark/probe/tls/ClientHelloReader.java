package io.mudlark.probe.tls;

import io.mudlark.flow.application.TlsFacet;
import io.mudlark.probe.tcp.OctetBudget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ClientHello at the beginning of a client's octets, in however many segments and records
 * it comes (RFC 8446 4.1.2, 5.1; RFC 6066 3; RFC 7301 3.1).
 */
public final class ClientHelloReader {
  /** Octets of a hello that are gathered; a longer one is given up. */
  public static final int MAX_HELLO = 16_384;

  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int MAX_PROTOCOLS = 16;

  private final OctetBudget budget;
  private final byte[] header = new byte[RECORD_HEADER];
  private byte[] hello = new byte[0];
  private int headerLength;
  private int recordLeft;
  private State state = State.READING;
  private @Nullable TlsFacet facet;

  /** How far the reading is. */
  public enum State {
    /** More octets are needed. */
    READING,
    /** The hello is read. */
    DONE,
    /** The client does not begin with TLS, or its hello contradicts itself. */
    NOT_TLS,
    /** The hello is longer than {@link #MAX_HELLO}. */
    TOO_LONG,
    /** There is no room to gather it. */
    NO_ROOM
  }

  /**
   * @param budget shared room for the hello while it is gathered
   */
  public ClientHelloReader(OctetBudget budget) {
    this.budget = budget;
  }

  /** Takes the next octets of the client. */
  public State accept(ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && state == State.READING) {
      if (recordLeft == 0) {
        header[headerLength++] = buffer.get(at++);
        beginRecord();
      } else {
        int step = Math.min(recordLeft, end - at);
        gather(buffer, at, step);
        at += step;
        recordLeft -= step;
      }
    }
    if (state != State.READING) {
      release();
    }
    return state;
  }

  private void gather(ByteBuffer buffer, int at, int count) {
    if (!budget.take(count)) {
      state = State.NO_ROOM;
      return;
    }
    int known = hello.length;
    hello = Arrays.copyOf(hello, known + count);
    buffer.get(at, hello, known, count);
    read();
  }

  /** Gives back the room of what was gathered, when no more comes. */
  public void release() {
    budget.giveBack(hello.length);
    hello = new byte[0];
  }

  /** What the hello says, once {@link State#DONE}. */
  public @Nullable TlsFacet facet() {
    return facet;
  }

  private void beginRecord() {
    boolean wrong = header[0] != HANDSHAKE || (headerLength > 1 && header[1] != 3);
    if (wrong) {
      state = State.NOT_TLS;
    } else if (headerLength == RECORD_HEADER) {
      recordLeft = (header[3] & 0xFF) << 8 | (header[4] & 0xFF);
      headerLength = 0;
      if (recordLeft == 0 || recordLeft > MAX_HELLO + 2_048) {
        state = State.NOT_TLS;
      }
    }
  }

  private void read() {
    if (hello.length < 4) {
      return;
    }
    int length = (hello[1] & 0xFF) << 16 | (hello[2] & 0xFF) << 8 | (hello[3] & 0xFF);
    if (hello[0] != CLIENT_HELLO) {
      state = State.NOT_TLS;
    } else if (length > MAX_HELLO) {
      state = State.TOO_LONG;
    } else if (hello.length >= 4 + length) {
      facet = parse(new Cursor(hello, 4, 4 + length));
      state = facet == null ? State.NOT_TLS : State.DONE;
    }
  }

  private static @Nullable TlsFacet parse(Cursor in) {
    int version = in.number(2);
    in.skip(32);
    in.skip(in.number(1));
    in.skip(in.number(2));
    in.skip(in.number(1));
    String name = "";
    String protocols = "";
    if (in.left() > 0) {
      Cursor extensions = in.part(in.number(2));
      while (extensions.left() > 0) {
        int type = extensions.number(2);
        Cursor content = extensions.part(extensions.number(2));
        if (type == SERVER_NAME) {
          name = serverName(content);
        } else if (type == ALPN) {
          protocols = protocols(content);
        } else if (type == SUPPORTED_VERSIONS) {
          version = Math.max(version, highest(content));
        }
        extensions.failIf(content.failed);
      }
      in.failIf(extensions.failed);
    }
    return in.failed ? null : new TlsFacet(version, name, protocols);
  }

  private static String serverName(Cursor content) {
    Cursor names = content.part(content.number(2));
    String name = "";
    while (names.left() > 0 && name.isEmpty()) {
      int type = names.number(1);
      Cursor value = names.part(names.number(2));
      if (type == 0) {
        name = value.text().toLowerCase(Locale.ROOT);
      }
    }
    content.failIf(names.failed);
    return name;
  }

  private static String protocols(Cursor content) {
    Cursor list = content.part(content.number(2));
    List<String> protocols = new ArrayList<>();
    while (list.left() > 0 && protocols.size() < MAX_PROTOCOLS) {
      protocols.add(list.part(list.number(1)).text());
    }
    content.failIf(list.failed);
    return String.join(",", protocols);
  }

  /** The highest version offered, the values of RFC 8701 (GREASE) left out. */
  private static int highest(Cursor content) {
    Cursor list = content.part(content.number(1));
    int highest = 0;
    while (list.left() > 0) {
      int version = list.number(2);
      boolean grease = (version & 0x0F0F) == 0x0A0A;
      highest = grease || version >>> 8 != 3 ? highest : Math.max(highest, version);
    }
    content.failIf(list.failed);
    return highest;
  }

  /** Reads big-endian vectors and never beyond its end. */
  private static final class Cursor {
    private final byte[] octets;
    private final int end;
    private int at;
    private boolean failed;

    Cursor(byte[] octets, int from, int end) {
      this.octets = octets;
      this.at = from;
      this.end = end;
    }

    int left() {
      return failed ? 0 : end - at;
    }

    void failIf(boolean wrong) {
      failed |= wrong;
    }

    int skip(int count) {
      failIf(count > end - at);
      int from = at;
      at += failed ? 0 : count;
      return from;
    }

    int number(int width) {
      int from = skip(width);
      int value = 0;
      for (int i = 0; i < width && !failed; i++) {
        value = value << 8 | (octets[from + i] & 0xFF);
      }
      return value;
    }

    Cursor part(int length) {
      int from = skip(length);
      return new Cursor(octets, from, failed ? from : from + length);
    }

    /** ASCII; anything else is a question mark, so that the text never breaks a line or list. */
    String text() {
      byte[] clean = Arrays.copyOfRange(octets, at, end);
      for (int i = 0; i < clean.length; i++) {
        clean[i] = clean[i] > ' ' && clean[i] <= '~' && clean[i] != ',' ? clean[i] : (byte) '?';
      }
      return new String(clean, StandardCharsets.US_ASCII);
    }
  }
}
