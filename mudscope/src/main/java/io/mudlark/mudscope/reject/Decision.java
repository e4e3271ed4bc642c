package io.mudlark.mudscope.reject;

/** What becomes of one packet of the capture; every packet has exactly one. */
public enum Decision {
  /** Neither from nor to the device. */
  UNRELATED,
  /** No IP packet of which a flow could be told. */
  UNHANDLED,
  /** The device asks for an address. */
  BOOTSTRAP,
  /** A rule allows it. */
  ACCEPTED,
  /** No rule allows it. */
  REJECTED
}
