package io.mudlark.probe.live;

import io.mudlark.probe.capture.CapturedPacket;
import java.io.EOFException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.BlockingMode;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.Pcaps;

/**
 * Reads packets from a network interface, in the form in which files are read too. Used by one
 * thread; needs the right to capture (CAP_NET_RAW) and libpcap 1.x.
 */
public final class LiveCapture implements AutoCloseable {
  /** How long a thread rests when there is no packet. */
  private static final long PAUSE_NANOS = 500_000;

  private final String name;
  private final PcapHandle handle;
  private final int linkType;
  private final CapturedPacket packet = new CapturedPacket();

  private LiveCapture(String name, PcapHandle handle) {
    this.name = name;
    this.handle = handle;
    this.linkType = handle.getDlt().value();
  }

  /**
   * Begins to capture.
   *
   * @throws LiveCaptureException when there is no such interface, no right to capture, no libpcap,
   *     or the filter is none
   */
  public static LiveCapture open(LiveSettings settings) throws LiveCaptureException {
    String name = settings.interfaceName();
    try {
      PcapHandle handle =
          new PcapHandle.Builder(name)
              .snaplen(settings.snapLength())
              .promiscuousMode(PromiscuousMode.PROMISCUOUS)
              .timeoutMillis((int) settings.timeout().toMillis())
              .bufferSize(settings.bufferOctets())
              .timestampPrecision(TimestampPrecision.NANO)
              .build();
      if (!settings.filter().isBlank()) {
        filter(handle, settings.filter());
      }
      // a blocking read of an interface without traffic may never return
      handle.setBlockingMode(BlockingMode.NONBLOCKING);
      return new LiveCapture(name, handle);
    } catch (PcapNativeException | NotOpenException e) {
      throw new LiveCaptureException(name + ": cannot be captured: " + reason(e), e);
    } catch (LinkageError e) {
      throw missing(e);
    }
  }

  private static void filter(PcapHandle handle, String expression)
      throws PcapNativeException, NotOpenException {
    try {
      handle.setFilter(expression, BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException | NotOpenException e) {
      handle.close();
      throw e;
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    String line = message.strip().replaceAll("\\s+", " ");
    boolean right = line.contains("permi") || line.contains("Permi");
    return right ? line + " (it takes the right CAP_NET_RAW, which root has)" : line;
  }

  private static LiveCaptureException missing(LinkageError e) {
    return new LiveCaptureException("libpcap is not there (Debian calls it libpcap0.8)", e);
  }

  /**
   * The interfaces of this machine.
   *
   * @throws LiveCaptureException when they cannot be listed
   */
  public static List<LiveInterface> interfaces() throws LiveCaptureException {
    List<LiveInterface> found = new ArrayList<>();
    try {
      for (PcapNetworkInterface each : Pcaps.findAllDevs()) {
        List<String> addresses = new ArrayList<>();
        for (PcapAddress address : each.getAddresses()) {
          InetAddress ip = address.getAddress();
          if (ip != null) {
            addresses.add(ip.getHostAddress());
          }
        }
        String description = each.getDescription();
        found.add(
            new LiveInterface(each.getName(), description == null ? "" : description, addresses));
      }
    } catch (PcapNativeException e) {
      throw new LiveCaptureException("interfaces cannot be listed: " + reason(e), e);
    } catch (LinkageError e) {
      throw missing(e);
    }
    return found;
  }

  /**
   * The next packet, a view that the next call moves.
   *
   * @return null when none came for a moment
   * @throws LiveCaptureException when the interface went away
   */
  public @Nullable CapturedPacket next() throws LiveCaptureException {
    try {
      byte[] octets = handle.getNextRawPacketEx();
      Timestamp time = handle.getTimestamp();
      packet.show(ByteBuffer.wrap(octets), 0, octets.length, handle.getOriginalLength());
      long seconds = Math.floorDiv(time.getTime(), 1_000L);
      packet.stamp(seconds * 1_000_000_000L + time.getNanos(), linkType);
      return packet;
    } catch (TimeoutException e) {
      LockSupport.parkNanos(PAUSE_NANOS);
      return null;
    } catch (EOFException | PcapNativeException | NotOpenException e) {
      throw new LiveCaptureException(name + ": capturing stopped: " + reason(e), e);
    }
  }

  /**
   * What the kernel counted so far.
   *
   * @throws LiveCaptureException when it does not say
   */
  public LiveAccount account() throws LiveCaptureException {
    try {
      PcapStat stat = handle.getStats();
      return new LiveAccount(
          stat.getNumPacketsReceived(),
          stat.getNumPacketsDropped(),
          stat.getNumPacketsDroppedByIf());
    } catch (PcapNativeException | NotOpenException e) {
      throw new LiveCaptureException(name + ": no counts: " + reason(e), e);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
