package io.mudlark.process.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which activity leads to which, and how soon: for each activity at most one that it follows from.
 *
 * @param links by the activity that follows
 */
public record LinkGraph(Map<String, Link> links) {
  /** Nothing leads to anything: every message is a case of its own. */
  public static final LinkGraph NONE = new LinkGraph(Map.of());

  /** Links at most. */
  public static final int MAX_LINKS = 100_000;

  public LinkGraph {
    if (links.size() > MAX_LINKS) {
      throw new IllegalArgumentException("more than " + MAX_LINKS + " links");
    }
    links = Map.copyOf(links);
  }

  /**
   * One activity leads to another.
   *
   * @param cause what comes first
   * @param effect what follows, at most once
   * @param delays how soon
   */
  public record Link(String cause, String effect, Delays delays) {}

  /** What an activity follows from; null when it begins cases. */
  public @Nullable Link to(String effect) {
    return links.get(effect);
  }

  /** The activities of which some other is the effect. */
  public List<String> causes() {
    return links.values().stream().map(Link::cause).distinct().sorted().toList();
  }

  /** All links, by effect. */
  public List<Link> sorted() {
    return new ArrayList<>(new TreeMap<>(links).values());
  }
}
