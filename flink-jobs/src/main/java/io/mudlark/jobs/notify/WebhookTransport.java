package io.mudlark.jobs.notify;

import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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

  private final URI address;
  private final @Nullable Secret key;
  private final HttpCaller caller;

  /**
   * Opens transports to one web address.
   *
   * @param address an http or https URL
   * @param key signs the bodies; null to leave them unsigned
   * @param trusted who may vouch for the receiver
   */
  public record ToWebhook(String address, @Nullable Secret key, TrustedAuthorities trusted)
      implements Factory {
    private static final long serialVersionUID = 1L;

    public ToWebhook {
      HttpCaller.check(address);
    }

    @Override
    public String name() {
      return "webhook";
    }

    @Override
    public Transport open() {
      return new WebhookTransport(URI.create(address), key, trusted);
    }
  }

  private WebhookTransport(URI address, @Nullable Secret key, TrustedAuthorities trusted) {
    this.address = address;
    this.key = key;
    this.caller = new HttpCaller(trusted);
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException, InterruptedException {
    return caller.send(batch, this::request);
  }

  private HttpRequest.Builder request(ResultDocument document) throws IOException {
    byte[] body = document.json().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("X-Mudlark-Id", document.id())
            .header("X-Mudlark-Revision", Long.toString(document.revision()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (key != null) {
      request.header("X-Mudlark-Signature", "sha256=" + signature(key.read(), body));
    }
    return request;
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
