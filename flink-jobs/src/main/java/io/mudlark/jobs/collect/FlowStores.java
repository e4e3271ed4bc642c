package io.mudlark.jobs.collect;

import com.mongodb.ConnectionString;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.KafkaClient;
import io.mudlark.jobs.config.KafkaTopic;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.jobs.elastic.ElasticSettings;
import java.io.IOException;
import java.nio.file.Path;

/** Opens stores by what a user gives for them. A database or broker need not be there yet. */
public final class FlowStores {
  private FlowStores() {}

  /**
   * A MongoDB collection.
   *
   * @throws ConfigException when the connection string or a name cannot be used
   */
  public static FlowStore mongo(String url, String database, String collection)
      throws ConfigException {
    try {
      return new MongoStore(new ConnectionString(url), database, collection);
    } catch (IllegalArgumentException e) {
      // the driver's words may quote the string, and with it a password
      throw new ConfigException(
          "--mongo_url or the names of database '"
              + database
              + "' and collection '"
              + collection
              + "' cannot be used: the form is mongodb://[USER:PASSWORD@]HOST[:PORT]");
    }
  }

  /** A file of JSON lines, appended to. */
  public static FlowStore file(Path file) throws ConfigException {
    try {
      return new JsonLinesStore(file);
    } catch (IOException e) {
      throw new ConfigException("--file " + file + ": " + Reasons.of(e), e);
    }
  }

  /** Indices of an Elasticsearch. */
  public static FlowStore elastic(ElasticSettings settings) {
    return new ElasticStore(settings);
  }

  /**
   * A Kafka topic.
   *
   * @param place written {@code HOST:PORT[,HOST:PORT]/TOPIC}
   * @param client how to speak with the brokers
   */
  public static FlowStore kafka(String place, KafkaClient client) throws ConfigException {
    KafkaTopic named = KafkaTopic.parse(place);
    return new KafkaStore(named.brokers(), named.topic(), client);
  }
}
