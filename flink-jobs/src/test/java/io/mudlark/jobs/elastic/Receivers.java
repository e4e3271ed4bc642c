package io.mudlark.jobs.elastic;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.sun.net.httpserver.HttpServer;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/** A webhook that is busy at first, a syslog server and a MongoDB, which remember what they got. */
final class Receivers implements AutoCloseable {
  private static final Pattern ALERT = Pattern.compile(" id=\"(\\w+)\" revision=\"(\\d+)\"");
  private static final int TIMES_BUSY = 3;

  private final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer webhook;
  private final DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final MongoServer mongo = new MongoServer(new MemoryBackend());
  private final int mongoPort = mongo.bind().getPort();

  Receivers() throws IOException {
    syslog.setReceiveBufferSize(1 << 20);
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean busy = requests.incrementAndGet() <= TIMES_BUSY;
          if (!busy) {
            posted.add(
                exchange.getRequestHeaders().getFirst("X-Mudlark-Id")
                    + "/"
                    + exchange.getRequestHeaders().getFirst("X-Mudlark-Revision"));
          }
          exchange.sendResponseHeaders(busy ? 503 : 204, -1);
          exchange.close();
        });
    webhook.start();
  }

  List<String> options() {
    return List.of(
        "--webhook=http://127.0.0.1:" + webhook.getAddress().getPort(),
        "--syslog=udp://127.0.0.1:" + syslog.getLocalPort(),
        "--mongo=mongodb://127.0.0.1:" + mongoPort);
  }

  /** Ids and revisions of the alerts that the webhook took. */
  List<String> posted() {
    return List.copyOf(posted);
  }

  /** The same of those in the syslog. */
  List<String> logged() throws IOException {
    List<String> logged = new ArrayList<>();
    syslog.setSoTimeout(500);
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    try {
      while (true) {
        syslog.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        Matcher alert = ALERT.matcher(text);
        logged.add(alert.find() ? alert.group(1) + "/" + alert.group(2) : text);
      }
    } catch (java.net.SocketTimeoutException e) {
      return logged;
    }
  }

  List<Document> stored() {
    try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + mongoPort)) {
      return client.getDatabase("mudlark").getCollection("mqtt").find().into(new ArrayList<>());
    }
  }

  @Override
  public void close() {
    webhook.stop(0);
    syslog.close();
    mongo.shutdownNow();
  }
}
