package io.mudlark.probe.mqtt;

/** Something about MQTT that is worth a count. */
public enum MqttNote {
  CONNECTIONS("mqtt-connections"),
  /** Connections over WebSocket. */
  WEB_SOCKETS("mqtt-websockets"),
  /** WebSockets that compress their messages, which are not read. */
  COMPRESSED("mqtt-websockets-compressed"),
  /** WebSockets given up because there was no room for their headers. */
  WITHOUT_ROOM("mqtt-websockets-without-room"),
  PACKETS("mqtt-packets"),
  /** Control packets whose fields contradict their length or the standard; left out. */
  MALFORMED("mqtt-packets-malformed"),
  /** Control packets that were read although they break a rule, such as reserved flags. */
  VIOLATIONS("mqtt-packets-against-the-standard"),
  /** Control packets of which too little was captured to be read. */
  CUT("mqtt-packets-cut"),
  /** Lengths that no control packet has: the stream is searched for the next one. */
  BROKEN("mqtt-streams-broken"),
  /** Segments passed over in search of the beginning of a control packet. */
  UNSYNCHRONIZED("mqtt-segments-unsynchronized"),
  /** Client packets before any CONNECT, although the connection's beginning was seen. */
  WITHOUT_CONNECT("mqtt-packets-without-connect"),
  /** A second CONNECT on one connection. */
  SECOND_CONNECT("mqtt-second-connects"),
  /** Connections taken over by another one with the same client identifier. */
  TAKEN_OVER("mqtt-connections-taken-over"),
  /** Answers to requests that were not seen, or are over. */
  UNASKED("mqtt-answers-unasked"),
  /** Messages sent again with the DUP flag. */
  DUPLICATES("mqtt-duplicates"),
  /** Messages whose topic is an alias that was not seen when it was set. */
  ALIAS_UNKNOWN("mqtt-aliases-unknown"),
  /** Aliases not remembered: 0, more than the limit, or no room. */
  ALIAS_REFUSED("mqtt-aliases-refused"),
  /** Exchanges ended early because their connection had too many. */
  OVER_LIMIT("mqtt-exchanges-over-limit"),
  /** Texts of which only the beginning is kept. */
  TEXT_CUT("mqtt-texts-cut"),
  /** Messages on system topics that were left out on request. */
  SYSTEM("mqtt-system-messages-left-out");

  private final String text;

  MqttNote(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  public String text() {
    return text;
  }
}
