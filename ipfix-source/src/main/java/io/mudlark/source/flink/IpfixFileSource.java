package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.IpfixFileExports;
import io.mudlark.source.session.ReceiveWindow;
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
 * A bounded Flink source of the messages in IPFIX files (RFC 5655), merged by export time.
 *
 * <p>All files of a reader are open at once; run it with parallelism 1 for results that do not
 * depend on it.
 */
public final class IpfixFileSource
    implements Source<ExportDatagram, ReplaySplit, List<ReplaySplit>>,
        ResultTypeQueryable<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  private final List<ExportFile> files;
  private final ReceiveWindow window;

  /**
   * @param files to read; each is a transport session of its own
   * @param window sets the watermark: the export time less its delay
   */
  public IpfixFileSource(List<ExportFile> files, ReceiveWindow window) {
    this.files = List.copyOf(files);
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
    return new ReplayReader(IpfixFileExports::open, window);
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
