package io.mudlark.ipfix.golden;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a decoder makes of datagrams, as plain values. */
public final class Decoded implements RecordSink {
  /**
   * One record.
   *
   * @param template id
   * @param options whether it came of an options template
   * @param fields by name
   * @param flow the flow made of it, if it is one
   */
  public record Row(
      int template, boolean options, Map<String, Object> fields, @Nullable DecodedFlow flow) {}

  /** Read once: the tables are immutable. */
  public static final DecodeSettings SETTINGS = DecodeSettings.standard();

  public final MessageDecoder decoder;
  public final FlowAssembler assembler = new FlowAssembler("test");
  public final List<Row> rows = new ArrayList<>();
  public final List<DecodedFlow> flows = new ArrayList<>();
  public final List<String> problems = new ArrayList<>();

  public Decoded(MessageDecoder decoder) {
    this.decoder = decoder;
  }

  public static Decoded standard() {
    return new Decoded(new MessageDecoder(SETTINGS));
  }

  public Decoded accept(String exporter, long nanos, byte[] datagram) {
    decoder.accept(exporter, nanos, datagram, this);
    return this;
  }

  @Override
  public void record(RecordView record) {
    DecodedFlow flow = assembler.assemble(record);
    rows.add(new Row(record.plan().template().id(), false, record.toMap(), flow));
    if (flow != null) {
      flows.add(flow);
    }
  }

  @Override
  public void options(RecordView record) {
    rows.add(new Row(record.plan().template().id(), true, record.toMap(), null));
  }

  @Override
  public void problem(String line) {
    problems.add(line);
  }
}
