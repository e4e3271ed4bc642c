package io.mudlark.jobs.elastic;

import io.mudlark.jobs.config.secret.Secret;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Elasticsearch to write to, and as whom.
 *
 * @param servers addresses such as {@code https://es.example:9200}, tried in turn
 * @param prefix beginning of the names of indices and templates
 * @param dataStreams whether results that are told once go to data streams instead of daily indices
 * @param lifecycle whether to install the lifecycle policy, which needs a server that has one
 * @param strict whether a field that the mapping lacks is an error; else it is kept unindexed
 * @param apiKey API key; null without one
 * @param user for basic authentication; null without one
 * @param password of the user; null without one
 * @param authority PEM file of the certificate authority to trust; null for the JDK's
 */
public record ElasticSettings(
    List<String> servers,
    String prefix,
    boolean dataStreams,
    boolean lifecycle,
    boolean strict,
    @Nullable Secret apiKey,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable String authority)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  public static final String DEFAULT_PREFIX = "mudlark";

  /**
   * @throws IllegalArgumentException when an address is no http or https URL, or the prefix could
   *     not begin the name of an index
   */
  public ElasticSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no Elasticsearch server is given");
    }
    for (String server : servers) {
      URI uri = URI.create(server);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "Elasticsearch servers are given as http(s)://HOST:PORT without user: "
                + uri.getScheme()
                + "://"
                + uri.getHost());
      }
    }
    if (!prefix.matches("[a-z][a-z0-9_-]{0,49}")) {
      throw new IllegalArgumentException("no index can begin with '" + prefix + "'");
    }
  }

  /** Servers without authentication, with the default names. */
  public static ElasticSettings open(List<String> servers) {
    return new ElasticSettings(
        servers, DEFAULT_PREFIX, false, false, false, null, null, null, null);
  }
}
