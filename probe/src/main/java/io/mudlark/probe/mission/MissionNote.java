package io.mudlark.probe.mission;

/** Where the original loses something, counted while it is imitated. */
public enum MissionNote {
  /** Control packets that were looked at: the first that ends in each TCP segment. */
  PACKETS("mission-packets"),
  /** Further control packets of the same segment, which the original does not see. */
  NOT_FIRST("mission-packets-not-first"),
  /** Packets on which the original ends with an exception; skipped here. */
  WOULD_CRASH("mission-packets-that-would-crash"),
  /** Answers to nothing, which cannot begin a flow. */
  UNASKED("mission-answers-unasked"),
  /** Packets that replaced another of the same type in an open flow. */
  OVERWRITTEN("mission-packets-overwritten"),
  /** Open flows dropped because there were too many; the original has no limit. */
  EVICTED("mission-flows-evicted"),
  /** Clients whose names were not remembered because there were too many. */
  CLIENT_REFUSED("mission-clients-refused"),
  /** Topic aliases that were not remembered because a direction had too many. */
  ALIAS_REFUSED("mission-aliases-refused"),
  /** Flows still open at the end, which the original never exports. */
  OPEN("mission-flows-open");

  private final String text;

  MissionNote(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  public String text() {
    return text;
  }
}
