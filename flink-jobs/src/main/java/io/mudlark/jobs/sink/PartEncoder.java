package io.mudlark.jobs.sink;

import io.mudlark.jobs.document.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.Encoder;

/**
 * Writes one result as a line of a part file: its sort key, a tab, its document.
 *
 * @param <T> the type of the results
 */
final class PartEncoder<T> implements Encoder<T> {
  private static final long serialVersionUID = 1L;

  /** How a result becomes a line. */
  interface Document<T> extends Function<T, Line>, Serializable {}

  private final Document<T> document;

  PartEncoder(Document<T> document) {
    this.document = document;
  }

  @Override
  public void encode(T element, OutputStream stream) throws IOException {
    Line line = document.apply(element);
    stream.write((line.sortKey() + "\t" + line.json() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
