package io.mudlark.jobs.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** Opens connections to Elasticsearch: addresses, certificates, credentials. */
final class ElasticConnection {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 60_000;

  private ElasticConnection() {}

  /**
   * A client; it connects when it is first used.
   *
   * @throws IOException when a secret or certificate cannot be read
   */
  static RestClientTransport open(ElasticSettings settings) throws IOException {
    HttpHost[] hosts =
        settings.servers().stream().map(ElasticConnection::host).toArray(HttpHost[]::new);
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setRequestConfigCallback(
                request ->
                    request.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(ANSWER_MILLIS));
    String authorization = authorization(settings);
    if (authorization != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    String authority = settings.authority();
    if (authority != null) {
      SSLContext trust = new TrustedAuthorities(authority).context();
      builder.setHttpClientConfigCallback(http -> http.setSSLContext(trust));
    }
    return new RestClientTransport(builder.build(), new JacksonJsonpMapper());
  }

  static ElasticsearchClient client(RestClientTransport transport) {
    return new ElasticsearchClient(transport);
  }

  private static HttpHost host(String server) {
    URI uri = URI.create(server);
    boolean tls = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return new HttpHost(uri.getHost(), port, uri.getScheme());
  }

  private static @Nullable String authorization(ElasticSettings settings) throws IOException {
    Secret key = settings.apiKey();
    if (key != null) {
      return "ApiKey " + key.read();
    }
    if (settings.user() == null) {
      return null;
    }
    Secret password = settings.password();
    String pair = settings.user() + ":" + (password == null ? "" : password.read());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
