/** What TLS clients say in clear before they encrypt: the ClientHello (RFC 8446 4.1.2). */
@NullMarked
package io.mudlark.probe.tls;

import org.jspecify.annotations.NullMarked;
