package io.mudlark.generator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a scenario as lines of JSON: one per flow when it ends, one per episode at the
 * very end. The packets of all flows are all packets that were written.
 */
public final class TruthLog implements Closeable {
  /** The label of what belongs to no attack. */
  public static final String BENIGN = "benign";

  private final JsonGenerator json;
  private @Nullable Flow newest;
  private final List<Episode> episodes = new ArrayList<>();
  private final Map<String, Long> packetsByLabel = new TreeMap<>();
  private long flows;

  /** Begins the log; {@code out} is closed by {@link #close}. */
  public TruthLog(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  /** Takes a flow into account; it is written when it is closed or the log is. */
  public Flow opened(Flow flow) {
    newest = flow.follow(newest);
    return flow;
  }

  /** Writes a flow that will have no more packets. One without any packet is left out. */
  public void closed(Flow flow) {
    if (!flow.isOpen()) {
      return;
    }
    newest = flow.leave(newest);
    if (flow.packets() == 0) {
      return;
    }
    try {
      write(flow);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a run of an MQTT process. Its packets belong to the flows of its clients. */
  public void ended(ProcessCase ended) {
    Episode episode = ended.episode();
    try {
      json.writeStartObject();
      json.writeStringField("type", "case");
      json.writeStringField("site", ended.site());
      json.writeStringField("case", ended.id());
      json.writeNumberField("startNanos", ended.startNanos());
      json.writeNumberField("endNanos", ended.endNanos());
      json.writeNumberField("steps", ended.steps());
      json.writeStringField("label", episode == null ? BENIGN : episode.type());
      if (episode != null) {
        episode.sawCase(ended);
        json.writeStringField("episode", episode.id());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes an episode into account; it is written at the end. */
  public Episode begun(Episode episode) {
    episodes.add(episode);
    return episode;
  }

  public List<Episode> episodes() {
    return Collections.unmodifiableList(episodes);
  }

  /** How many packets each label has, of the flows written so far. */
  public Map<String, Long> packetsByLabel() {
    return Collections.unmodifiableMap(packetsByLabel);
  }

  /** How many flows were written so far. */
  public long flows() {
    return flows;
  }

  private void write(Flow flow) throws IOException {
    packetsByLabel.merge(flow.label(), flow.packets(), Long::sum);
    flows++;
    json.writeStartObject();
    json.writeStringField("type", flow.isArp() ? "arp" : "flow");
    json.writeStringField("site", flow.site());
    key(flow);
    json.writeNumberField("startNanos", flow.startNanos());
    json.writeNumberField("endNanos", flow.endNanos());
    json.writeNumberField("packets", flow.packets());
    json.writeNumberField("octets", flow.octets());
    json.writeStringField("label", flow.label());
    Episode episode = flow.episode();
    if (episode != null) {
      json.writeStringField("episode", episode.id());
      json.writeStringField("device", episode.device());
    }
    json.writeEndObject();
  }

  private void key(Flow flow) throws IOException {
    var key = flow.key(true);
    json.writeNumberField("vlan", key.vlanId());
    json.writeStringField("source", key.source().toString());
    json.writeStringField("destination", key.destination().toString());
    if (!flow.isArp()) {
      json.writeNumberField("protocol", key.protocol());
      json.writeNumberField("sourcePort", key.sourcePort());
      json.writeNumberField("destinationPort", key.destinationPort());
    }
  }

  private void write(Episode episode) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "episode");
    json.writeStringField("id", episode.id());
    json.writeStringField("attack", episode.type());
    json.writeStringField("site", episode.site());
    json.writeStringField("device", episode.device());
    json.writeStringField("start", text(episode.startNanos()));
    json.writeStringField("end", text(episode.endNanos()));
    json.writeNumberField("startNanos", episode.startNanos());
    json.writeNumberField("endNanos", episode.endNanos());
    json.writeNumberField("flows", episode.flows());
    json.writeNumberField("packets", episode.packets());
    json.writeNumberField("cases", episode.cases());
    json.writeEndObject();
  }

  private static String text(long nanos) {
    return Instant.ofEpochSecond(0, nanos).toString();
  }

  /** Writes all flows still open, then the episodes that had packets, and closes the file. */
  @Override
  public void close() throws IOException {
    try (json) {
      Deque<Flow> oldestFirst = new ArrayDeque<>();
      for (Flow flow = newest; flow != null; flow = flow.older()) {
        oldestFirst.push(flow);
      }
      oldestFirst.forEach(this::closed);
      for (Episode episode : episodes) {
        if (episode.happened()) {
          write(episode);
        }
      }
      json.writeRaw('\n');
    }
  }
}
