package io.mudlark.flow.application;

/** How an exchange of an application protocol ended. */
public enum ExchangeEnd {
  /** All packets that it needs were seen. */
  COMPLETE(1),
  /** The answer was a refusal, such as an MQTT 5 reason code of 0x80 or more. */
  REFUSED(2),
  /** No packet of it came for the idle timeout. */
  IDLE_TIMEOUT(3),
  /** It stayed open for the active timeout. */
  ACTIVE_TIMEOUT(4),
  /** Its connection was closed, reset or taken over. */
  CONNECTION_CLOSED(5),
  /** Another request took its identifier. */
  REPLACED(6),
  /** The table of open exchanges was full. */
  LACK_OF_RESOURCES(7),
  /** The observation ended. */
  OBSERVATION_END(8);

  private final int code;

  ExchangeEnd(int code) {
    this.code = code;
  }

  /** A number that never changes, for the wire. */
  public int code() {
    return code;
  }

  /**
   * The constant of a number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ExchangeEnd of(int code) {
    for (ExchangeEnd end : values()) {
      if (end.code == code) {
        return end;
      }
    }
    throw new IllegalArgumentException("no exchange ends with code " + code);
  }

  /** Whether the exchange ran to its end, well or refused. */
  public boolean isAnswered() {
    return this == COMPLETE || this == REFUSED;
  }
}
