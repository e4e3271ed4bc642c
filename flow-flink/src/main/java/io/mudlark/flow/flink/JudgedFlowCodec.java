package io.mudlark.flow.flink;

import io.mudlark.mrt.JudgedFlow;
import io.mudlark.site.Role;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of one device's view of a flow with its verdict. */
final class JudgedFlowCodec implements Codec<JudgedFlow> {

  private final DeviceIdCodec devices;
  private final FlowRecordCodec flows;
  private final VerdictCodec verdicts;

  JudgedFlowCodec() {
    this(new RecentTexts());
  }

  JudgedFlowCodec(RecentTexts texts) {
    devices = new DeviceIdCodec(texts);
    flows = new FlowRecordCodec(texts);
    verdicts = new VerdictCodec(texts);
  }

  @Override
  public String name() {
    return "judged-flow";
  }

  @Override
  public Class<JudgedFlow> type() {
    return JudgedFlow.class;
  }

  @Override
  public void write(JudgedFlow value, DataOutputView out) throws IOException {
    devices.write(value.device(), out);
    out.writeBoolean(value.role() == Role.SOURCE);
    flows.write(value.flow(), out);
    verdicts.write(value.verdict(), out);
  }

  @Override
  public JudgedFlow read(DataInputView in, int version) throws IOException {
    return new JudgedFlow(
        devices.read(in, version),
        in.readBoolean() ? Role.SOURCE : Role.DESTINATION,
        flows.read(in, version),
        verdicts.read(in, version));
  }
}
