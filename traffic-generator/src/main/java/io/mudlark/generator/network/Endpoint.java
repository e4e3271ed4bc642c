package io.mudlark.generator.network;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;

/**
 * One end of an exchange as it looks on the observed link.
 *
 * @param mac the MAC its frames carry there: the gateway's when it is far away
 * @param address its IP address
 */
public record Endpoint(MacAddress mac, IpAddress address) {}
