/** Flow records and options as IPFIX, NetFlow v9 and NetFlow v5 messages, and IPFIX files. */
@NullMarked
package io.mudlark.ipfix.encode;

import org.jspecify.annotations.NullMarked;
