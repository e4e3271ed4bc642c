package io.mudlark.flow.flink;

import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.NearestAce;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The binary form of a judgement. */
final class VerdictCodec implements Codec<Verdict> {

  private final RecentTexts texts;

  VerdictCodec() {
    this(new RecentTexts());
  }

  VerdictCodec(RecentTexts texts) {
    this.texts = texts;
  }

  @Override
  public String name() {
    return "verdict";
  }

  @Override
  public Class<Verdict> type() {
    return Verdict.class;
  }

  @Override
  public void write(Verdict verdict, DataOutputView out) throws IOException {
    Wire.writeEnum(out, verdict.outcome());
    writeDirection(verdict.fromDevice(), out);
    writeDirection(verdict.toDevice(), out);
    out.writeBoolean(verdict.initiatorUncertain());
    Wire.writeText(out, verdict.profile());
  }

  private static void writeDirection(@Nullable DirectionVerdict direction, DataOutputView out)
      throws IOException {
    out.writeBoolean(direction != null);
    if (direction == null) {
      return;
    }
    Wire.writeText(out, direction.acceptedBy());
    Wire.writeEnum(out, direction.reason());
    NearestAce nearest = direction.nearest();
    out.writeBoolean(nearest != null);
    if (nearest != null) {
      Wire.writeText(out, nearest.acl());
      Wire.writeText(out, nearest.ace());
      Wire.writeTexts(out, nearest.missed());
    }
  }

  @Override
  public Verdict read(DataInputView in, int version) throws IOException {
    return new Verdict(
        Outcome.valueOf(texts.read(in)),
        readDirection(in),
        readDirection(in),
        in.readBoolean(),
        texts.readOptional(in));
  }

  private @Nullable DirectionVerdict readDirection(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    String acceptedBy = texts.readOptional(in);
    String reason = texts.readOptional(in);
    NearestAce nearest =
        in.readBoolean()
            ? new NearestAce(texts.read(in), texts.read(in), Wire.readTexts(in))
            : null;
    return new DirectionVerdict(
        acceptedBy, reason == null ? null : Reason.valueOf(reason), nearest);
  }
}
