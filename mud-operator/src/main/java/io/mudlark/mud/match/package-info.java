/** Profiles compiled for judging flows, and what a device's names mean at a time. */
@NullMarked
package io.mudlark.mud.match;

import org.jspecify.annotations.NullMarked;
