package io.mudlark.probe.coap;

import io.mudlark.flow.FlowKey;
import io.mudlark.probe.exchange.ExchangePath;

/**
 * One message on its way.
 *
 * @param path from whom to whom
 * @param nanos when it was seen, nanoseconds since the Unix epoch
 * @param octets its length
 * @param datagram whether it came over UDP, where message ids count
 */
record Arrival(ExchangePath path, CoapMessage message, long nanos, int octets, boolean datagram) {
  FlowKey key() {
    return path.key();
  }
}
