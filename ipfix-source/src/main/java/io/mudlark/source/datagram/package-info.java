/** Export messages as they come: from sockets, from captures of exports, from IPFIX files. */
@NullMarked
package io.mudlark.source.datagram;

import org.jspecify.annotations.NullMarked;
