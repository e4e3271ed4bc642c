package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.RecordedExports;
import io.mudlark.source.session.ReceiveWindow;
import java.util.List;
import java.util.Set;
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
 * A bounded Flink source of the messages in {@linkplain RecordedExports recorded exports}, merged
 * by receive time: the export time in IPFIX files, the capture time in captures.
 *
 * <p>A file that cannot be read, or not to its end, is told of in one line and counted as an input
 * problem; the others are read all the same.
 *
 * <p>All files of a reader are open at once; run it with parallelism 1 for results that do not
 * depend on it.
 */
public final class RecordedExportSource
    implements Source<ExportDatagram, ReplaySplit, List<ReplaySplit>>,
        ResultTypeQueryable<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  private final List<ExportFile> files;
  private final Set<Integer> ports;
  private final ReceiveWindow window;

  /**
   * @param files to read; each IPFIX file is a transport session of its own
   * @param ports UDP ports of collectors in captures; empty for every UDP datagram
   * @param window sets the watermark: the receive time less its delay
   */
  public RecordedExportSource(List<ExportFile> files, Set<Integer> ports, ReceiveWindow window) {
    this.files = List.copyOf(files);
    this.ports = Set.copyOf(ports);
    this.window = window;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<ReplaySplit, List<ReplaySplit>> createEnumerator(
      SplitEnumeratorContext<ReplaySplit> context) {
    List<ReplaySplit> splits =
        files.stream().map(f -> new ReplaySplit(f.site(), f.file(), 0)).toList();
    return new UpFrontEnumerator<>(context, splits);
  }

  @Override
  public SplitEnumerator<ReplaySplit, List<ReplaySplit>> restoreEnumerator(
      SplitEnumeratorContext<ReplaySplit> context, List<ReplaySplit> unassigned) {
    return new UpFrontEnumerator<>(context, unassigned);
  }

  @Override
  public SourceReader<ExportDatagram, ReplaySplit> createReader(SourceReaderContext context) {
    return new ReplayReader(ports, window);
  }

  @Override
  public SimpleVersionedSerializer<ReplaySplit> getSplitSerializer() {
    return ReplaySplitSerializer.ofOne();
  }

  @Override
  public SimpleVersionedSerializer<List<ReplaySplit>> getEnumeratorCheckpointSerializer() {
    return new ReplaySplitSerializer();
  }

  @Override
  public TypeInformation<ExportDatagram> getProducedType() {
    return ExportDatagramType.INSTANCE;
  }
}
