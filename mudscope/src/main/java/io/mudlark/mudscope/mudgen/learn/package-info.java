/** Learns a device's MUD profile from its flows, with evidence for every entry. */
@NullMarked
package io.mudlark.mudscope.mudgen.learn;

import org.jspecify.annotations.NullMarked;
