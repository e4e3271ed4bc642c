package io.mudlark.mudscope.netflows.nfdump;

import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.packet.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes flows of one direction out of packets as nfpcapd 1.6.24 does with its default settings, in
 * the order in which it exports them.
 *
 * <p>Time is that of the packets in whole seconds. A flow ends after more than 60 s of silence or
 * 300 s of age, which is looked at every 60 s and when a file ends; FIN and RST end nothing. Files
 * last 300 s and start at multiples of that; a flow that is open at the end of one goes into a
 * later one. Packets of DNS over UDP, ICMP and ICMPv6 are flows of their own.
 */
public final class NfpcapdMeter {
  /** Open flows at a time, as in nfpcapd: the next one ends those that may end, or else all. */
  static final int MAX_FLOWS = 512 * 1024;

  private static final int FILE_SECONDS = 300;
  private static final int ACTIVE_SECONDS = 300;
  private static final int IDLE_SECONDS = 60;

  /**
   * Real outputs of 1.6.24 agree with 58 to 65 s; the source of later versions, in which much else
   * differs, has 10.
   */
  private static final int CHECK_SECONDS = 60;

  private static final int DNS = 53;

  private final Consumer<List<UniflowRecord>> files;
  private final int maxFlows;
  private final NfpcapdDissector dissector = new NfpcapdDissector();
  private final NfpcapdPacket packet = new NfpcapdPacket();
  private final Map<UniflowKey, Uniflow> open = new HashMap<>();
  private List<UniflowRecord> exported = new ArrayList<>();
  private boolean started;
  private long fileSeconds;
  private long checkedSeconds;
  private long forcedFlushes;

  /**
   * @param files takes the flows of each file in the order of their export
   */
  public NfpcapdMeter(Consumer<List<UniflowRecord>> files) {
    this(files, MAX_FLOWS);
  }

  NfpcapdMeter(Consumer<List<UniflowRecord>> files, int maxFlows) {
    this.files = files;
    this.maxFlows = maxFlows;
  }

  /** Counts a packet. */
  public void accept(CapturedPacket captured) {
    if (!dissector.dissect(captured, packet)) {
      return;
    }
    long now = packet.seconds();
    if (!started) {
      started = true;
      fileSeconds = startOfFile(now);
      checkedSeconds = now;
    }
    if (now - fileSeconds >= FILE_SECONDS) {
      expire(now);
      closeFile();
      fileSeconds = startOfFile(now);
    }
    if (now - checkedSeconds > CHECK_SECONDS) {
      expire(now);
      checkedSeconds = now;
    }
    count(now);
  }

  private static long startOfFile(long seconds) {
    return seconds - Math.floorMod(seconds, FILE_SECONDS);
  }

  private void count(long now) {
    UniflowKey key = packet.key();
    if (isFlowOfItsOwn()) {
      exported.add(new Uniflow(key, packet).record());
      return;
    }
    Uniflow flow = open.get(key);
    if (flow != null) {
      flow.time(packet.micros);
      flow.add(packet);
      return;
    }
    makeRoom(now);
    flow = new Uniflow(key, packet);
    open.put(key, flow);
    Uniflow reverse = packet.protocol == IpProtocol.TCP ? open.get(key.reversed()) : null;
    if (reverse != null && reverse != flow) {
      flow.answers(reverse);
    }
  }

  private boolean isFlowOfItsOwn() {
    if (packet.protocol == IpProtocol.UDP) {
      return packet.sourcePort == DNS || packet.destinationPort == DNS;
    }
    return packet.protocol == IpProtocol.ICMP || packet.protocol == IpProtocol.ICMPV6;
  }

  private void makeRoom(long now) {
    if (open.size() >= maxFlows) {
      expire(now);
    }
    if (open.size() >= maxFlows) {
      forcedFlushes++;
      export(null);
    }
  }

  private void expire(long now) {
    export(now);
  }

  /** Exports the flows that are over at a time, or all. */
  private void export(@Nullable Long now) {
    List<Uniflow> over = new ArrayList<>();
    for (Uniflow flow : open.values()) {
      if (now == null || isOver(flow, now)) {
        over.add(flow);
      }
    }
    over.sort((a, b) -> a.key.compareTo(b.key));
    for (Uniflow flow : over) {
      exported.add(flow.record());
      flow.unlink();
      open.remove(flow.key);
    }
  }

  private static boolean isOver(Uniflow flow, long now) {
    return now - Math.floorDiv(flow.lastMicros, 1_000_000L) > IDLE_SECONDS
        || now - Math.floorDiv(flow.firstMicros, 1_000_000L) > ACTIVE_SECONDS;
  }

  private void closeFile() {
    files.accept(exported);
    exported = new ArrayList<>();
  }

  /** Exports what is open and ends the last file; without any packet there is none. */
  public void finish() {
    if (started) {
      export(null);
      closeFile();
      started = false;
    }
  }

  /** Packets by what became of them. */
  public Counts<NfpcapdFate> fates() {
    return dissector.fates();
  }

  /** Fragmented packets that were given up because there were too many in pieces. */
  public long fragmentsForgotten() {
    return dissector.fragmentsForgotten();
  }

  /** Times that all flows were ended because there were too many. */
  public long forcedFlushes() {
    return forcedFlushes;
  }
}
