/** MISSION's probe as it was: its message on the wire, and its way of reading MQTT. */
@NullMarked
package io.mudlark.probe.mission;

import org.jspecify.annotations.NullMarked;
