package io.mudlark.jobs.collect;

import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import io.mudlark.jobs.elastic.ElasticSettings;
import io.mudlark.jobs.elastic.ElasticTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes documents in Elasticsearch under their ids: exchanges and other flows in indices of their
 * own, by the day on which they were received.
 *
 * <p>A document that is there already is written once more; nobody says that it was there.
 */
final class ElasticStore implements FlowStore {
  private final ElasticSettings settings;
  private final Transport transport;
  private final FlowJson json = new FlowJson();

  ElasticStore(ElasticSettings settings) {
    this.settings = settings;
    this.transport = new ElasticTransport(settings, ResultStream.collected());
  }

  @Override
  public String name() {
    return "Elasticsearch " + String.join(",", settings.servers()) + ", " + settings.prefix();
  }

  @Override
  public Written write(List<CollectedFlow> batch) throws IOException {
    List<ResultDocument> documents = new ArrayList<>(batch.size());
    for (CollectedFlow flow : batch) {
      long day = flow.times().received();
      documents.add(new ResultDocument(flow.kind(), flow.id(), 1, day, "", json.timed(flow)));
    }
    try {
      Transport.Answer answer = transport.send(documents);
      if (!answer.again().isEmpty()) {
        throw new IOException("Elasticsearch is overloaded");
      }
      List<Transport.Refusal> refused = answer.refused();
      String reason = refused.isEmpty() ? null : refused.get(0).reason();
      return new Written((long) batch.size() - refused.size(), 0, refused.size(), reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
