/** What a flow record says of the application protocol it carried: MQTT, CoAP, OPC UA, TLS. */
@NullMarked
package io.mudlark.flow.application;

import org.jspecify.annotations.NullMarked;
