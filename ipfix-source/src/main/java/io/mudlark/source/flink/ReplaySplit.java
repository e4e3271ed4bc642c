package io.mudlark.source.flink;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One file of recorded export messages and how far it has been read.
 *
 * @param site observation point of its exporters
 * @param file its path
 * @param emitted how many messages have left the reader: on restore the file is read again from the
 *     start and so many are passed over
 */
public record ReplaySplit(String site, String file, long emitted) implements SourceSplit {
  @Override
  public String splitId() {
    return site + " " + file;
  }
}
