package io.mudlark.flow.flink;

import io.mudlark.site.DeviceId;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of a device's name: the key of most state. */
final class DeviceIdCodec implements Codec<DeviceId> {

  private final RecentTexts texts;

  DeviceIdCodec() {
    this(new RecentTexts());
  }

  DeviceIdCodec(RecentTexts texts) {
    this.texts = texts;
  }

  @Override
  public String name() {
    return "device-id";
  }

  @Override
  public Class<DeviceId> type() {
    return DeviceId.class;
  }

  @Override
  public void write(DeviceId device, DataOutputView out) throws IOException {
    Wire.writeText(out, device.site());
    Wire.writeText(out, device.name());
  }

  @Override
  public DeviceId read(DataInputView in, int version) throws IOException {
    return new DeviceId(texts.read(in), texts.read(in));
  }
}
