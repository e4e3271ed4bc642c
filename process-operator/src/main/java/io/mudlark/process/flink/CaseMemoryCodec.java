package io.mudlark.process.flink;

import io.mudlark.flow.FlowId;
import io.mudlark.flow.flink.Codec;
import io.mudlark.flow.flink.Wire;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The binary form of an open case: about seven octets an event. */
public final class CaseMemoryCodec implements Codec<CaseMemory> {
  public CaseMemoryCodec() {}

  @Override
  public String name() {
    return CaseMemoryCodec.class.getName();
  }

  @Override
  public Class<CaseMemory> type() {
    return CaseMemory.class;
  }

  @Override
  public void write(CaseMemory memory, DataOutputView out) throws IOException {
    out.writeLong(memory.modelNanos());
    out.writeFloat(memory.confidence());
    out.writeByte(memory.events());
    long before = 0;
    for (int i = 0; i < memory.events(); i++) {
      Wire.writeVar(out, memory.activities()[i] + 1L);
      Wire.writeVar(out, zigzag(memory.times()[i] - before));
      before = memory.times()[i];
    }
    out.writeLong(memory.lastNanos());
    Wire.writeVar(out, memory.beyond());
    out.writeUTF(memory.firstUnknown());
    out.writeByte(memory.evidence().size());
    for (FlowId id : memory.evidence()) {
      out.writeLong(id.high());
      out.writeLong(id.low());
    }
    Wire.writeVar(out, memory.told());
    DeviceId sender = memory.sender();
    out.writeUTF(sender == null ? "" : sender.site());
    out.writeUTF(sender == null ? "" : sender.name());
  }

  @Override
  public CaseMemory read(DataInputView in, int version) throws IOException {
    long model = in.readLong();
    float confidence = in.readFloat();
    int events = in.readUnsignedByte();
    int[] activities = new int[events];
    long[] times = new long[events];
    long before = 0;
    for (int i = 0; i < events; i++) {
      activities[i] = Wire.readVarInt(in) - 1;
      before += unzigzag(Wire.readVar(in));
      times[i] = before;
    }
    long last = in.readLong();
    int beyond = Wire.readVarInt(in);
    String unknown = in.readUTF();
    int ids = in.readUnsignedByte();
    List<FlowId> evidence = new ArrayList<>(ids);
    for (int i = 0; i < ids; i++) {
      evidence.add(new FlowId(in.readLong(), in.readLong()));
    }
    int told = Wire.readVarInt(in);
    return new CaseMemory(
        model,
        confidence,
        activities,
        times,
        last,
        beyond,
        unknown,
        evidence,
        told,
        sender(in.readUTF(), in.readUTF()));
  }

  private static @Nullable DeviceId sender(String site, String name) {
    return name.isEmpty() ? null : new DeviceId(site, name);
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
