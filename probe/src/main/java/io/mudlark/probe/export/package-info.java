/** Flow records leave the probe as IPFIX messages, over UDP, TCP or TLS or into a file. */
@NullMarked
package io.mudlark.probe.export;

import org.jspecify.annotations.NullMarked;
