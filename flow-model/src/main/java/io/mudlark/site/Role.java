package io.mudlark.site;

/** Which end of a biflow a device is. A flow between two devices is judged once for each. */
public enum Role {
  /** The device is the flow's source: forward is from the device. */
  SOURCE,
  /** The device is the flow's destination: forward is to the device. */
  DESTINATION
}
