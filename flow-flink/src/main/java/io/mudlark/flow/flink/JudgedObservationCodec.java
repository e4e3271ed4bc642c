package io.mudlark.flow.flink;

import io.mudlark.mrt.JudgedFlow;
import io.mudlark.site.DeviceId;
import io.mudlark.stream.JudgedObservation;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of what enforcement passes on to the windows. */
final class JudgedObservationCodec implements Codec<JudgedObservation> {

  private final DeviceIdCodec devices;
  private final JudgedFlowCodec judgedFlows;

  JudgedObservationCodec() {
    this(new RecentTexts());
  }

  JudgedObservationCodec(RecentTexts texts) {
    devices = new DeviceIdCodec(texts);
    judgedFlows = new JudgedFlowCodec(texts);
  }

  @Override
  public String name() {
    return "judged-observation";
  }

  @Override
  public Class<JudgedObservation> type() {
    return JudgedObservation.class;
  }

  @Override
  public void write(JudgedObservation value, DataOutputView out) throws IOException {
    JudgedFlow judged = value.judged();
    out.writeBoolean(judged != null);
    if (judged != null) {
      judgedFlows.write(judged, out);
    } else {
      devices.write(value.device(), out);
      out.writeLong(value.timeNanos());
    }
  }

  @Override
  public JudgedObservation read(DataInputView in, int version) throws IOException {
    if (in.readBoolean()) {
      return JudgedObservation.of(judgedFlows.read(in, version));
    }
    DeviceId device = devices.read(in, version);
    return JudgedObservation.end(device, in.readLong());
  }
}
