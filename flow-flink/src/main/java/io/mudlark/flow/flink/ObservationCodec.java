package io.mudlark.flow.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.ledger.Tally;
import io.mudlark.stream.Observation;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The binary form of what a source emits. */
final class ObservationCodec implements Codec<Observation> {
  private static final int FLOW = 1;
  private static final int BINDING = 2;
  private static final int TALLY = 4;

  private final RecentTexts texts;
  private final FlowRecordCodec flows;
  private final NameBindingCodec bindings;
  private final TallyCodec tallies;

  ObservationCodec() {
    this(new RecentTexts());
  }

  ObservationCodec(RecentTexts texts) {
    this.texts = texts;
    flows = new FlowRecordCodec(texts);
    bindings = new NameBindingCodec(texts);
    tallies = new TallyCodec(texts);
  }

  @Override
  public String name() {
    return "observation";
  }

  @Override
  public Class<Observation> type() {
    return Observation.class;
  }

  @Override
  public void write(Observation value, DataOutputView out) throws IOException {
    FlowRecord flow = value.flow();
    NameBinding binding = value.binding();
    Tally tally = value.tally();
    Wire.writeEnum(out, value.kind());
    Wire.writeText(out, value.site());
    out.writeLong(value.timeNanos());
    out.writeByte(
        (flow == null ? 0 : FLOW) | (binding == null ? 0 : BINDING) | (tally == null ? 0 : TALLY));
    if (flow != null) {
      flows.write(flow, out);
    }
    if (binding != null) {
      bindings.write(binding, out);
    }
    if (tally != null) {
      tallies.write(tally, out);
    }
  }

  @Override
  public Observation read(DataInputView in, int version) throws IOException {
    Observation.Kind kind = Observation.Kind.valueOf(texts.read(in));
    String site = texts.read(in);
    long time = in.readLong();
    int present = in.readByte();
    @Nullable FlowRecord flow = (present & FLOW) == 0 ? null : flows.read(in, version);
    @Nullable NameBinding binding = (present & BINDING) == 0 ? null : bindings.read(in, version);
    @Nullable Tally tally = (present & TALLY) == 0 ? null : tallies.read(in, version);
    return new Observation(kind, site, time, flow, binding, tally);
  }
}
