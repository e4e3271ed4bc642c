package io.mudlark.mud.match;

/** A condition of an entry, ready to be tried. */
interface Condition {
  Trial test(DirectionView view, NameView names);
}
