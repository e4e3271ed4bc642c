/** What a receiver of exports remembers of one exporter and domain, and tells of it. */
@NullMarked
package io.mudlark.source.session;

import org.jspecify.annotations.NullMarked;
