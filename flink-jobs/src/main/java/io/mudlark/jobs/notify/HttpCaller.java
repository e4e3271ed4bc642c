package io.mudlark.jobs.notify;

import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends documents to a receiver that is reached by HTTP, one request each. Overload and failures of
 * the receiver are tried again; what it rejects is refused.
 */
final class HttpCaller {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int OK_BEGIN = 200;
  private static final int OK_END = 300;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST_ANSWER = 200;

  private final TrustedAuthorities trusted;
  private @Nullable HttpClient client;

  /** Makes the body and headers of a document's request. */
  interface Letter {
    HttpRequest.Builder of(ResultDocument document) throws IOException;
  }

  HttpCaller(TrustedAuthorities trusted) {
    this.trusted = trusted;
  }

  /**
   * @throws IllegalArgumentException when the text is no http or https URL
   */
  static void check(String address) {
    URI uri = URI.create(address);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException("no http or https address: " + address);
    }
  }

  Transport.Answer send(List<ResultDocument> batch, Letter letter)
      throws IOException, InterruptedException {
    List<ResultDocument> again = new ArrayList<>();
    List<Transport.Refusal> refused = new ArrayList<>();
    for (ResultDocument document : batch) {
      HttpRequest request =
          letter.of(document).timeout(ANSWER).header("Content-Type", "application/json").build();
      sort(document, client().send(request, HttpResponse.BodyHandlers.ofString()), again, refused);
    }
    return new Transport.Answer(again, refused);
  }

  private HttpClient client() throws IOException {
    HttpClient open = client;
    if (open == null) {
      open =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .sslContext(trusted.context())
              .build();
      client = open;
    }
    return open;
  }

  private static void sort(
      ResultDocument document,
      HttpResponse<String> response,
      List<ResultDocument> again,
      List<Transport.Refusal> refused) {
    int status = response.statusCode();
    if (status >= OK_BEGIN && status < OK_END) {
      return;
    }
    if (status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR) {
      again.add(document);
      return;
    }
    String body = response.body().strip();
    String said = body.length() > LONGEST_ANSWER ? body.substring(0, LONGEST_ANSWER) : body;
    refused.add(
        new Transport.Refusal(document, "status " + status + (said.isEmpty() ? "" : ": " + said)));
  }
}
