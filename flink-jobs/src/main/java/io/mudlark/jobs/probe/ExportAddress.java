package io.mudlark.jobs.probe;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.probe.export.ExportTarget;
import io.mudlark.probe.export.FileTarget;
import io.mudlark.probe.export.StreamTarget;
import io.mudlark.probe.export.UdpTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * Where IPFIX messages go, as {@code --export} says it: {@code udp:HOST:PORT}, {@code tcp:...},
 * {@code tls:...} or {@code file:PATH}.
 *
 * @param transport the word before the first colon
 * @param host empty for a file
 * @param port 0 for a file
 * @param path empty for a network address
 */
public record ExportAddress(String transport, String host, int port, String path) {
  private static final Pattern NETWORK =
      Pattern.compile("(udp|tcp|tls):(?://)?(\\[[0-9A-Fa-f:.%a-z]+\\]|[^:\\[\\]/]+):([0-9]{1,5})");

  /** Reads one. */
  public static ExportAddress parse(String text) throws ConfigException {
    if (text.startsWith("file:") && text.length() > 5) {
      return new ExportAddress("file", "", 0, text.substring(5));
    }
    Matcher network = NETWORK.matcher(text);
    if (!network.matches() || !isPort(network.group(3))) {
      throw new ConfigException(
          "--export is udp:HOST:PORT, tcp:HOST:PORT, tls:HOST:PORT or file:PATH, not '"
              + text
              + "'");
    }
    String host = network.group(2).replaceAll("[\\[\\]]", "");
    return new ExportAddress(network.group(1), host, Integer.parseInt(network.group(3)), "");
  }

  /** UDP to a collector, as MISSION's options name it. */
  public static ExportAddress udp(String host, String port) throws ConfigException {
    if (!isPort(port)) {
      throw new ConfigException("--port is 1 to 65535, not '" + port + "'");
    }
    return new ExportAddress("udp", host, Integer.parseInt(port), "");
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) > 0
        && Integer.parseInt(text) <= 65_535;
  }

  /**
   * Opens it.
   *
   * @param tls sockets for {@code tls:}
   * @throws ConfigException when it cannot be reached or written
   */
  public ExportTarget open(SocketFactory tls, Clock clock) throws ConfigException {
    try {
      switch (transport) {
        case "file":
          return FileTarget.open(Path.of(path));
        case "udp":
          InetSocketAddress address = new InetSocketAddress(host, port);
          if (address.isUnresolved()) {
            throw new ConfigException(this + ": the host has no address");
          }
          return UdpTarget.open(address);
        default:
          SocketFactory sockets = transport.equals("tls") ? tls : SocketFactory.getDefault();
          return StreamTarget.open(sockets, host, port, clock);
      }
    } catch (IOException e) {
      throw new ConfigException(this + ": cannot be opened: " + Reasons.of(e), e);
    }
  }

  @Override
  public String toString() {
    return path.isEmpty() ? transport + ":" + host + ":" + port : "file:" + path;
  }
}
