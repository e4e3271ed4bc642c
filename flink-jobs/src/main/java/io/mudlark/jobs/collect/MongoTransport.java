package io.mudlark.jobs.collect;

import com.mongodb.ConnectionString;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.secret.Secret;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Writes MQTT exchanges of the stream into MongoDB; one that is there already stays. */
public final class MongoTransport implements Transport {
  private final ToMongo where;
  private @Nullable MongoStore store;

  /**
   * Opens transports to one MongoDB collection.
   *
   * @param url the connection string; null when it is a secret
   * @param secret where the connection string is, when it holds a password; else null
   * @param database in which the collection is
   * @param collection where the documents go
   */
  public record ToMongo(
      @Nullable String url, @Nullable Secret secret, String database, String collection)
      implements Factory {
    private static final long serialVersionUID = 1L;

    /**
     * Reads what a user gives.
     *
     * @param place {@code mongodb://HOST...}, or {@code env:NAME} or {@code file:PATH} where that
     *     is written with its password
     * @throws ConfigException when it is neither
     */
    public static ToMongo parse(String place, String database, String collection)
        throws ConfigException {
      if (place.startsWith("env:") || place.startsWith("file:")) {
        return new ToMongo(null, new Secret(place), database, collection);
      }
      try {
        if (new ConnectionString(place).getCredential() != null) {
          throw new ConfigException(
              "--mongo: a URL with a password is given as env:NAME or file:PATH");
        }
      } catch (IllegalArgumentException e) {
        // the driver's words may quote the string
        throw new ConfigException("--mongo: the form is mongodb://HOST[:PORT], env: or file:");
      }
      return new ToMongo(place, null, database, collection);
    }

    @Override
    public String name() {
      return "mongodb";
    }

    @Override
    public Transport open() {
      return new MongoTransport(this);
    }

    private String connection() throws IOException {
      return secret != null ? secret.read() : String.valueOf(url);
    }
  }

  MongoTransport(ToMongo where) {
    this.where = where;
  }

  @Override
  public Answer send(List<ResultDocument> batch) throws IOException {
    List<CollectedFlow> flows = new ArrayList<>(batch.size());
    for (ResultDocument document : batch) {
      Document fields = Document.parse(document.json());
      flows.add(CollectedFlow.exchange(document.id(), fields, document.json().length()));
    }
    MongoStore open = store();
    FlowStore.Written written = open.write(flows);
    if (written.refused() == 0) {
      return Answer.DELIVERED;
    }
    String reason = String.valueOf(written.reason());
    if (batch.size() == 1) {
      return new Answer(List.of(), List.of(new Refusal(batch.get(0), reason)));
    }
    return oneByOne(batch);
  }

  /** The store says how many it refuses; to know which, they are sent again. */
  private Answer oneByOne(List<ResultDocument> batch) throws IOException {
    List<Refusal> refused = new ArrayList<>();
    for (ResultDocument document : batch) {
      refused.addAll(send(List.of(document)).refused());
    }
    return new Answer(List.of(), refused);
  }

  private MongoStore store() throws IOException {
    MongoStore open = store;
    if (open == null) {
      try {
        open =
            new MongoStore(
                new ConnectionString(where.connection()), where.database(), where.collection());
      } catch (IllegalArgumentException e) {
        throw new IOException("MongoDB: the connection string cannot be used", e);
      }
      store = open;
    }
    return open;
  }

  @Override
  public void close() {
    MongoStore open = store;
    if (open != null) {
      open.close();
    }
  }
}
