package io.mudlark.mudscope.mudgen.mudgee;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.RuleRow;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.LinkType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Learns a profile exactly as MUDgee does. */
public final class MudgeeRun {
  private final CaptureJob job;
  private final FlowTable table = new FlowTable();
  private final SwitchLearner learner;
  private final String device;
  private long lastMillis;
  private long passedOver;
  private long backwards;
  private boolean deviceSeen;

  private MudgeeRun(CaptureJob job) {
    this.job = job;
    learner = new SwitchLearner(job, table);
    device = job.device().toString();
  }

  /**
   * Reads the capture and writes the profile's files below {@code output}.
   *
   * @param lastUpdate what the MUD file says when it was made
   * @param problems takes a line for each thing that is wrong but did not prevent a result
   * @throws IOException when the capture cannot be read at all or the files cannot be written
   */
  public static ProfileFiles learn(
      CaptureJob job, Path output, Instant lastUpdate, Consumer<String> problems)
      throws IOException {
    MudgeeRun run = new MudgeeRun(job);
    run.read(problems);
    List<FlowRow> rows =
        new EndOfCapture(run.table, job.device().toString(), run.lastMillis)
            .rows(run.learner.names());
    RuleExtraction.Rules rules = RuleExtraction.rules(job, rows);
    StringBuilder flows = new StringBuilder(FlowRow.HEADER).append('\n');
    rows.forEach(row -> flows.append(row.line()).append('\n'));
    List<RuleRow> all = rules.all();
    ObjectNode mud = MudgeeJson.of(job, rules, lastUpdate);
    ProfileFiles files = ProfileFiles.in(output, job);
    files.write(flows.toString(), all, mud);
    return files;
  }

  private void read(Consumer<String> problems) throws IOException {
    try (CaptureReader reader = CaptureReader.open(job.capture())) {
      while (reader.next()) {
        transmit(reader.packet());
      }
      InputProblem problem = reader.problem();
      if (problem != null) {
        problems.accept(problem.toString());
      }
    }
    if (!deviceSeen) {
      problems.accept(job.capture() + ": no packet from or to " + job.device());
    }
    say(problems, passedOver, "packets passed over: truncated, fragments or no Ethernet");
    say(problems, backwards, "packets passed over: older than the one before");
    say(problems, table.refused(), "entries that did not fit into the table");
  }

  private void say(Consumer<String> problems, long count, String what) {
    if (count > 0) {
      problems.accept(job.capture() + ": " + count + " " + what);
    }
  }

  private void transmit(CapturedPacket captured) {
    boolean readable =
        captured.linkType() == LinkType.ETHERNET && captured.timeNanos() != CapturedPacket.NO_TIME;
    SwitchPacket packet = readable ? SwitchPacket.read(captured) : null;
    if (packet == null) {
      passedOver++;
      return;
    }
    if (packet.timeMillis() < lastMillis) {
      backwards++;
      return;
    }
    lastMillis = packet.timeMillis();
    deviceSeen = deviceSeen || packet.match().concerns(device);
    table.expire(lastMillis);
    @Nullable SwitchEntry entry = table.lookUp(packet.match());
    if (entry == null) {
      return;
    }
    if (entry.mirrored) {
      learner.learn(packet);
    }
    // Counted where it matched before anything was learnt from it.
    table.count(entry, lastMillis, packet.octets());
  }
}
