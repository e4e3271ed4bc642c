package io.mudlark.source.flink;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT broker to subscribe to, written {@code mqtt://[USER:PASSWORD@]HOST[:PORT][?topic=FILTER]
 * [&site=NAME]}; {@code mqtts://} for TLS.
 *
 * @param tls whether to speak TLS
 * @param host name or address
 * @param port 1883, or 8883 with TLS, unless it is given
 * @param user null for none
 * @param password null for none
 * @param topic topic filter (MQTT 5, 4.7), {@code #} for all but the broker's own
 * @param site observation point of what is received, {@code mqtt:HOST} unless it is given
 */
public record MqttBroker(
    boolean tls,
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    String topic,
    String site)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;

  /** Whether a text is meant to be one. */
  public static boolean isOne(String text) {
    return text.startsWith("mqtt://") || text.startsWith("mqtts://");
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException with one line saying what is wrong, without the password
   */
  public static MqttBroker parse(String text) {
    URI uri;
    try {
      uri = new URI(text.replace("#", "%23"));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not of the form mqtt://HOST[:PORT][?topic=FILTER]", e);
    }
    if (!isOne(text) || uri.getHost() == null) {
      throw new IllegalArgumentException("not of the form mqtt://HOST[:PORT][?topic=FILTER]");
    }
    boolean tls = text.startsWith("mqtts:");
    String host = uri.getHost();
    boolean bracketed = host.startsWith("[");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    String[] login = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    String topic = parameter(uri, "topic");
    String site = parameter(uri, "site");
    return new MqttBroker(
        tls,
        bare,
        uri.getPort() > 0 ? uri.getPort() : tls ? TLS_PORT : PLAIN_PORT,
        login.length > 0 ? login[0] : null,
        login.length > 1 ? login[1] : null,
        topic == null ? "#" : topic,
        site == null ? "mqtt:" + bare : site);
  }

  private static @Nullable String parameter(URI uri, String name) {
    String query = uri.getRawQuery();
    if (query != null) {
      for (String part : query.split("&", -1)) {
        if (part.startsWith(name + "=")) {
          // a plus is a wildcard of MQTT's here, not a blank
          String value = part.substring(name.length() + 1).replace("+", "%2B");
          return URLDecoder.decode(value, StandardCharsets.UTF_8);
        }
      }
    }
    return null;
  }

  /** Without the password. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "mqtts://" : "mqtt://") + shown + ":" + port + "?topic=" + topic;
  }
}
