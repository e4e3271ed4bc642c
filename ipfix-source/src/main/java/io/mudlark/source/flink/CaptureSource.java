package io.mudlark.source.flink;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.stream.Observation;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded Flink source that meters captures: packets in files become flows, name bindings and the
 * packets' ledger.
 *
 * <p>One split per observation point. A reader merges its splits by packet time, so that no site
 * runs ahead of another and little has to be buffered behind it; run it with parallelism 1 unless
 * sites are many. It emits its own watermarks: the clock of the slowest split less the idle
 * timeout.
 */
public final class CaptureSource
    implements Source<Observation, CaptureSplit, List<CaptureSplit>>,
        ResultTypeQueryable<Observation> {
  private static final long serialVersionUID = 1L;

  private final List<CaptureInput> inputs;
  private final MeterConfig meter;

  /**
   * @param inputs the captures of each observation point
   * @param meter how packets become flows
   */
  public CaptureSource(List<CaptureInput> inputs, MeterConfig meter) {
    this.inputs = List.copyOf(inputs);
    this.meter = meter;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<CaptureSplit, List<CaptureSplit>> createEnumerator(
      SplitEnumeratorContext<CaptureSplit> context) {
    List<CaptureSplit> splits =
        inputs.stream().map(i -> new CaptureSplit(i.site(), i.files(), 0)).toList();
    return new UpFrontEnumerator<>(context, splits);
  }

  @Override
  public SplitEnumerator<CaptureSplit, List<CaptureSplit>> restoreEnumerator(
      SplitEnumeratorContext<CaptureSplit> context, List<CaptureSplit> unassigned) {
    return new UpFrontEnumerator<>(context, unassigned);
  }

  @Override
  public SourceReader<Observation, CaptureSplit> createReader(SourceReaderContext context) {
    return new CaptureReader(context, meter);
  }

  @Override
  public SimpleVersionedSerializer<CaptureSplit> getSplitSerializer() {
    return CaptureSplitSerializer.ofOne();
  }

  @Override
  public SimpleVersionedSerializer<List<CaptureSplit>> getEnumeratorCheckpointSerializer() {
    return new CaptureSplitSerializer();
  }

  @Override
  public TypeInformation<Observation> getProducedType() {
    return ModelTypes.OBSERVATION;
  }
}
