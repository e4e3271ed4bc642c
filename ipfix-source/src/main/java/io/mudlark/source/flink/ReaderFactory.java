package io.mudlark.source.flink;

import io.mudlark.source.datagram.DatagramReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Opens a file of recorded exports where the reader runs. */
@FunctionalInterface
interface ReaderFactory extends Serializable {
  DatagramReader open(String site, Path file) throws IOException;
}
