package io.mudlark.jobs.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Appends documents to a file, one a line.
 *
 * <p>It does not know what is in the file: a message that is received twice is there twice, with
 * the same id. A batch that could not be written in full is taken back before it is tried again.
 */
final class JsonLinesStore implements FlowStore {
  private final Path file;
  private final FileChannel channel;
  private final FlowJson json = new FlowJson();
  private long good;

  /**
   * @param file created when it is not there; a last line that was cut off stays as it is, and what
   *     is added begins on the next
   */
  JsonLinesStore(Path file) throws IOException {
    this.file = file;
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    good = channel.size();
    if (good > 0 && last() != '\n') {
      put("\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private int last() throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    channel.read(one, good - 1);
    return one.get(0);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Written write(List<CollectedFlow> batch) throws IOException {
    StringBuilder lines = new StringBuilder(1024 * batch.size());
    for (CollectedFlow flow : batch) {
      lines.append(json.line(flow)).append('\n');
    }
    put(lines.toString().getBytes(StandardCharsets.UTF_8));
    return Written.all(batch.size());
  }

  private void put(byte[] octets) throws IOException {
    channel.truncate(good);
    ByteBuffer rest = ByteBuffer.wrap(octets);
    long at = good;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
    }
    good = at;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.force(false);
    }
  }
}
