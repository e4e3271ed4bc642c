package io.mudlark.jobs.collect;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Inserts documents into a MongoDB collection in unordered batches.
 *
 * <p>The id of a document is made of its content, so one that is inserted again fails with a
 * duplicate key, which means that it is there.
 */
final class MongoStore implements FlowStore {
  private static final int DUPLICATE_KEY = 11000;
  private static final Pattern INDEX = Pattern.compile("\\bindex: (\\S+)");
  private static final int PATIENCE_SECONDS = 5;
  private static final int ANSWER_SECONDS = 30;

  private final MongoClient client;
  private final MongoCollection<Document> collection;
  private final String name;

  /**
   * @param url connection string
   * @param database in which to create the collection
   * @param collectionName where the documents go
   * @throws IllegalArgumentException when the connection string is none
   */
  MongoStore(ConnectionString url, String database, String collectionName) {
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applicationName("mudlark")
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS))
            .applyConnectionString(url)
            .build();
    client = MongoClients.create(settings);
    collection = client.getDatabase(database).getCollection(collectionName);
    name = "MongoDB " + String.join(",", url.getHosts()) + ", " + collection.getNamespace();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Written write(List<CollectedFlow> batch) throws IOException {
    List<Document> documents = new ArrayList<>(batch.size());
    for (CollectedFlow flow : batch) {
      Document document = new Document("_id", new ObjectId(flow.id()));
      document.putAll(flow.fields());
      documents.add(document);
    }
    try {
      collection.insertMany(documents, new InsertManyOptions().ordered(false));
      return Written.all(batch.size());
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null) {
        throw new IOException(e.getWriteConcernError().getMessage(), e);
      }
      return sorted(batch.size(), e.getWriteErrors());
    } catch (MongoException e) {
      throw new IOException(reason(e), e);
    }
  }

  private static Written sorted(int count, List<BulkWriteError> errors) {
    long present = 0;
    String reason = null;
    for (BulkWriteError error : errors) {
      if (isPresent(error)) {
        present++;
      } else if (reason == null) {
        reason = error.getMessage();
      }
    }
    return new Written(count - (long) errors.size(), present, errors.size() - present, reason);
  }

  /** A unique index of somebody else's may have refused it as well: then it is not there. */
  private static boolean isPresent(BulkWriteError error) {
    Matcher index = INDEX.matcher(String.valueOf(error.getMessage()));
    return error.getCode() == DUPLICATE_KEY && (!index.find() || index.group(1).equals("_id_"));
  }

  /** The driver's first sentence; the rest describes its view of the cluster. */
  private static String reason(MongoException failure) {
    if (failure instanceof MongoTimeoutException || failure instanceof MongoInterruptedException) {
      return "no server answers";
    }
    @Nullable String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    int end = message.indexOf(". Client view of cluster state");
    return end < 0 ? message : message.substring(0, end);
  }

  @Override
  public void close() {
    client.close();
  }
}
