package io.mudlark.mud.profile;

import java.util.ArrayList;
import java.util.List;

/** Collects the lint warnings of one file, at most {@value #LIMIT} of them. */
final class Warnings {
  static final int LIMIT = 200;

  private final List<String> lines = new ArrayList<>();
  private int left;

  void add(String place, String what) {
    if (lines.size() < LIMIT) {
      lines.add(MudFormatException.oneLine(place + ": " + what));
    } else {
      left++;
    }
  }

  void add(JsonPlace place, String what) {
    add(place.pointer(), what);
  }

  List<String> lines() {
    if (left == 0) {
      return List.copyOf(lines);
    }
    List<String> all = new ArrayList<>(lines);
    all.add("and " + left + " more");
    return List.copyOf(all);
  }
}
