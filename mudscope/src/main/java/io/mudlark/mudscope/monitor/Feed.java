package io.mudlark.mudscope.monitor;

import java.util.HashMap;
import java.util.Map;

/**
 * One device's feed: numbers per transition between consecutive windows.
 *
 * @param id its name: that of its file without the ending
 * @param deviceId whose feed
 * @param rows number of transitions
 * @param columns the numbers of each column that is needed, one per transition
 */
record Feed(String id, String deviceId, int rows, Map<String, double[]> columns) {
  Feed {
    columns = Map.copyOf(columns);
  }

  /** One column. */
  double[] column(String name) {
    double[] column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(id + " has no column " + name);
    }
    return column;
  }

  /** One cell. */
  double at(String name, int row) {
    return column(name)[row];
  }

  /** The same feed under other names. */
  Feed named(String otherId, String otherDevice) {
    return new Feed(otherId, otherDevice, rows, new HashMap<>(columns));
  }

  /** What the legend of a plot calls it: its name after the last underscore. */
  String tag() {
    return id.substring(id.lastIndexOf('_') + 1);
  }
}
