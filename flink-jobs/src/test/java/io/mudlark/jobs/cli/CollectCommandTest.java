package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.mudlark.jobs.config.CollectorEnvironment;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CollectCommandTest {
  @TempDir Path folder;

  private static String capture() throws URISyntaxException {
    return Path.of(CollectCommandTest.class.getResource("/mission/ipfix-live.pcap").toURI())
        .toString();
  }

  @Test
  void a_capture_becomes_a_file_of_documents() throws Exception {
    Path out = folder.resolve("flows.jsonl");
    assertThat(MudlarkCommand.execute("collect", "--input", capture(), "-o", out.toString()))
        .isZero();
    assertThat(Files.readAllLines(out)).hasSize(13);
  }

  @Test
  void documents_go_where_missions_collector_puts_them_and_by_default_elsewhere() throws Exception {
    MongoServer server = new MongoServer(new MemoryBackend());
    InetSocketAddress address = server.bind();
    String url = "mongodb://127.0.0.1:" + address.getPort();
    try (MongoClient client = MongoClients.create(url)) {
      assertThat(run(Map.of("MONGO_URL", url), "--compat", "mission")).isZero();
      assertThat(run(Map.of(), "--mongo_url", url)).isZero();
      assertThat(run(Map.of("MONGO_COLLECTION", "own"), "--mongo_url", url)).isZero();
      assertThat(run(Map.of(), "--mongo_url=" + url, "--mongo_collection=m", "--compat=mission"))
          .isZero();
      List<String> places = new ArrayList<>();
      for (String database : client.listDatabaseNames()) {
        for (String name : client.getDatabase(database).listCollectionNames()) {
          long count = client.getDatabase(database).getCollection(name).countDocuments();
          places.add(database + "." + name + " " + count);
        }
      }
      assertThat(places)
          .contains("mind2.mqtt 13", "mudlark.mqtt 13", "mudlark.own 13", "m.mqtt 13");
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void a_database_that_never_comes_is_a_failure_with_a_count() throws Exception {
    MongoServer server = new MongoServer(new MemoryBackend());
    int port = server.bind().getPort();
    server.shutdownNow();
    assertThat(run(Map.of(), "--mongo_url", "mongodb://127.0.0.1:" + port, "--patience", "100ms"))
        .isEqualTo(1);
  }

  private static int run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--input", capture()));
    all.addAll(List.of(arguments));
    CollectCommand command = new CollectCommand().in(new CollectorEnvironment(environment));
    return new CommandLine(command).execute(all.toArray(new String[0]));
  }

  @Test
  void a_file_that_is_no_export_cannot_be_used() throws Exception {
    Path text = folder.resolve("readme.txt");
    Files.writeString(text, "no capture at all");
    String out = folder.resolve("o").toString();
    assertThat(MudlarkCommand.execute("collect", "--input", text.toString(), "-o", out))
        .isEqualTo(2);
    assertThat(
            MudlarkCommand.execute("collect", "--input", folder.resolve("x").toString(), "-o", out))
        .isEqualTo(2);
  }

  @Test
  void refuses_options_that_mean_nothing() {
    String out = folder.resolve("o").toString();
    for (String[] wrong :
        new String[][] {
          {"--compat", "mudscope"},
          {"--port", "70000"},
          {"--port", "http"},
          {"--transport", "sctp"},
          {"--buffer", "0"},
          {"--kafka", "localhost"},
          {"--mongo_url", "localhost:27017"},
          {"--patience", "soon"}
        }) {
      assertThat(MudlarkCommand.execute("collect", "-o", out, wrong[0], wrong[1]))
          .as(wrong[0] + " " + wrong[1])
          .isEqualTo(2);
    }
  }

  @Test
  void the_environment_is_read_by_both_pairs_of_names() {
    CollectorEnvironment both =
        new CollectorEnvironment(
            Map.of("COLLECTOR", "::", "HOST", "h", "COLLECTOR_PORT", "1", "PORT", "2"));
    assertThat(both.host()).isEqualTo("::");
    assertThat(both.port()).isEqualTo("1");
    CollectorEnvironment one =
        new CollectorEnvironment(Map.of("HOST", " h ", "COLLECTOR", "", "PORT", "2"));
    assertThat(one.host()).isEqualTo("h");
    assertThat(one.port()).isEqualTo("2");
    assertThat(one.mongoUrl()).isNull();
    assertThat(one.mongoCollection()).isNull();
  }
}
