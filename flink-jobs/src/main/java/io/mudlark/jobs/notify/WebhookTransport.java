package io.mudlark.jobs.notify;

import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts each document to a web address.
 *
 * <p>With a key the request carries {@code X-Mudlark-Signature: sha256=HEX}, the HMAC (RFC 2104) of
 * the body, and always {@code X-Mudlark-Id} and {@code X-Mudlark-Revision}, by which a receiver
 * knows a repetition.
 */
public final class WebhookTransport implements Transport {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final URI address;
  private final @Nullable Secret key;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Opens transports to one web address.
   *
   * @param address an http or https URL
   * @param key signs the bodies; null to leave them unsigned
   */
  public record ToWebhook(String address, @Nullable Secret key) implements Factory {
    private static final long serialVersionUID = 1L;

    public ToWebhook {
      HttpAddress.check(address);
    }

    @Override
    public String name() {
      return "webhook";
    }

    @Override
    public Transport open() {
      return new WebhookTransport(URI.create(address), key);
    }
  }

  WebhookTransport(URI address, @Nullable Secret key) {
    this.address = address;
    this.key = key;
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException, InterruptedException {
    List<ResultDocument> again = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    for (ResultDocument document : batch) {
      HttpResponse<String> response =
          client.send(request(document), HttpResponse.BodyHandlers.ofString());
      HttpAddress.sort(document, response, again, refused);
    }
    return new Answer(again, refused);
  }

  private HttpRequest request(ResultDocument document) throws IOException {
    byte[] body = document.json().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("X-Mudlark-Id", document.id())
            .header("X-Mudlark-Revision", Long.toString(document.revision()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (key != null) {
      request.header("X-Mudlark-Signature", "sha256=" + signature(key.read(), body));
    }
    return request.build();
  }

  static String signature(String key, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    // The client has no connections of its own to close.
  }
}
