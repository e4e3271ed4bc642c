/** MUDscope's last stage: anomalies of feeds, those that are alike, and their plots. */
@NullMarked
package io.mudlark.mudscope.monitor;

import org.jspecify.annotations.NullMarked;
