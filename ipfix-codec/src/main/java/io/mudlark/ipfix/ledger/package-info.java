/** Accounting of what an exporter sent against what arrived and what could be read. */
@NullMarked
package io.mudlark.ipfix.ledger;

import org.jspecify.annotations.NullMarked;
