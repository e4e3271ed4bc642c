package io.mudlark.mud.profile;

/** What an access control entry does with the packets that match it (RFC 8519 section 4.1). */
public enum Forwarding {
  ACCEPT("accept"),
  /** Thrown away silently. */
  DROP("drop"),
  /** Thrown away with an error to the sender; to a passive observer the same as drop. */
  REJECT("reject");

  private final String text;

  Forwarding(String text) {
    this.text = text;
  }

  /** The identity's name in ietf-access-control-list. */
  public String text() {
    return text;
  }
}
