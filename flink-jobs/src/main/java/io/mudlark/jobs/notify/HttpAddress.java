package io.mudlark.jobs.notify;

import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;

/** What holds for every receiver that is reached by HTTP. */
final class HttpAddress {
  private static final int OK_BEGIN = 200;
  private static final int OK_END = 300;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST_ANSWER = 200;

  private HttpAddress() {}

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

  /** Overload and failures of the server are tried again; what the receiver rejects is refused. */
  static void sort(
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
