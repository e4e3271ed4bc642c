/** Capture files as packets: pcap and pcapng, plain or gzip-compressed, in and out. */
@NullMarked
package io.mudlark.probe.capture;

import org.jspecify.annotations.NullMarked;
