package io.mudlark.source.flink;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Part of a listener's input; there is none, because what comes by a socket can be read once only.
 */
public record ListenerSplit() implements SourceSplit {
  @Override
  public String splitId() {
    return "socket";
  }
}
