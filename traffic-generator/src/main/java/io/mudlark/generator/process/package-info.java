/** MQTT processes of a plant as flow records, without packets: cases, faults and their truth. */
@NullMarked
package io.mudlark.generator.process;

import org.jspecify.annotations.NullMarked;
