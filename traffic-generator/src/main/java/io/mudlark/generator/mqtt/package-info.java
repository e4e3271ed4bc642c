/** MQTT as it is spoken: packets, a broker, its clients. */
@NullMarked
package io.mudlark.generator.mqtt;

import org.jspecify.annotations.NullMarked;
