package io.mudlark.jobs.evaluate;

import io.mudlark.flow.MacAddress;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.capture.PcapWriter;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Divides the capture of a site among its devices by their MAC addresses, and takes VLAN tags off,
 * as a tap at each device's port would see it.
 */
final class DeviceCaptures {
  private static final int ADDRESSES = 12;
  private static final int TAG = 4;
  private static final int VLAN = 0x8100;

  private DeviceCaptures() {}

  /**
   * Divides a capture.
   *
   * @param devices those of the site; without a MAC address they get nothing
   * @param folder where the captures go, each named after its device
   */
  static Map<DeviceId, Path> of(Path capture, List<Device> devices, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Map<DeviceId, Path> captures = new TreeMap<>();
    Map<Long, PcapWriter> writers = new HashMap<>();
    try (CaptureReader reader = CaptureReader.open(capture)) {
      for (Device device : devices) {
        MacAddress mac = device.mac();
        if (mac != null) {
          Path file = folder.resolve(device.id().name() + ".pcap");
          captures.put(device.id(), file);
          writers.put(
              mac.value(),
              new PcapWriter(
                  Files.newOutputStream(file),
                  LinkType.ETHERNET,
                  PcapWriter.Resolution.NANOSECONDS));
        }
      }
      while (reader.next()) {
        divide(reader.packet(), writers);
      }
    } finally {
      for (PcapWriter writer : writers.values()) {
        writer.close();
      }
    }
    return captures;
  }

  private static void divide(CapturedPacket packet, Map<Long, PcapWriter> writers)
      throws IOException {
    if (packet.length() < ADDRESSES + TAG || packet.linkType() != LinkType.ETHERNET) {
      return;
    }
    byte[] frame = frame(packet);
    ByteBuffer addresses = ByteBuffer.wrap(frame);
    PcapWriter to = writers.get(addresses.getLong(0) >>> 16);
    PcapWriter from = writers.get(addresses.getLong(4) & 0xFFFF_FFFF_FFFFL);
    if (from != null) {
      from.write(packet.timeNanos(), frame);
    }
    if (to != null && !Objects.equals(to, from)) {
      to.write(packet.timeNanos(), frame);
    }
  }

  private static byte[] frame(CapturedPacket packet) {
    ByteBuffer data = packet.buffer();
    int at = packet.offset();
    int tag =
        Byte.toUnsignedInt(data.get(at + ADDRESSES)) * 256
            + Byte.toUnsignedInt(data.get(at + ADDRESSES + 1));
    int cut = tag == VLAN ? TAG : 0;
    byte[] frame = new byte[packet.length() - cut];
    data.get(at, frame, 0, ADDRESSES);
    data.get(at + ADDRESSES + cut, frame, ADDRESSES, frame.length - ADDRESSES);
    return frame;
  }
}
