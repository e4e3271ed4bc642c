/** The account of packets, flows and views, added up and checked. */
@NullMarked
package io.mudlark.jobs.ledger;

import org.jspecify.annotations.NullMarked;
