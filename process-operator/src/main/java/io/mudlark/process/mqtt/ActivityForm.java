package io.mudlark.process.mqtt;

/** What names the activity of an MQTT exchange. */
public enum ActivityForm {
  /** Sender and topic, as MISSION does; a new receiver of a known message goes unseen. */
  SOURCE_TOPIC,
  /** Sender, topic and receiver. */
  SOURCE_TOPIC_DESTINATION
}
