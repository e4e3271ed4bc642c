package io.mudlark.jobs.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends alerts to a Prometheus Alertmanager by its API v2.
 *
 * <p>The labels, which make an alert's identity there, are those that never change over its
 * revisions: {@code alertname}, {@code mudlark_id}, {@code signature}, and site and device of an
 * alert about one device. What grows goes into annotations. A closed alert has {@code endsAt}.
 */
public final class AlertmanagerTransport implements Transport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * Opens transports to one Alertmanager.
   *
   * @param address such as {@code http://alertmanager:9093}
   */
  public record ToAlertmanager(String address) implements Factory {
    private static final long serialVersionUID = 1L;

    public ToAlertmanager {
      HttpAddress.check(address);
    }

    @Override
    public String name() {
      return "alertmanager";
    }

    @Override
    public Transport open() {
      String root = address.endsWith("/") ? address : address + "/";
      return new AlertmanagerTransport(URI.create(root).resolve("api/v2/alerts"));
    }
  }

  AlertmanagerTransport(URI address) {
    this.address = address;
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException, InterruptedException {
    List<ResultDocument> again = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    for (ResultDocument document : batch) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(ANSWER)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body(document)))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      HttpAddress.sort(document, response, again, refused);
    }
    return new Answer(again, refused);
  }

  static String body(ResultDocument document) throws IOException {
    JsonNode alert = JSON.readTree(document.json());
    JsonNode own = alert.path("mudlark");
    ArrayNode alerts = JSON.createArrayNode();
    ObjectNode target = alerts.addObject();
    ObjectNode labels = target.putObject("labels");
    labels.put("alertname", "Mudlark" + camel(own.path("pattern").asText()));
    labels.put("mudlark_id", document.id());
    put(labels, "severity", severity(own.path("severity").asText()));
    put(labels, "signature", own.at("/signature/key").asText());
    put(labels, "site", own.path("site").asText());
    put(labels, "device", own.path("device").asText());
    ObjectNode annotations = target.putObject("annotations");
    put(annotations, "summary", alert.path("message").asText());
    put(annotations, "description", alert.at("/event/reason").asText());
    put(annotations, "devices", devices(alert.at("/related/hosts")));
    annotations.put("revision", Long.toString(document.revision()));
    target.put("startsAt", alert.at("/event/start").asText());
    if (!own.path("state").asText().equals("open")) {
      target.put("endsAt", alert.at("/event/end").asText());
    }
    return alerts.toString();
  }

  private static void put(ObjectNode object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }

  /** The words that Prometheus' users know. */
  private static String severity(String severity) {
    return switch (severity) {
      case "critical", "high" -> "critical";
      case "medium" -> "warning";
      default -> "info";
    };
  }

  private static String camel(String dashed) {
    StringBuilder name = new StringBuilder();
    for (String word : dashed.split("-")) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return name.toString();
  }

  private static String devices(JsonNode hosts) {
    List<String> names = new ArrayList<>();
    hosts.forEach(host -> names.add(host.asText()));
    return String.join(", ", names);
  }

  @Override
  public void close() {
    // The client has no connections of its own to close.
  }
}
