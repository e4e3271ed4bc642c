package io.mudlark.probe.meter;

import org.jspecify.annotations.Nullable;

/** Flows in the order in which they were last put at the end; every step is O(1). */
final class Chain {
  private final Link anchor = new Link(new FlowEntry());

  @Nullable FlowEntry first() {
    return anchor.next == anchor ? null : anchor.next.flow;
  }

  /** Takes the link from wherever it is and puts it at the end. */
  void append(Link link) {
    if (anchor.previous != link) {
      link.remove();
      link.insertBefore(anchor);
    }
  }
}
