package io.mudlark.flow;

/** Why a flow record was closed: flowEndReason (136) of RFC 7012. */
public enum EndReason {
  IDLE_TIMEOUT(1),
  ACTIVE_TIMEOUT(2),
  END_DETECTED(3),
  FORCED_END(4),
  LACK_OF_RESOURCES(5);

  private final int code;

  EndReason(int code) {
    this.code = code;
  }

  /** The value of the information element. */
  public int code() {
    return code;
  }
}
