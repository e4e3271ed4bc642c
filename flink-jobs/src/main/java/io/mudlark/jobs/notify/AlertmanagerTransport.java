package io.mudlark.jobs.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.delivery.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends alerts to a Prometheus Alertmanager by its API v2.
 *
 * <p>The labels, which make an alert's identity there, are those that never change over its
 * revisions: {@code alertname}, {@code mudlark_id}, {@code signature}, and site and device of an
 * alert about one device. What grows goes into annotations. A closed alert ended; an open one
 * stands for four hours after it was last told of, as nobody could close it when the job is gone.
 */
public final class AlertmanagerTransport implements Transport {
  private static final JsonMapper JSON = new JsonMapper();

  /** Alertmanager's own default of 5 minutes is less than the longest windows. */
  private static final Duration OPEN_FOR = Duration.ofHours(4);

  private final URI address;
  private final HttpCaller caller;
  private final Clock clock;

  /**
   * Opens transports to one Alertmanager.
   *
   * @param address such as {@code http://alertmanager:9093}
   * @param trusted who may vouch for it
   * @param clock tells until when an open alert stands
   */
  public record ToAlertmanager(String address, TrustedAuthorities trusted, Clock clock)
      implements Factory {
    private static final long serialVersionUID = 1L;

    public ToAlertmanager {
      HttpCaller.check(address);
    }

    @Override
    public String name() {
      return "alertmanager";
    }

    @Override
    public Transport open() {
      return new AlertmanagerTransport(this);
    }
  }

  private AlertmanagerTransport(ToAlertmanager where) {
    String root = where.address().endsWith("/") ? where.address() : where.address() + "/";
    this.address = URI.create(root).resolve("api/v2/alerts");
    this.caller = new HttpCaller(where.trusted());
    this.clock = where.clock();
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException, InterruptedException {
    return caller.send(
        batch,
        document ->
            HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString(body(document, clock.instant()))));
  }

  /**
   * @param now when it is sent: an open alert stands for {@link #OPEN_FOR} from then on
   */
  static String body(ResultDocument document, Instant now) throws IOException {
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
    boolean open = own.path("state").asText().equals("open");
    target.put("endsAt", open ? now.plus(OPEN_FOR).toString() : alert.at("/event/end").asText());
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
