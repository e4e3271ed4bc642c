/** OPC UA over TCP (OPC 10000-6): chunks, messages, and the exchanges that they make up. */
@NullMarked
package io.mudlark.probe.opcua;

import org.jspecify.annotations.NullMarked;
