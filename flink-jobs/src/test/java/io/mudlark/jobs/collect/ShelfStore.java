package io.mudlark.jobs.collect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store in memory that can be away, or take a batch and fail to say so. */
final class ShelfStore implements FlowStore {
  private final Map<String, CollectedFlow> shelf = new LinkedHashMap<>();
  private int tries;
  private boolean away;
  private boolean forgetful;
  private boolean closed;

  @Override
  public String name() {
    return "shelf";
  }

  @Override
  public synchronized Written write(List<CollectedFlow> batch) throws IOException {
    tries++;
    if (away) {
      throw new IOException("away");
    }
    long present = 0;
    for (CollectedFlow flow : batch) {
      present += shelf.putIfAbsent(flow.id(), flow) == null ? 0 : 1;
    }
    if (forgetful) {
      forgetful = false;
      throw new IOException("the answer was lost");
    }
    return new Written(batch.size() - present, present, 0, null);
  }

  synchronized void away(boolean now) {
    away = now;
  }

  synchronized void forgetOneAnswer() {
    forgetful = true;
  }

  synchronized int tries() {
    return tries;
  }

  synchronized List<CollectedFlow> flows() {
    return new ArrayList<>(shelf.values());
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
