package io.mudlark.probe.meter;

/** The place of a flow in a {@link Chain}; a flow outside of any is linked to itself. */
final class Link {
  final FlowEntry flow;
  Link previous = this;
  Link next = this;

  @SuppressWarnings("ThisEscapedInObjectConstruction") // linked to itself on purpose
  Link(FlowEntry flow) {
    this.flow = flow;
  }

  void remove() {
    previous.next = next;
    next.previous = previous;
    previous = this;
    next = this;
  }

  void insertBefore(Link other) {
    previous = other.previous;
    next = other;
    previous.next = this;
    other.previous = this;
  }
}
