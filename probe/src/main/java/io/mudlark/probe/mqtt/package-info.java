/** MQTT 3.1, 3.1.1 and 5.0: control packets become exchanges. */
@NullMarked
package io.mudlark.probe.mqtt;

import org.jspecify.annotations.NullMarked;
