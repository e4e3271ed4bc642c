package io.mudlark.jobs.sink;

import io.mudlark.jobs.document.Line;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Writes results as lines of a part file: sort key, a tab, document.
 *
 * <p>Flink's stream into a local file has no buffer; this one has, of {@value #BUFFER} octets,
 * which is written out before the part is closed at a checkpoint.
 *
 * @param <T> the type of the results
 */
final class PartWriter<T> implements BulkWriter<T> {
  private static final int BUFFER = 1 << 16;

  /** How a result becomes a line. */
  interface Document<T> extends Function<T, Line>, Serializable {}

  /** Makes the writer of each part. */
  record Factory<T>(Document<T> document) implements BulkWriter.Factory<T> {
    @Override
    public BulkWriter<T> create(FSDataOutputStream part) {
      return new PartWriter<>(document, part);
    }
  }

  private final Document<T> document;
  private final OutputStream out;

  PartWriter(Document<T> document, OutputStream part) {
    this.document = document;
    this.out = new BufferedOutputStream(part, BUFFER);
  }

  @Override
  public void addElement(T element) throws IOException {
    Line line = document.apply(element);
    out.write(line.sortKey().getBytes(StandardCharsets.UTF_8));
    out.write('\t');
    out.write(line.json().getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** The part itself is closed by whoever opened it. */
  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
