/** CoAP (RFC 7252): messages over UDP and TCP, and the exchanges that they make up. */
@NullMarked
package io.mudlark.probe.coap;

import org.jspecify.annotations.NullMarked;
