/** Capture files as they are written: pcapng and classic pcap. */
@NullMarked
package io.mudlark.generator.capture;

import org.jspecify.annotations.NullMarked;
