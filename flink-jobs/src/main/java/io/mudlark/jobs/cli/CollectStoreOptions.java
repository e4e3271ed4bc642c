package io.mudlark.jobs.cli;

import io.mudlark.jobs.collect.FlowStore;
import io.mudlark.jobs.collect.FlowStores;
import io.mudlark.jobs.collect.StoreLimits;
import io.mudlark.jobs.config.CollectorEnvironment;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.elastic.ElasticSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code mudlark collect} that say where documents go. */
@SuppressWarnings("NullAway.Init") // picocli sets options before they are used
final class CollectStoreOptions {
  private static final String DEFAULT_URL = "mongodb://localhost:27017";

  @Option(
      names = {"--mongo_url", "--mongo-url"},
      paramLabel = "URL",
      description = "MongoDB (default: MONGO_URL, else " + DEFAULT_URL + ").")
  private @Nullable String mongoUrl;

  @Option(
      names = {"--mongo_collection", "--mongo-collection"},
      paramLabel = "NAME",
      description =
          "The collection (default: MONGO_COLLECTION, else mqtt). With --compat mission the"
              + " database, whose default is mind2; the collection is then mqtt.")
  private @Nullable String mongoCollection;

  @Option(
      names = "--mongo-database",
      paramLabel = "NAME",
      description = "The database (default: mudlark).")
  private @Nullable String mongoDatabase;

  @Option(
      names = {"-o", "--file"},
      paramLabel = "FILE",
      description =
          "Append the documents to a file, one JSON line each. MongoDB is used when a URL is given"
              + " or no other store is.")
  private @Nullable Path file;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT/TOPIC",
      description = "Send the documents to a Kafka topic, in the same way.")
  private @Nullable String kafka;

  @Mixin private KafkaOptions kafkaClient;

  @Mixin private ElasticOptions elastic;

  @Option(
      names = "--compat",
      paramLabel = "mission",
      description =
          "Store what MISSION's collector stores, where it stores it: complete MQTT exchanges.")
  private @Nullable String compat;

  @Option(
      names = "--buffer",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Documents that wait for each store while it is away (default: ${DEFAULT-VALUE}).")
  private int buffer;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Documents written at once at most (default: ${DEFAULT-VALUE}).")
  private int batch;

  /** Whether to do as MISSION's collector does. */
  boolean isMission() throws ConfigException {
    if (compat != null && !compat.equals("mission")) {
      throw new ConfigException("--compat is mission, not '" + compat + "'");
    }
    return compat != null;
  }

  /** What may wait for a store. */
  StoreLimits limits() throws ConfigException {
    if (buffer < 1 || batch < 1) {
      throw new ConfigException("--buffer and --batch must be at least 1");
    }
    StoreLimits standard = StoreLimits.standard();
    return new StoreLimits(
        buffer, standard.octets(), batch, standard.firstPause(), standard.longestPause());
  }

  /** Opens all stores that were asked for; MongoDB when none was. */
  List<FlowStore> open(CollectorEnvironment environment) throws ConfigException {
    boolean mission = isMission();
    String url = first(mongoUrl, environment.mongoUrl());
    List<FlowStore> stores = new ArrayList<>();
    if (kafka != null) {
      stores.add(FlowStores.kafka(kafka, kafkaClient.client()));
    }
    ElasticSettings servers = elastic.settings();
    if (servers != null) {
      stores.add(FlowStores.elastic(servers));
    }
    if (url != null || (stores.isEmpty() && file == null)) {
      String named = first(mongoCollection, environment.mongoCollection());
      String place = url == null ? DEFAULT_URL : url;
      String database = mongoDatabase == null ? "mudlark" : mongoDatabase;
      stores.add(
          mission
              ? FlowStores.mongo(place, named == null ? "mind2" : named, "mqtt")
              : FlowStores.mongo(place, database, named == null ? "mqtt" : named));
    }
    if (file != null) {
      stores.add(FlowStores.file(file));
    }
    return stores;
  }

  /** What was given on the command line, else by the environment. */
  static @Nullable String first(@Nullable String option, @Nullable String variable) {
    return option == null ? variable : option;
  }
}
