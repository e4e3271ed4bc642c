package io.mudlark.jobs.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.elasticsearch.client.ResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Writes results by bulk requests.
 *
 * <p>The id of a document is the result's, its version the revision: what is sent again is there
 * once, and an older telling never replaces a newer one. Overload (429) and failures of the server
 * (5xx) are repeated; a document that does not fit the mapping is refused.
 */
public final class ElasticTransport implements Transport {
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ElasticSettings settings;
  private final List<ResultStream> streams;
  private @Nullable RestClientTransport connection;
  private boolean prepared;

  /** Opens transports to one Elasticsearch. */
  public record ToElastic(ElasticSettings settings) implements Factory {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "elasticsearch";
    }

    @Override
    public Transport open() {
      return new ElasticTransport(settings);
    }
  }

  ElasticTransport(ElasticSettings settings) {
    this(settings, ResultStream.results());
  }

  /**
   * @param streams what will be sent, for which indices are prepared
   */
  public ElasticTransport(ElasticSettings settings, List<ResultStream> streams) {
    this.settings = settings;
    this.streams = List.copyOf(streams);
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException, InterruptedException {
    ElasticsearchClient client = client();
    if (!prepared) {
      new IndexSetup(client, settings).install(streams);
      prepared = true;
    }
    BulkRequest.Builder request = new BulkRequest.Builder();
    batch.forEach(document -> request.operations(operation(document)));
    try {
      return answer(batch, client.bulk(request.build()));
    } catch (ElasticsearchException e) {
      return refusedAsAWhole(batch, e.status(), e);
    } catch (ResponseException e) {
      return refusedAsAWhole(batch, e.getResponse().getStatusLine().getStatusCode(), e);
    }
  }

  private ElasticsearchClient client() throws IOException {
    RestClientTransport open = connection;
    if (open == null) {
      open = ElasticConnection.open(settings);
      connection = open;
    }
    return ElasticConnection.client(open);
  }

  private BulkOperation operation(ResultDocument document) {
    BinaryData json =
        BinaryData.of(
            document.json().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
    String index = index(document);
    if (isDataStream(document)) {
      return BulkOperation.of(
          op -> op.create(it -> it.index(index).id(document.id()).document(json)));
    }
    return BulkOperation.of(
        op ->
            op.index(
                it ->
                    it.index(index)
                        .id(document.id())
                        .versionType(VersionType.ExternalGte)
                        .version(document.revision())
                        .document(json)));
  }

  /** Alerts are told again and again, which data streams do not allow. */
  private boolean isDataStream(ResultDocument document) {
    return settings.dataStreams() && !IndexSetup.isRevised(document.stream());
  }

  private String index(ResultDocument document) {
    String name = settings.prefix() + "-" + document.stream().word();
    return settings.dataStreams() || IndexSetup.isRevised(document.stream())
        ? name
        : name + "-" + DAY.format(Instant.ofEpochMilli(document.timeMillis()));
  }

  private static Answer answer(List<ResultDocument> batch, BulkResponse response) {
    if (!response.errors()) {
      return Answer.DELIVERED;
    }
    List<ResultDocument> again = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      BulkResponseItem item = response.items().get(i);
      int status = item.status();
      if (status == TOO_MANY || status >= SERVER_ERROR) {
        again.add(batch.get(i));
      } else if (status >= CLIENT_ERROR && status != CONFLICT) {
        refused.add(new Refusal(batch.get(i), reason(item.error(), status)));
      }
    }
    return new Answer(again, refused);
  }

  private static String reason(@Nullable ErrorCause error, int status) {
    if (error == null) {
      return "status " + status;
    }
    ErrorCause cause = error.causedBy();
    String why = error.type() + ": " + error.reason();
    return cause == null ? why : why + "; " + cause.reason();
  }

  /** A request that is too large or that no server takes is sent in halves to find out why. */
  private Answer refusedAsAWhole(List<ResultDocument> batch, int status, Exception e)
      throws IOException, InterruptedException {
    boolean documentsFault = status == CLIENT_ERROR || status == TOO_LARGE;
    if (!documentsFault) {
      throw new IOException("Elasticsearch answers " + status + ": " + e.getMessage(), e);
    }
    if (batch.size() == 1) {
      return new Answer(
          List.of(), List.of(new Refusal(batch.get(0), String.valueOf(e.getMessage()))));
    }
    int half = batch.size() / 2;
    Answer first = send(batch.subList(0, half));
    Answer second = send(batch.subList(half, batch.size()));
    List<ResultDocument> again = new ArrayList<>(first.again());
    again.addAll(second.again());
    List<Refusal> refused = new ArrayList<>(first.refused());
    refused.addAll(second.refused());
    return new Answer(again, refused);
  }

  @Override
  public void close() {
    RestClientTransport open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Nothing waits for an answer any more.
        connection = null;
      }
    }
  }
}
