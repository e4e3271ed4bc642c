/** MQTT exchanges read as process events: which case, which activity, when. */
@NullMarked
package io.mudlark.process.mqtt;

import org.jspecify.annotations.NullMarked;
