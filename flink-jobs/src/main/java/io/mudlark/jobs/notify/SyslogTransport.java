package io.mudlark.jobs.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes alerts as syslog messages (RFC 5424) over UDP (RFC 5426), TCP with octet counting (RFC
 * 6587) or TLS (RFC 5425).
 *
 * <p>Syslog has no receipts: over UDP a message may be lost, over TCP those in flight when a
 * connection breaks. The connection is made anew and the message that failed is sent again.
 */
public final class SyslogTransport implements Transport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int FACILITY_LOG_ALERT = 14;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int LONGEST_DATAGRAM = 8_000;
  private static final int PORT = 514;
  private static final int TLS_PORT = 6514;

  private final URI address;
  private final TrustedAuthorities trusted;
  private @Nullable Socket connection;

  /**
   * Opens transports to one syslog server.
   *
   * @param address {@code udp://HOST[:PORT]}, {@code tcp://...} or {@code tls://...}
   * @param trusted who may vouch for a server that is reached by TLS
   */
  public record ToSyslog(String address, TrustedAuthorities trusted) implements Factory {
    private static final long serialVersionUID = 1L;

    public ToSyslog {
      URI uri = URI.create(address);
      boolean known = List.of("udp", "tcp", "tls").contains(String.valueOf(uri.getScheme()));
      if (!known || uri.getHost() == null) {
        throw new IllegalArgumentException(
            "a syslog server is given as udp://, tcp:// or tls://HOST[:PORT], not " + address);
      }
    }

    @Override
    public String name() {
      return "syslog";
    }

    @Override
    public Transport open() {
      return new SyslogTransport(URI.create(address), trusted);
    }
  }

  private SyslogTransport(URI address, TrustedAuthorities trusted) {
    this.address = address;
    this.trusted = trusted;
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException {
    for (ResultDocument document : batch) {
      byte[] message = message(document).getBytes(StandardCharsets.UTF_8);
      if ("udp".equals(address.getScheme())) {
        datagram(message);
      } else {
        frame(message);
      }
    }
    return Answer.DELIVERED;
  }

  /** One message: header, structured data with what programs want, text for people. */
  static String message(ResultDocument document) throws IOException {
    JsonNode alert = JSON.readTree(document.json());
    JsonNode own = alert.path("mudlark");
    int priority = FACILITY_LOG_ALERT * 8 + level(own.path("severity").asText());
    return "<"
        + priority
        + ">1 "
        + alert.path("@timestamp").asText()
        + " "
        + header(alert.at("/observer/name").asText())
        + " mudlark - "
        + header(own.path("pattern").asText())
        + " [mudlark@32473"
        + parameter("id", document.id())
        + parameter("revision", Long.toString(document.revision()))
        + parameter("state", own.path("state").asText())
        + parameter("severity", own.path("severity").asText())
        + parameter("signature", own.at("/signature/key").asText())
        + parameter("device", own.path("device").asText())
        + "] \uFEFF"
        + alert.path("message").asText();
  }

  /** Severities of RFC 5424 6.2.1. */
  private static int level(String severity) {
    return switch (severity) {
      case "critical" -> 2;
      case "high" -> 3;
      case "medium" -> 4;
      default -> 5;
    };
  }

  /** Header fields hold printable ASCII without blanks. */
  private static String header(String text) {
    String clean = text.replaceAll("[^\\x21-\\x7e]", "_");
    return clean.isEmpty() ? "-" : clean.substring(0, Math.min(clean.length(), 32));
  }

  private static String parameter(String name, String value) {
    if (value.isEmpty()) {
      return "";
    }
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
    return " " + name + "=\"" + escaped.replaceAll("\\p{Cntrl}", " ") + "\"";
  }

  private void datagram(byte[] message) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      int length = Math.min(message.length, LONGEST_DATAGRAM);
      socket.send(
          new DatagramPacket(message, length, InetAddress.getByName(address.getHost()), port()));
    }
  }

  private int port() {
    int standard = "tls".equals(address.getScheme()) ? TLS_PORT : PORT;
    return address.getPort() < 0 ? standard : address.getPort();
  }

  private void frame(byte[] message) throws IOException {
    try {
      Socket open = connection == null || connection.isClosed() ? connect() : connection;
      OutputStream out = open.getOutputStream();
      out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
      out.write(message);
      out.flush();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address.getHost(), port()), CONNECT_MILLIS);
      socket.setKeepAlive(true);
      connection = "tls".equals(address.getScheme()) ? secured(socket) : socket;
      return connection;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocketFactory factory = trusted.context().getSocketFactory();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, address.getHost(), port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  @Override
  public void close() {
    Socket open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is given up either way.
        connection = null;
      }
    }
  }
}
