package io.mudlark.process.flink;

import io.mudlark.flow.flink.Codec;
import io.mudlark.process.infer.WaitingCauses;
import io.mudlark.process.infer.WaitingCauses.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of messages that may still have effects. */
public final class WaitingCausesCodec implements Codec<WaitingCauses> {
  public WaitingCausesCodec() {}

  @Override
  public String name() {
    return WaitingCausesCodec.class.getName();
  }

  @Override
  public Class<WaitingCauses> type() {
    return WaitingCauses.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public WaitingCauses copy(WaitingCauses value) {
    return value.copy();
  }

  @Override
  public void write(WaitingCauses value, DataOutputView out) throws IOException {
    out.writeShort(value.causes().size());
    for (Cause cause : value.causes()) {
      out.writeLong(cause.nanos());
      out.writeUTF(cause.caseId());
      out.writeShort(cause.effects().size());
      for (String effect : cause.effects()) {
        out.writeUTF(effect);
      }
    }
  }

  @Override
  public WaitingCauses read(DataInputView in, int version) throws IOException {
    int size = in.readUnsignedShort();
    List<Cause> causes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long nanos = in.readLong();
      String caseId = in.readUTF();
      int effects = in.readUnsignedShort();
      List<String> names = new ArrayList<>();
      for (int effect = 0; effect < effects; effect++) {
        names.add(in.readUTF());
      }
      causes.add(new Cause(nanos, caseId, names));
    }
    return new WaitingCauses(causes);
  }
}
