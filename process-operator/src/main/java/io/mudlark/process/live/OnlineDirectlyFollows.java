package io.mudlark.process.live;

import io.mudlark.process.discover.PairTimes.Pair;

/**
 * The directly-follows graph of a stream in bounded memory; error bounds as in {@link SpaceSaving}.
 */
public final class OnlineDirectlyFollows {
  private final SpaceSaving<Pair> edges;
  private final SpaceSaving<String> starts;
  private final SpaceSaving<String> ends;

  /** A graph of at most so many edges, and as many starts and ends. */
  public OnlineDirectlyFollows(int capacity) {
    this.edges = new SpaceSaving<>(capacity);
    this.starts = new SpaceSaving<>(capacity);
    this.ends = new SpaceSaving<>(capacity);
  }

  /** A case began with an activity. */
  public void started(String activity) {
    starts.add(activity);
  }

  /** In some case, {@code to} came right after {@code from}. */
  public void followed(String from, String to) {
    edges.add(new Pair(from, to));
  }

  /** A case ended with an activity. */
  public void ended(String activity) {
    ends.add(activity);
  }

  public SpaceSaving<Pair> edges() {
    return edges;
  }

  public SpaceSaving<String> starts() {
    return starts;
  }

  public SpaceSaving<String> ends() {
    return ends;
  }
}
