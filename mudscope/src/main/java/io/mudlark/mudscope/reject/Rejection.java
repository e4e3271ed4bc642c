package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpProtocol;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The stage {@code reject}: writes the packets of a capture that a device's rules do not allow into
 * a capture of their own, and a register of all packets beside it.
 */
public final class Rejection {
  /** Reads the whole capture. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  private final RuleSet rules;
  private final Path output;
  private final long limit;
  private final HostsFile hosts;
  private final boolean compat;

  /** Captures of rejected packets begun; windows run in parallel. */
  private final Set<Path> begun = ConcurrentHashMap.newKeySet();

  /**
   * @param rules the rules, from a rule CSV or a MUD file
   * @param output folder; results go to a folder of it that is named after the device
   * @param limit how many packets to read of each capture
   * @param hosts addresses of names
   * @param compat whether to decide as MUDscope does, quirks included
   */
  public Rejection(RuleSet rules, Path output, long limit, HostsFile hosts, boolean compat) {
    this.rules = rules;
    this.output = output;
    this.limit = limit;
    this.hosts = hosts;
    this.compat = compat;
  }

  /**
   * What came of one capture.
   *
   * @param capture the rejected packets
   * @param register the books
   * @param packets packets by decision; they add up to the packets read
   * @param unresolved names in the rules without an address; their rules matched nothing
   */
  public record Outcome(
      Path capture, Path register, Map<Decision, Long> packets, List<String> unresolved) {
    public Outcome {
      unresolved = List.copyOf(unresolved);
      packets = Collections.unmodifiableMap(new EnumMap<>(packets));
    }

    public long packets(Decision decision) {
      return packets.getOrDefault(decision, 0L);
    }
  }

  /**
   * Splits one capture.
   *
   * @param job device, gateway and capture
   * @param problems takes a line for each thing that is wrong but did not prevent a result
   * @throws IOException when the capture cannot be read at all, its results would replace those of
   *     another run of this object, or they cannot be written
   */
  public Outcome run(CaptureJob job, Consumer<String> problems) throws IOException {
    Path folder = output.resolve(job.deviceName());
    Path name = job.capture().getFileName();
    String stem = stem(name == null ? "" : name.toString()) + "-rejected";
    try (CaptureReader reader = CaptureReader.open(job.capture())) {
      Path capture = folder.resolve(stem + ".pcap");
      if (!begun.add(capture)) {
        throw new UnusableInput(
            job.capture().toString(), "/", "another capture's result is in " + capture);
      }
      PacketFilter filter = filter(job, problems);
      Files.createDirectories(folder);
      split(job, reader, filter, capture, problems);
      Path register = folder.resolve(stem + ".json");
      Register.write(filter.register(), register);
      InputProblem problem = reader.problem();
      if (problem != null) {
        problems.accept(problem.toString());
      }
      Map<Decision, Long> packets = new EnumMap<>(Decision.class);
      for (Decision decision : Decision.values()) {
        packets.put(decision, filter.count(decision));
      }
      return new Outcome(capture, register, packets, List.copyOf(filter.unresolved()));
    }
  }

  private PacketFilter filter(CaptureJob job, Consumer<String> problems) throws UnusableInput {
    if (!compat) {
      return new ProfileFilter(job, rules.profile(job, problems), hosts);
    }
    CompatFilter filter = new CompatFilter(job, rules.rows(), hosts);
    for (String unresolved : filter.unresolved()) {
      problems.accept(
          rules.file()
              + ": "
              + unresolved
              + ": no IPv4 address known (use --hosts); its rules match nothing");
    }
    return filter;
  }

  private void split(
      CaptureJob job,
      CaptureReader reader,
      PacketFilter filter,
      Path target,
      Consumer<String> problems)
      throws IOException {
    CapturedPacket packet = reader.packet();
    boolean more = limit > 0 && reader.next();
    int linkType = more ? packet.linkType() : LinkType.ETHERNET;
    if (compat && linkType != LinkType.ETHERNET) {
      throw new UnusableInput(
          job.capture().toString(), "link type " + linkType, "MUDscope reads Ethernet only");
    }
    long foreign = 0;
    try (RejectedCapture rejected = new RejectedCapture(target, linkType)) {
      long read = 0;
      while (more) {
        read++;
        if (filter.decide(packet) == Decision.REJECTED) {
          // Classic pcap has one link type a file.
          if (packet.linkType() == linkType) {
            rejected.write(packet);
          } else {
            foreign++;
          }
        }
        more = read < limit && reader.next();
      }
      if (compat && rejected.packets() == 0) {
        placeholder(job, rejected);
      }
      report(problems, target, rejected.withoutTime(), "have no time that pcap can hold");
    }
    report(problems, target, foreign, "are of another link type and not written");
  }

  private static void report(Consumer<String> problems, Path target, long packets, String what) {
    if (packets > 0) {
      problems.accept(target + ": " + packets + " rejected packets " + what);
    }
  }

  /** MUDscope's later stages fail on a window without flows, so it rejects one packet at least. */
  private static void placeholder(CaptureJob job, RejectedCapture rejected) throws IOException {
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    try (CaptureReader reader = CaptureReader.open(job.capture())) {
      while (rejected.packets() == 0 && reader.next()) {
        boolean flow = dissector.dissect(reader.packet(), view) == Fate.METERED;
        int protocol = flow ? view.protocol() : 0;
        if (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) {
          rejected.write(reader.packet());
        }
      }
    }
  }

  private static String stem(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot <= 0 ? fileName : fileName.substring(0, dot);
  }
}
