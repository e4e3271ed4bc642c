package io.mudlark.flow.flink;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of a DNS answer seen in the traffic. */
final class NameBindingCodec implements Codec<NameBinding> {

  private final RecentTexts texts;

  NameBindingCodec() {
    this(new RecentTexts());
  }

  NameBindingCodec(RecentTexts texts) {
    this.texts = texts;
  }

  @Override
  public String name() {
    return "name-binding";
  }

  @Override
  public Class<NameBinding> type() {
    return NameBinding.class;
  }

  @Override
  public void write(NameBinding binding, DataOutputView out) throws IOException {
    Wire.writeText(out, binding.observationPoint());
    out.writeLong(binding.timeNanos());
    Wire.writeMac(out, binding.askerMac());
    Wire.writeAddress(out, binding.asker());
    Wire.writeText(out, binding.name());
    Wire.writeVar(out, binding.addresses().size());
    for (IpAddress address : binding.addresses()) {
      Wire.writeAddress(out, address);
    }
    Wire.writeVar(out, binding.ttlSeconds());
  }

  @Override
  public NameBinding read(DataInputView in, int version) throws IOException {
    String observationPoint = texts.read(in);
    long time = in.readLong();
    var askerMac = Wire.readMac(in);
    IpAddress asker = Wire.readAddress(in);
    String name = texts.read(in);
    int size = Wire.listSize(in);
    List<IpAddress> addresses = new ArrayList<>(Math.min(size, 64));
    for (int i = 0; i < size; i++) {
      addresses.add(Wire.readAddress(in));
    }
    return new NameBinding(
        observationPoint, time, askerMac, asker, name, addresses, Wire.readVar(in));
  }
}
