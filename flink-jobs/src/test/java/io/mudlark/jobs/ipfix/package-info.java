/**
 * What the commands about export messages print, and other exporters and collectors beside them.
 */
@NullMarked
package io.mudlark.jobs.ipfix;

import org.jspecify.annotations.NullMarked;
