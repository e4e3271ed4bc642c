package io.mudlark.flow.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.stream.DeviceObservation;
import io.mudlark.stream.Observation;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The binary form of an observation that concerns one known device. */
final class DeviceObservationCodec implements Codec<DeviceObservation> {
  private static final int FLOW = 1;
  private static final int BINDING = 2;
  private static final int ROLE = 4;
  private static final int IS_SOURCE = 8;
  private static final int AT_HOME = 16;

  private final RecentTexts texts;
  private final DeviceIdCodec devices;
  private final FlowRecordCodec flows;
  private final NameBindingCodec bindings;

  DeviceObservationCodec() {
    this(new RecentTexts());
  }

  DeviceObservationCodec(RecentTexts texts) {
    this.texts = texts;
    devices = new DeviceIdCodec(texts);
    flows = new FlowRecordCodec(texts);
    bindings = new NameBindingCodec(texts);
  }

  @Override
  public String name() {
    return "device-observation";
  }

  @Override
  public Class<DeviceObservation> type() {
    return DeviceObservation.class;
  }

  @Override
  public void write(DeviceObservation value, DataOutputView out) throws IOException {
    devices.write(value.device(), out);
    Wire.writeEnum(out, value.kind());
    out.writeLong(value.timeNanos());
    FlowRecord flow = value.flow();
    NameBinding binding = value.binding();
    out.writeByte(present(value));
    if (flow != null) {
      flows.write(flow, out);
    }
    if (binding != null) {
      bindings.write(binding, out);
    }
  }

  private static int present(DeviceObservation value) {
    return (value.flow() == null ? 0 : FLOW)
        | (value.binding() == null ? 0 : BINDING)
        | (value.role() == null ? 0 : ROLE)
        | (value.role() == Role.SOURCE ? IS_SOURCE : 0);
  }

  /**
   * All but whom it concerns, when, of what kind it is, which the rest tells, and where a flow was
   * observed, if that is the device's site.
   */
  void writeBody(DeviceObservation value, DataOutputView out) throws IOException {
    FlowRecord flow = value.flow();
    NameBinding binding = value.binding();
    boolean atHome = flow != null && flow.observationPoint().equals(value.device().site());
    out.writeByte(present(value) | (atHome ? AT_HOME : 0));
    if (flow != null && atHome) {
      flows.writeWithoutSite(flow, out);
    } else if (flow != null) {
      flows.write(flow, out);
    }
    if (binding != null) {
      bindings.write(binding, out);
    }
  }

  @Override
  public DeviceObservation read(DataInputView in, int version) throws IOException {
    DeviceId device = devices.read(in, version);
    texts.read(in); // the kind
    return readBody(device, in.readLong(), in);
  }

  /** What {@link #writeBody} wrote. */
  DeviceObservation readBody(DeviceId device, long timeNanos, DataInputView in) throws IOException {
    int present = in.readByte();
    @Nullable Role role =
        (present & ROLE) == 0 ? null : (present & IS_SOURCE) != 0 ? Role.SOURCE : Role.DESTINATION;
    @Nullable FlowRecord flow = null;
    if ((present & FLOW) != 0) {
      boolean atHome = (present & AT_HOME) != 0;
      flow = atHome ? flows.readWithoutSite(device.site(), in) : flows.read(in, 1);
    }
    @Nullable NameBinding binding = (present & BINDING) == 0 ? null : bindings.read(in, 1);
    Observation.Kind kind =
        flow != null
            ? Observation.Kind.FLOW
            : binding != null ? Observation.Kind.BINDING : Observation.Kind.END;
    return new DeviceObservation(device, kind, role, timeNanos, flow, binding);
  }
}
