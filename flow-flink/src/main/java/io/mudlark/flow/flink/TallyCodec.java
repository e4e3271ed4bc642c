package io.mudlark.flow.flink;

import io.mudlark.ledger.Tally;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The binary form of a line of the ledger. */
final class TallyCodec implements Codec<Tally> {

  private final RecentTexts texts;

  TallyCodec() {
    this(new RecentTexts());
  }

  TallyCodec(RecentTexts texts) {
    this.texts = texts;
  }

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public Class<Tally> type() {
    return Tally.class;
  }

  @Override
  public void write(Tally tally, DataOutputView out) throws IOException {
    Wire.writeText(out, tally.site());
    Wire.writeEnum(out, tally.book());
    Wire.writeText(out, tally.fate());
    Wire.writeVar(out, tally.count());
    Wire.writeVar(out, tally.packets());
  }

  @Override
  public Tally read(DataInputView in, int version) throws IOException {
    return new Tally(
        texts.read(in),
        Tally.Book.valueOf(texts.read(in)),
        texts.read(in),
        Wire.readVar(in),
        Wire.readVar(in));
  }
}
